//! Every route in one table, grouped by who calls. Nothing else makes a route.
//!
//! A row: method, path, who may call, handler; `.with_upload()` where a file comes in. Rights to one
//! case (its organisation, its stage, who acted before) are the engine's and stand in no table.

mod programs;

use workflow::Role::{
    self, Administrator, Applicant, BureauMeeting, Department, Director, Expert, FinanceChecker,
    FinanceMaker, Officer, Policy, Recommender, SectionHead, Supervisor,
};

use crate::route::Access::{self, Public, Roles, SignedIn};
use crate::route::{Route, RouteRow};
use crate::{account, admin, applicant, assets, case, finance, officer, policy, public, supervisor};

/// Everybody who works on cases: an officer has to know the rules as well as their editor.
const STAFF: &[Role] = &[
    Recommender,
    Officer,
    SectionHead,
    Director,
    BureauMeeting,
    FinanceMaker,
    FinanceChecker,
    Policy,
    Supervisor,
];

/// Who reads calls before they are open.
const CALL_READERS: &[Role] =
    &[Recommender, Officer, SectionHead, Director, BureauMeeting, Policy, Supervisor];

/// Who reads the list of all cases; a recommender sees the own town's, a department those that ask it.
const CASE_READERS: &[Role] = &[
    Recommender,
    Officer,
    Department,
    SectionHead,
    Director,
    BureauMeeting,
    FinanceMaker,
    FinanceChecker,
    Supervisor,
];

/// For whom cases wait one by one.
const CASE_WORKERS: &[Role] =
    &[Recommender, Officer, Expert, Department, SectionHead, Director, BureauMeeting];

/// Who may hold a case and so step back from it; experts give back their seat.
const CASE_HOLDERS: &[Role] =
    &[Recommender, Officer, Department, SectionHead, Director, BureauMeeting, FinanceMaker, FinanceChecker];

/// Who reads the list of organisations.
const ORGANISATION_READERS: &[Role] =
    &[Recommender, Officer, SectionHead, Director, BureauMeeting, Supervisor];

/// The table, without handlers: for the menu and for the authorisation test.
pub fn routes() -> Vec<RouteRow> {
    table().into_iter().map(|route| route.row).collect()
}

/// The table.
pub(crate) fn table() -> Vec<Route> {
    let groups = [
        for_everybody(),
        for_accounts(),
        for_applicants(),
        for_cases(),
        for_tracks(),
        for_officers(),
        for_finance(),
        for_readers(),
        for_administrators(),
        programs::for_api(),
    ];
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
        Route::get("/publicity/key", Public, public::proof::key),
        Route::get("/publicity/{notice}", Public, public::publicity::show),
        Route::get("/publicity/{notice}/proof", Public, public::proof::download),
        Route::get("/publicity/{notice}/objections/{application}", Public, public::objections::ask),
        Route::post("/publicity/{notice}/objections/{application}", Public, public::objections::file),
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
        Route::get("/delegations", SignedIn, account::delegations::show),
        Route::post("/delegations", SignedIn, account::delegations::make),
        Route::post("/delegations/{delegation}/end", SignedIn, account::delegations::end),
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
        Route::get("/entitlements", Roles(&[Applicant]), applicant::entitlements::show),
        Route::post("/entitlements", Roles(&[Applicant]), applicant::entitlements::ask),
    ]
}

/// Whoever may see a case may ask; what each may do with it, the engine says.
fn for_cases() -> Vec<Route> {
    const RECOMMENDS: Access = Roles(&[Recommender]);
    const CHECKS: Access = Roles(&[Officer]);
    const REVIEWS: Access = Roles(&[Expert]);
    const APPROVES: Access = Roles(&[SectionHead, Director]);
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
        Route::post(
            "/applications/{id}/answer-correction",
            Roles(&[Applicant]),
            case::check::answer_correction,
        ),
        Route::get("/applications/{id}/withdraw", Roles(&[Applicant]), case::withdraw::ask),
        Route::post("/applications/{id}/withdraw", Roles(&[Applicant]), case::withdraw::withdraw),
        Route::post("/applications/{id}/documents", Roles(&[Applicant, Officer]), case::documents::add)
            .with_upload(),
        Route::get("/applications/{id}/documents/{document}", SignedIn, case::documents::download),
        Route::post(
            "/applications/{id}/documents/{document}/remove",
            Roles(&[Applicant, Officer]),
            case::documents::remove,
        ),
        Route::post("/applications/{id}/turn", Roles(STAFF), case::turn::take),
        Route::post("/applications/{id}/assign", Roles(&[SectionHead]), case::acts::work::assign),
        Route::post("/applications/{id}/turn/release", Roles(STAFF), case::turn::release),
        Route::post("/applications/{id}/recommend", RECOMMENDS, case::decide::recommend),
        Route::post(
            "/applications/{id}/decline-recommendation",
            RECOMMENDS,
            case::decide::decline_recommendation,
        ),
        Route::post("/applications/{id}/pass-check", CHECKS, case::decide::pass_check),
        Route::post("/applications/{id}/request-correction", CHECKS, case::decide::request_correction),
        Route::post("/applications/{id}/draw-panel", CHECKS, case::acts::panel::draw),
        Route::get("/applications/{id}/draw", Roles(CASE_READERS), case::acts::panel::record),
        Route::post("/applications/{id}/accept-review", REVIEWS, case::acts::panel::accept),
        Route::post("/applications/{id}/recuse-review", REVIEWS, case::acts::panel::step_back),
        Route::post("/applications/{id}/submit-score", REVIEWS, case::acts::panel::score),
        Route::post("/applications/{id}/explain-score", REVIEWS, case::acts::panel::explain),
        Route::post("/applications/{id}/record-visit", CHECKS, case::acts::visit::record),
        Route::post("/applications/{id}/confirm-visit", CHECKS, case::acts::visit::confirm),
        Route::post("/applications/{id}/give-opinion", Roles(&[Department]), case::acts::joint::give_opinion),
        Route::post("/applications/{id}/approve", APPROVES, case::decide::approve),
        Route::post("/applications/{id}/reject", APPROVES, case::decide::reject),
        Route::post(
            "/applications/{id}/resolve-meeting",
            Roles(&[BureauMeeting]),
            case::acts::meeting::resolve,
        ),
        Route::post("/applications/{id}/recuse", Roles(CASE_HOLDERS), case::acts::duty::recuse),
        Route::post("/applications/{id}/award", DIRECTS, case::decide::award),
    ]
}

/// Proposals, objections, agreements, evaluation and revocation, on the page of a case.
fn for_tracks() -> Vec<Route> {
    const ANSWERS: Access = Roles(&[Applicant]);
    const CHECKS: Access = Roles(&[Officer]);
    vec![
        Route::post("/applications/{id}/confirm", ANSWERS, case::acts::proposal::confirm),
        Route::post("/applications/{id}/decline", ANSWERS, case::acts::proposal::decline),
        Route::post(
            "/applications/{id}/decide-objection",
            Roles(&[Officer, SectionHead, Director]),
            case::acts::objection::decide,
        ),
        Route::post("/applications/{id}/draft-agreement", CHECKS, case::acts::agreement::draft),
        Route::post("/applications/{id}/sign-agreement", ANSWERS, case::acts::agreement::sign),
        Route::post("/applications/{id}/report-milestone", ANSWERS, case::acts::agreement::report),
        Route::post("/applications/{id}/accept-milestone", CHECKS, case::acts::agreement::accept),
        Route::post("/applications/{id}/return-milestone", CHECKS, case::acts::agreement::send_back),
        Route::post("/applications/{id}/report-results", ANSWERS, case::acts::evaluation::report),
        Route::post("/applications/{id}/evaluate", CHECKS, case::acts::evaluation::evaluate),
        Route::post("/applications/{id}/revoke", Roles(&[Director]), case::acts::recovery::revoke),
    ]
}

fn for_officers() -> Vec<Route> {
    vec![
        Route::get("/work", Roles(CASE_WORKERS), officer::work::show),
        Route::get("/officer/calls", Roles(CALL_READERS), officer::calls::list),
        Route::get("/officer/calls/new", Roles(&[Officer]), officer::call_form::blank),
        Route::post("/officer/calls/new", Roles(&[Officer]), officer::call_form::draft),
        Route::get("/officer/calls/{call}", Roles(CALL_READERS), officer::calls::show),
        Route::get("/officer/calls/{call}/edit", Roles(&[Officer]), officer::call_form::edit),
        Route::post("/officer/calls/{call}/edit", Roles(&[Officer]), officer::call_form::save),
        Route::post("/officer/calls/{call}/open", Roles(&[Director]), officer::calls::open),
        Route::get("/officer/calls/{call}/propose", Roles(&[Officer]), officer::propose::show),
        Route::post("/officer/calls/{call}/propose", Roles(&[Officer]), officer::propose::one),
        Route::post("/officer/calls/{call}/propose/table", Roles(&[Officer]), officer::propose::preview)
            .with_upload(),
        Route::post("/officer/calls/{call}/propose/all", Roles(&[Officer]), officer::propose::all)
            .with_upload(),
        Route::get("/officer/calls/{call}/publish", Roles(&[Officer]), officer::publicity::choose),
        Route::post("/officer/calls/{call}/publish", Roles(&[Officer]), officer::publicity::publish),
        Route::get("/officer/organisations", Roles(ORGANISATION_READERS), officer::organisations::list),
        Route::post(
            "/organisations/{organisation}/confirmation",
            Roles(&[Officer]),
            officer::organisations::confirm,
        ),
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
        Route::get("/finance/recoveries", READERS, finance::recoveries::list),
        Route::get("/finance/recoveries/{case}", READERS, finance::recoveries::show),
        Route::post("/finance/recoveries/{case}/demand", MAKER, finance::recoveries::demand),
        Route::post("/finance/recoveries/{case}/repayments", CHECKER, finance::recoveries::repay),
        Route::get("/finance/budget", Roles(finance::BUDGET_READERS), finance::budget::list),
        Route::get("/finance/budget/new", MAKER, finance::budget::draw_up),
        Route::post("/finance/budget/new", MAKER, finance::budget::create),
        Route::get("/finance/budget/{id}", MAKER, finance::budget::edit),
        Route::post("/finance/budget/{id}", MAKER, finance::budget::change),
    ]
}

/// Pages to read: policy, and supervision.
fn for_readers() -> Vec<Route> {
    const SUPERVISES: Access = Roles(&[Supervisor]);
    const POLICY_READERS: Access = Roles(STAFF);
    const PLANS: Access = Roles(&[Policy]);
    const PLAN_READERS: Access = Roles(&[Policy, Director, Supervisor]);
    vec![
        Route::get("/policy", POLICY_READERS, policy::programmes::list),
        Route::get("/policy/migrations", PLAN_READERS, policy::migrations::list),
        Route::get("/policy/migrations/new", PLANS, policy::migrations::fresh),
        Route::post("/policy/migrations/new", PLANS, policy::migrations::draw),
        Route::get("/policy/migrations/{plan}", PLAN_READERS, policy::migrations::show),
        Route::post("/policy/migrations/{plan}/apply", Roles(&[Director]), policy::migrations::apply),
        Route::get("/policy/{fingerprint}", POLICY_READERS, policy::pack::show),
        Route::get("/supervisor", SUPERVISES, supervisor::overview::show),
        Route::get("/supervisor/journal", SUPERVISES, supervisor::journal::show),
        Route::get("/supervisor/signals", SUPERVISES, supervisor::signals::show),
        Route::get("/supervisor/readings", SUPERVISES, supervisor::readings::all),
        Route::get("/supervisor/readings/{application}", SUPERVISES, supervisor::readings::of_case),
        Route::get("/supervisor/readings/people/{person}", SUPERVISES, supervisor::readings::of_person),
        Route::get("/supervisor/audit", SUPERVISES, supervisor::audit::ask),
        Route::post("/supervisor/audit", SUPERVISES, supervisor::audit::run),
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
