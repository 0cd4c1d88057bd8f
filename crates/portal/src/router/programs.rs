//! The rows of the table that programs call, with a bearer token: the same use cases as the pages.
//! They stand apart only for their number; who may call is decided as for pages.

use workflow::Role::{Director, FinanceChecker, FinanceMaker, Officer, Policy, SectionHead, Supervisor};

use super::{CALL_READERS, CASE_READERS, CASE_WORKERS, ORGANISATION_READERS};
use crate::route::Access::{self, Public, Roles, SignedIn};
use crate::route::Route;
use crate::{api, finance};

/// Programs: the same use cases, with a bearer token.
pub(super) fn for_api() -> Vec<Route> {
    let groups =
        [api_for_everybody(), api_for_applicants(), api_for_staff(), api_for_policy(), api_for_finance()];
    groups.into_iter().flatten().collect()
}

fn api_for_everybody() -> Vec<Route> {
    const PLAN_READERS: Access = Roles(&[Policy, Director, Supervisor]);
    vec![
        Route::get("/api/v1/openapi.json", Public, api::show),
        Route::get("/api/v1/calls", Public, api::calls::list),
        Route::get("/api/v1/calls/{call}", Public, api::calls::show),
        Route::get("/api/v1/publicity", Public, api::publicity::list),
        Route::get("/api/v1/publicity/{notice}", Public, api::publicity::show),
        Route::post("/api/v1/publicity/{notice}/objections/{application}", Public, api::objections::file),
        Route::get("/api/v1/towns", Public, api::me::towns),
        Route::get("/api/v1/me", SignedIn, api::me::show),
        Route::get("/api/v1/delegations", SignedIn, api::duties::list),
        Route::post("/api/v1/delegations", SignedIn, api::duties::make),
        Route::post("/api/v1/delegations/{delegation}/end", SignedIn, api::duties::end),
        Route::post("/api/v1/applications/{application}/turn", SignedIn, api::duties::take_turn),
        Route::delete("/api/v1/applications/{application}/turn", SignedIn, api::duties::release_turn),
        Route::post("/api/v1/migrations/preview", PLAN_READERS, api::migrations::preview),
        Route::post("/api/v1/migrations", Roles(&[Policy]), api::migrations::draw),
        Route::get("/api/v1/migrations/{plan}", PLAN_READERS, api::migrations::show),
        Route::post("/api/v1/migrations/{plan}/apply", Roles(&[Director]), api::migrations::apply),
        Route::get("/api/v1/packs", SignedIn, api::packs::list),
        Route::get("/api/v1/packs/{fingerprint}", SignedIn, api::packs::show),
        Route::post("/api/v1/engine/cases", SignedIn, api::engine_cases::judge),
    ]
}

/// Cases and organisations: to whom a person belongs, the engine knows.
fn api_for_applicants() -> Vec<Route> {
    vec![
        Route::get("/api/v1/applications", SignedIn, api::applications::mine),
        Route::post("/api/v1/applications", SignedIn, api::applications::start),
        Route::get("/api/v1/applications/{application}", SignedIn, api::applications::show),
        Route::get("/api/v1/applications/{application}/draw", Roles(CASE_READERS), api::panel::draws),
        Route::put("/api/v1/applications/{application}/answers", SignedIn, api::commands::save),
        Route::post("/api/v1/applications/{application}/check", SignedIn, api::applications::check),
        Route::post("/api/v1/applications/{application}/commands", SignedIn, api::commands::give),
        Route::get("/api/v1/applications/{application}/attachments", SignedIn, api::attachments::list),
        Route::post("/api/v1/applications/{application}/attachments", SignedIn, api::attachments::upload)
            .with_upload(),
        Route::get(
            "/api/v1/applications/{application}/attachments/{attachment}",
            SignedIn,
            api::attachments::download,
        ),
        Route::delete(
            "/api/v1/applications/{application}/attachments/{attachment}",
            SignedIn,
            api::attachments::remove,
        ),
        Route::get("/api/v1/organisations", SignedIn, api::organisations::mine),
        Route::post("/api/v1/organisations", SignedIn, api::organisations::join),
        Route::get("/api/v1/organisations/{organisation}", SignedIn, api::organisations::show),
        Route::put("/api/v1/organisations/{organisation}/profile", SignedIn, api::organisations::edit),
        Route::get("/api/v1/organisations/{organisation}/entitlements", SignedIn, api::entitlements::show),
        Route::post("/api/v1/memberships/{membership}/decision", SignedIn, api::organisations::decide),
    ]
}

fn api_for_staff() -> Vec<Route> {
    const CHECKS: Access = Roles(&[Officer]);
    const SUPERVISES: Access = Roles(&[Supervisor]);
    vec![
        Route::get("/api/v1/staff/applications", Roles(CASE_READERS), api::applications::all),
        Route::get("/api/v1/staff/work", Roles(CASE_WORKERS), api::applications::work),
        Route::get("/api/v1/staff/calls", Roles(CALL_READERS), api::calls::staff_list),
        Route::post("/api/v1/staff/calls", CHECKS, api::calls::draft),
        Route::get("/api/v1/staff/calls/{call}", Roles(CALL_READERS), api::calls::staff_show),
        Route::put("/api/v1/staff/calls/{call}", CHECKS, api::calls::edit),
        Route::post("/api/v1/staff/calls/{call}/open", Roles(&[Director]), api::calls::open),
        Route::post("/api/v1/staff/calls/{call}/proposals", CHECKS, api::proposals::propose),
        Route::post("/api/v1/staff/calls/{call}/proposals/preview", CHECKS, api::proposals::preview),
        Route::post("/api/v1/staff/calls/{call}/proposals/table", CHECKS, api::proposals::propose_all),
        Route::post(
            "/api/v1/applications/{application}/objection-answer",
            Roles(&[Officer, SectionHead, Director]),
            api::objections::answer,
        ),
        Route::get("/api/v1/staff/calls/{call}/publishable", CHECKS, api::publicity::publishable),
        Route::post("/api/v1/staff/publicity", CHECKS, api::publicity::publish),
        Route::get("/api/v1/staff/organisations", Roles(ORGANISATION_READERS), api::organisations::all),
        Route::post(
            "/api/v1/staff/organisations/{organisation}/confirm",
            CHECKS,
            api::organisations::confirm,
        ),
        Route::get("/api/v1/supervision/overview", SUPERVISES, api::supervision::overview),
        Route::get("/api/v1/supervision/journal", SUPERVISES, api::supervision::journal),
        Route::get("/api/v1/supervision/signals", SUPERVISES, api::supervision::signals),
        Route::get("/api/v1/supervision/readings", SUPERVISES, api::supervision::readings),
        Route::get("/api/v1/supervision/audit", SUPERVISES, api::supervision::audit),
    ]
}

/// The life of packs: readers read, policy staff write; who of them publishes, the engine knows.
fn api_for_policy() -> Vec<Route> {
    const READERS: Access = Roles(&[Policy, Director, Supervisor]);
    const WRITERS: Access = Roles(&[Policy]);
    vec![
        Route::get("/api/v1/rules/programmes/{programme}/publications", SignedIn, api::publications::list),
        Route::get("/api/v1/rules/packs/{old}/difference/{new}", SignedIn, api::publications::between),
        Route::post("/api/v1/rules/check", READERS, api::drafts::check_files),
        Route::get("/api/v1/rules/drafts", READERS, api::drafts::list),
        Route::post("/api/v1/rules/drafts", WRITERS, api::drafts::begin),
        Route::get("/api/v1/rules/drafts/{draft}", READERS, api::drafts::show),
        Route::put("/api/v1/rules/drafts/{draft}", WRITERS, api::drafts::save),
        Route::post("/api/v1/rules/drafts/{draft}/check", READERS, api::drafts::check),
        Route::get("/api/v1/rules/drafts/{draft}/difference", READERS, api::publications::of_draft),
        Route::get("/api/v1/rules/drafts/{draft}/impact", READERS, api::publications::impact),
        Route::post("/api/v1/rules/drafts/{draft}/submit", WRITERS, api::drafts::submit),
        Route::post("/api/v1/rules/drafts/{draft}/return", WRITERS, api::drafts::hand_back),
        Route::post("/api/v1/rules/drafts/{draft}/publish", WRITERS, api::drafts::publish),
        Route::post("/api/v1/rules/drafts/{draft}/withdraw", WRITERS, api::drafts::withdraw),
    ]
}

fn api_for_finance() -> Vec<Route> {
    const MAKER: Access = Roles(&[FinanceMaker]);
    const CHECKER: Access = Roles(&[FinanceChecker]);
    const BOTH: Access = Roles(&[FinanceMaker, FinanceChecker]);
    const READERS: Access = Roles(finance::READERS);
    vec![
        Route::get("/api/v1/finance/due", READERS, api::batches::due),
        Route::get("/api/v1/finance/batches", READERS, api::batches::list),
        Route::post("/api/v1/finance/batches", MAKER, api::batches::make),
        Route::get("/api/v1/finance/batches/{batch}", READERS, api::batches::show),
        Route::post("/api/v1/finance/batches/{batch}/cancel", MAKER, api::batches::cancel),
        Route::post("/api/v1/finance/batches/{batch}/authorise", CHECKER, api::batches::authorise),
        Route::post("/api/v1/finance/batches/{batch}/sent", CHECKER, api::batches::sent),
        Route::get("/api/v1/finance/batches/{batch}/file", BOTH, api::batches::file),
        Route::get("/api/v1/finance/bank-messages", READERS, api::bank::list),
        Route::post("/api/v1/finance/bank-messages", CHECKER, api::bank::import).with_upload(),
        Route::get("/api/v1/finance/bank-messages/{message}", READERS, api::bank::show),
        Route::get("/api/v1/finance/exceptions", READERS, api::bank::exceptions),
        Route::get("/api/v1/finance/recoveries", READERS, api::recoveries::list),
        Route::get("/api/v1/finance/recoveries/{application}", READERS, api::recoveries::show),
        Route::get("/api/v1/finance/budget-lines", Roles(finance::BUDGET_READERS), api::budget::list),
        Route::post("/api/v1/finance/budget-lines", MAKER, api::budget::create),
        Route::put("/api/v1/finance/budget-lines/{line}", MAKER, api::budget::change),
    ]
}
