//! Every route in one table, grouped by who calls. Nothing else makes a route.
//!
//! A row: method, path, who may call, handler; `.with_upload()` where a file comes in. Rights to one
//! case (its organisation, its stage, who acted before) are the engine's and stand in no table.

use workflow::Role::{self, Administrator, Applicant, Director, FinanceChecker, FinanceMaker, Officer, Policy, Recommender, Supervisor};

use crate::route::Access::{self, Public, Roles, SignedIn};
use crate::route::{Route, RouteRow};
use crate::{account, admin, applicant, assets, case, finance, officer, public};

/// Everybody who works on cases; what each may do there, the engine says.
pub const STAFF: &[Role] = &[Recommender, Officer, Director, FinanceMaker, FinanceChecker, Policy, Supervisor];

/// Who reads calls before they are open.
const CALL_READERS: &[Role] = &[Recommender, Officer, Director, Policy, Supervisor];

/// Who reads the list of all cases; a recommender sees the own town's.
const CASE_READERS: &[Role] = &[Recommender, Officer, Director, FinanceMaker, FinanceChecker, Supervisor];

/// Who reads the list of organisations.
const ORGANISATION_READERS: &[Role] = &[Recommender, Officer, Director, Supervisor];

/// The table, without handlers: for the menu and for the authorisation test.
pub fn routes() -> Vec<RouteRow> {
    table().into_iter().map(|route| route.row).collect()
}

/// The table.
pub(crate) fn table() -> Vec<Route> {
    let groups = [for_everybody(), for_accounts(), for_applicants(), for_cases(), for_officers(), for_finance(), for_administrators()];
    groups.into_iter().flatten().collect()
}

fn for_everybody() -> Vec<Route> {
    vec![
        Route::get("/health/live", Public, public::health::live),
        Route::get("/health/ready", Public, public::health::ready),
        Route::get("/assets/{*path}", Public, assets::show),
        Route::get("/language/{tag}", Public, public::language::switch),
        Route::get("/", Public, public::home::show),
        Route::get("/calls", Public, public::calls::list),
        Route::get("/calls/{call}", Public, public::calls::show),
        Route::get("/publicity", Public, public::publicity::list),
        Route::get("/publicity/{notice}", Public, public::publicity::show),
        Route::post("/demo/clock", Public, public::demo::move_clock),
        Route::get("/demo/mail", Public, public::demo::mails),
    ]
}

fn for_accounts() -> Vec<Route> {
    vec![
        Route::get("/sign-in", Public, account::sign_in::show),
        Route::post("/sign-in", Public, account::sign_in::enter),
        Route::post("/sign-out", Public, account::sign_in::leave),
        Route::get("/register", Public, account::register::show),
        Route::post("/register", Public, account::register::create),
        Route::get("/password/forgot", Public, account::password::forgot),
        Route::post("/password/forgot", Public, account::password::send),
        Route::get("/password/reset", Public, account::password::open),
        Route::post("/password/reset", Public, account::password::reset),
        Route::get("/account", SignedIn, account::own::show),
        Route::post("/account/language", SignedIn, account::own::change_language),
        Route::post("/account/password", SignedIn, account::own::change_password),
        Route::post("/account/tokens", SignedIn, account::own::create_token),
        Route::post("/account/tokens/{token}/revocation", SignedIn, account::own::revoke_token),
    ]
}

fn for_applicants() -> Vec<Route> {
    vec![
        Route::get("/organisations", SignedIn, applicant::organisations::list),
        Route::post("/organisations", SignedIn, applicant::organisations::join),
        Route::get("/organisations/{organisation}", SignedIn, applicant::organisations::show),
        Route::post("/organisations/{organisation}", Roles(&[Applicant]), applicant::organisations::save),
        Route::post("/memberships/{membership}", Roles(&[Applicant]), applicant::organisations::decide),
    ]
}

/// Whoever may see a case may ask; what each may do with it, the engine says.
fn for_cases() -> Vec<Route> {
    const RECOMMENDS: Access = Roles(&[Recommender]);
    const CHECKS: Access = Roles(&[Officer]);
    const DIRECTS: Access = Roles(&[Director]);
    vec![
        Route::get("/cases", Roles(CASE_READERS), case::list::all),
        Route::get("/applications", SignedIn, case::list::mine),
        Route::get("/applications/start", SignedIn, case::start::show),
        Route::post("/applications/start", SignedIn, case::start::start),
        Route::get("/applications/{id}", SignedIn, case::show::show),
        Route::get("/applications/{id}/form", Roles(&[Applicant]), case::form::show),
        Route::post("/applications/{id}/form", Roles(&[Applicant]), case::form::save),
        Route::get("/applications/{id}/check", Roles(&[Applicant]), case::check::show),
        Route::post("/applications/{id}/submit", Roles(&[Applicant]), case::check::submit),
        Route::post("/applications/{id}/answer-correction", Roles(&[Applicant]), case::check::answer_correction),
        Route::get("/applications/{id}/withdraw", Roles(&[Applicant]), case::withdraw::ask),
        Route::post("/applications/{id}/withdraw", Roles(&[Applicant]), case::withdraw::withdraw),
        Route::post("/applications/{id}/documents", Roles(&[Applicant]), case::documents::add).with_upload(),
        Route::get("/applications/{id}/documents/{document}", SignedIn, case::documents::download),
        Route::post("/applications/{id}/documents/{document}/remove", Roles(&[Applicant]), case::documents::remove),
        Route::post("/applications/{id}/recommend", RECOMMENDS, case::decide::recommend),
        Route::post("/applications/{id}/decline-recommendation", RECOMMENDS, case::decide::decline_recommendation),
        Route::post("/applications/{id}/pass-check", CHECKS, case::decide::pass_check),
        Route::post("/applications/{id}/request-correction", CHECKS, case::decide::request_correction),
        Route::post("/applications/{id}/approve", DIRECTS, case::decide::approve),
        Route::post("/applications/{id}/reject", DIRECTS, case::decide::reject),
        Route::post("/applications/{id}/award", DIRECTS, case::decide::award),
    ]
}

fn for_officers() -> Vec<Route> {
    vec![
        Route::get("/work", Roles(&[Recommender, Officer, Director]), officer::work::show),
        Route::get("/officer/calls", Roles(CALL_READERS), officer::calls::list),
        Route::get("/officer/calls/new", Roles(&[Officer]), officer::call_form::blank),
        Route::post("/officer/calls/new", Roles(&[Officer]), officer::call_form::draft),
        Route::get("/officer/calls/{call}", Roles(CALL_READERS), officer::calls::show),
        Route::get("/officer/calls/{call}/edit", Roles(&[Officer]), officer::call_form::edit),
        Route::post("/officer/calls/{call}/edit", Roles(&[Officer]), officer::call_form::save),
        Route::post("/officer/calls/{call}/open", Roles(&[Director]), officer::calls::open),
        Route::get("/officer/calls/{call}/publish", Roles(&[Officer]), officer::publicity::choose),
        Route::post("/officer/calls/{call}/publish", Roles(&[Officer]), officer::publicity::publish),
        Route::get("/officer/organisations", Roles(ORGANISATION_READERS), officer::organisations::list),
        Route::post("/organisations/{organisation}/confirmation", Roles(&[Officer]), officer::organisations::confirm),
        Route::get("/officer/publicity", Roles(&[Officer]), officer::publicity::list),
    ]
}

fn for_finance() -> Vec<Route> {
    const MAKER: Access = Roles(&[FinanceMaker]);
    const CHECKER: Access = Roles(&[FinanceChecker]);
    const BOTH: Access = Roles(&[FinanceMaker, FinanceChecker]);
    const READERS: Access = Roles(finance::READERS);
    vec![
        Route::get("/finance/due", READERS, finance::due::show),
        Route::get("/finance/batches", READERS, finance::batches::show),
        Route::post("/finance/batches", MAKER, finance::due::make),
        Route::get("/finance/batches/{id}", READERS, finance::batch::show),
        Route::post("/finance/batches/{id}/cancel", MAKER, finance::batch::cancel),
        Route::post("/finance/batches/{id}/authorise", CHECKER, finance::batch::authorise),
        Route::get("/finance/batches/{id}/file", BOTH, finance::batch::file),
        Route::post("/finance/batches/{id}/send", CHECKER, finance::batch::send),
        Route::get("/finance/batches/{id}/demo-answer/{kind}", CHECKER, finance::batch::demo_answer),
        Route::get("/finance/answers", READERS, finance::answers::list),
        Route::post("/finance/answers", CHECKER, finance::answers::import).with_upload(),
        Route::get("/finance/answers/{id}", READERS, finance::answers::show),
        Route::get("/finance/budget", Roles(finance::BUDGET_READERS), finance::budget::list),
        Route::get("/finance/budget/new", MAKER, finance::budget::draw_up),
        Route::post("/finance/budget/new", MAKER, finance::budget::create),
        Route::get("/finance/budget/{id}", MAKER, finance::budget::edit),
        Route::post("/finance/budget/{id}", MAKER, finance::budget::change),
    ]
}

fn for_administrators() -> Vec<Route> {
    vec![
        Route::get("/admin/people", Roles(&[Administrator]), admin::people::list),
        Route::get("/admin/people/new", Roles(&[Administrator]), admin::people::fresh),
        Route::post("/admin/people", Roles(&[Administrator]), admin::people::create),
        Route::get("/admin/people/{person}", Roles(&[Administrator]), admin::people::show),
        Route::post("/admin/people/{person}", Roles(&[Administrator]), admin::people::save),
        Route::post("/admin/people/{person}/access", Roles(&[Administrator]), admin::people::set_access),
        Route::get("/admin/mails", Roles(&[Administrator]), admin::mails::list),
        Route::get("/admin/towns", Roles(&[Administrator]), admin::towns::list),
        Route::get("/admin/calendar", Roles(&[Administrator]), admin::calendar::show),
        Route::post("/admin/calendar", Roles(&[Administrator]), admin::calendar::load),
    ]
}
