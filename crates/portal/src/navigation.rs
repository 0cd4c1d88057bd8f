//! The menu: every entry is a route of the table, shown to whoever the table lets in.
//! It grants nothing: hiding an entry protects no page.

use engine::Signed;
use templates::NavigationItem;
use workflow::Role;

use crate::route::{Access, RouteRow};
use crate::state::PortalState;

/// Label and place, in the order of the menu.
const ENTRIES: [(&str, &str); 25] = [
    ("nav-supervision", "/supervisor"),
    ("nav-work", "/work"),
    ("nav-applications", "/applications"),
    ("nav-organisation", "/organisations"),
    ("nav-entitlements", "/entitlements"),
    ("nav-call-drafts", "/officer/calls"),
    ("nav-publicities", "/officer/publicity"),
    ("nav-organisations", "/officer/organisations"),
    ("nav-payments", "/finance/due"),
    ("nav-batches", "/finance/batches"),
    ("nav-bank-answers", "/finance/answers"),
    ("nav-recoveries", "/finance/recoveries"),
    ("nav-budget", "/finance/budget"),
    ("nav-programmes", "/policy"),
    ("nav-migrations", "/policy/migrations"),
    ("nav-cases", "/cases"),
    ("nav-people", "/admin/people"),
    ("nav-towns", "/admin/towns"),
    ("nav-calendar", "/admin/calendar"),
    ("nav-outbox", "/admin/mails"),
    ("nav-calls", "/calls"),
    ("nav-publicity", "/publicity"),
    ("nav-delegations", "/delegations"),
    ("nav-account", "/account"),
    ("nav-sign-in", "/sign-in"),
];

/// Pages for people who apply; the bureau's own people do not need them in their menu.
const FOR_APPLICANTS: [&str; 2] = ["/applications", "/organisations"];

/// An entry whose route exists.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    label: &'static str,
    href: &'static str,
    access: Access,
}

/// The entries this table can serve.
pub fn entries(rows: &[RouteRow]) -> Vec<Entry> {
    let found = |(label, href): (&'static str, &'static str)| {
        let row = rows.iter().find(|row| row.path == href && row.method == axum::http::Method::GET)?;
        Some(Entry { label, href, access: row.access })
    };
    ENTRIES.into_iter().filter_map(found).collect()
}

/// The menu of a reader.
pub fn of(state: &PortalState, signed: Option<&Signed>, path: &str) -> Vec<NavigationItem> {
    let path = path.split('?').next().unwrap_or(path);
    let shown: Vec<&Entry> = state.navigation().iter().filter(|entry| entry.is_for(signed)).collect();
    // A part of the menu may have an entry of its own: only the nearest one is where the reader is.
    let leads = |entry: &&&Entry| path == entry.href || path.starts_with(&format!("{}/", entry.href));
    let current = shown.iter().filter(leads).map(|entry| entry.href).max_by_key(|href| href.len());
    let item = |entry: &Entry| NavigationItem {
        label: entry.label.to_owned(),
        href: entry.href.to_owned(),
        current: current == Some(entry.href),
    };
    shown.into_iter().map(item).collect()
}

impl Entry {
    fn is_for(&self, signed: Option<&Signed>) -> bool {
        let Some(signed) = signed else { return self.access == Access::Public };
        let is_staff = !signed.actor.roles.is_empty() && !signed.holds(Role::Applicant);
        if self.href == "/sign-in" || (is_staff && FOR_APPLICANTS.contains(&self.href)) {
            return false;
        }
        match self.access {
            Access::Public | Access::SignedIn => true,
            Access::Roles(roles) => signed.holds_any(roles),
        }
    }
}
