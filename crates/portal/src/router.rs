//! Every route in one table, grouped by who calls. Nothing else makes a route.
//!
//! A row: method, path, who may call, handler; `.with_upload()` where a file comes in. Rights to one
//! case (its organisation, its stage, who acted before) are the engine's and stand in no table.

use workflow::Role::{self, Administrator, Director, FinanceChecker, FinanceMaker, Officer, Policy, Recommender, Supervisor};

use crate::route::Access::{self, Public, Roles};
use crate::route::{Route, RouteRow};
use crate::{admin, assets, finance, officer, public};

/// Everybody who works on cases; what each may do there, the engine says.
pub const STAFF: &[Role] = &[Recommender, Officer, Director, FinanceMaker, FinanceChecker, Policy, Supervisor];

/// Who reads calls before they are open.
const CALL_READERS: &[Role] = &[Recommender, Officer, Director, Policy, Supervisor];

/// The table, without handlers: for the menu and for the authorisation test.
pub fn routes() -> Vec<RouteRow> {
    table().into_iter().map(|route| route.row).collect()
}

/// The table.
pub(crate) fn table() -> Vec<Route> {
    let groups = [for_everybody(), for_accounts(), for_applicants(), for_officers(), for_finance(), for_administrators()];
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
    vec![]
}

fn for_applicants() -> Vec<Route> {
    vec![]
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
        Route::get("/admin/calendar", Roles(&[Administrator]), admin::calendar::show),
        Route::post("/admin/calendar", Roles(&[Administrator]), admin::calendar::load),
    ]
}
