//! Every route in one table, grouped by who calls. Nothing else makes a route.
//!
//! A row: method, path, who may call, handler; `.with_upload()` where a file comes in. Rights to one
//! case (its organisation, its stage, who acted before) are the engine's and stand in no table.

use workflow::Role::{self, Director, FinanceChecker, FinanceMaker, Officer, Policy, Recommender, Supervisor};

use crate::route::Access::Public;
use crate::route::{Route, RouteRow};
use crate::{assets, public};

/// Everybody who works on cases; what each may do there, the engine says.
pub const STAFF: &[Role] = &[Recommender, Officer, Director, FinanceMaker, FinanceChecker, Policy, Supervisor];

/// The table, without handlers: for the menu and for the authorisation test.
pub fn routes() -> Vec<RouteRow> {
    table().into_iter().map(|route| route.row).collect()
}

/// The table.
pub(crate) fn table() -> Vec<Route> {
    let groups = [for_everybody(), for_accounts(), for_applicants(), for_officers(), for_administrators()];
    groups.into_iter().flatten().collect()
}

fn for_everybody() -> Vec<Route> {
    vec![
        Route::get("/health/live", Public, public::health::live),
        Route::get("/health/ready", Public, public::health::ready),
        Route::get("/assets/{*path}", Public, assets::show),
        Route::get("/language/{tag}", Public, public::language::switch),
    ]
}

fn for_accounts() -> Vec<Route> {
    vec![]
}

fn for_applicants() -> Vec<Route> {
    vec![]
}

fn for_officers() -> Vec<Route> {
    vec![]
}

fn for_administrators() -> Vec<Route> {
    vec![]
}
