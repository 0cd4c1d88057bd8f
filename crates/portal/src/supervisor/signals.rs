//! Risk signals on a page. What was seen is the engine's; what it means, the catalogue's.
//! No button hangs on any of them.

use axum::response::Response;
use engine::queries::risk::{
    CaseName, QUICK_SECONDS, QuickSignal, RepeatedSignal, SHARE_DAYS, ShareSignal, SharedSignal,
};
use templates::Message;
use templates::pages::supervisor::{
    CaseLink, PersonLink, QuickRow, RepeatedRow, ShareRow, SharedRow, Signals,
};
use workflow::id::PersonId;

use crate::error::PortalError;
use crate::page::Visit;

pub async fn show(visit: Visit) -> Result<Response, PortalError> {
    let found = visit.engine().risk_signals(visit.signed()?).await?;
    let page = Signals {
        quick_seconds: QUICK_SECONDS,
        share_days: SHARE_DAYS,
        quick: found.quick.into_iter().map(quick).collect(),
        repeated: found.repeated.into_iter().map(repeated).collect(),
        shared: found.shared.into_iter().map(shared).collect(),
        shares: found.shares.into_iter().map(share).collect(),
    };
    visit.show(&page).await
}

pub fn case(name: CaseName) -> CaseLink {
    CaseLink {
        href: format!("/applications/{}", name.id),
        readings: format!("/supervisor/readings/{}", name.id),
        number: name.number,
    }
}

pub fn person(id: PersonId, name: String) -> PersonLink {
    PersonLink { href: format!("/supervisor/readings/people/{id}"), name }
}

fn decision(kind: &str) -> Message {
    Message::new(format!("event-{kind}"))
}

fn quick(signal: QuickSignal) -> QuickRow {
    QuickRow {
        case: case(signal.case),
        organisation: signal.organisation,
        person: person(signal.person, signal.person_name),
        role: signal.role.key().to_owned(),
        decision: decision(&signal.decision),
        at_millis: signal.at.millis(),
        seconds: signal.seconds,
    }
}

fn repeated(signal: RepeatedSignal) -> RepeatedRow {
    RepeatedRow {
        person: person(signal.person, signal.person_name),
        organisation: signal.organisation_name,
        year: signal.year,
        cases: signal.cases.into_iter().map(case).collect(),
    }
}

fn shared(signal: SharedSignal) -> SharedRow {
    SharedRow {
        what: Message::new(format!("signals-shared-{}", signal.what)),
        organisations: signal.organisations.into_iter().map(|(_, name)| name).collect(),
        cases: signal.cases.into_iter().map(case).collect(),
    }
}

fn share(signal: ShareSignal) -> ShareRow {
    ShareRow {
        person: person(signal.person, signal.person_name),
        role: signal.role.key().to_owned(),
        decision: decision(&signal.decision),
        percent: signal.decisions * 100 / signal.of_all.max(1),
        decisions: signal.decisions,
        of_all: signal.of_all,
        holders: signal.holders,
        cases: signal.cases.into_iter().map(case).collect(),
    }
}
