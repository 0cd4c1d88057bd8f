//! The pool of a draw: every expert who could review a case, with load and conflicts.
//!
//! Facts are gathered in a fixed number of queries; what is a conflict is the workflow's to say. A pool too
//! large to be read whole is refused, never cut: a bond that was not read would be a conflict not seen.

use std::collections::{BTreeMap, BTreeSet};

use store::Source;
use store::registers::panel_seats;
use store::registers::relations::{self, HeldPosition, OrganisationContact, ReviewingExpert, SharedParty};
use store::registers::{PartyKind, Register};
use workflow::id::{ApplicationId, OrganisationId, PersonId};
use workflow::panel::draw::CANDIDATES_MAXIMUM;
use workflow::panel::{Candidate, CaseFacts, ExpertFacts, Tie, conflicts};
use workflow::{Date, Timestamp};

use crate::{Engine, EngineError};

/// Reviews given within these days count as load: a year, so that one busy call does not spare for ever.
pub const LOAD_WINDOW_DAYS: i64 = 365;
const MILLIS_PER_DAY: i64 = 24 * 3600 * 1000;
/// Rows of one kind that bind experts or a case: more cannot be a county's registers.
const RELATED_ROWS_MAXIMUM: i64 = 200_000;

/// The case a panel is drawn for.
#[derive(Debug, Clone)]
pub struct CaseInQuestion {
    pub application: ApplicationId,
    pub organisation: OrganisationId,
    /// Who has declared a conflict with it or stepped back from it.
    pub declared: BTreeSet<PersonId>,
    /// How long a bond that has ended still counts.
    pub look_back_years: u16,
}

impl Engine {
    /// Everybody who could review the case now, each with what keeps them away.
    pub async fn review_candidates(&self, case: &CaseInQuestion) -> Result<Vec<Candidate>, EngineError> {
        candidates_for(&self.store, case, self.now().await?).await
    }
}

/// The pool, in the order of ids.
pub(crate) async fn candidates_for(
    on: &impl Source,
    case: &CaseInQuestion,
    now: Timestamp,
) -> Result<Vec<Candidate>, EngineError> {
    let day = now.date();
    let bonds = Bonds::read(on, case, day).await?;
    let experts = expert_facts(on, &bonds, day).await?;
    let facts = bonds.case_facts(&case.declared);
    let since = now.plus_millis(-LOAD_WINDOW_DAYS * MILLIS_PER_DAY);
    let loads: BTreeMap<PersonId, i64> =
        panel_seats::loads(on, since).await?.into_iter().map(|load| (load.expert, load.seats)).collect();
    let candidate = |expert: ExpertFacts| Candidate {
        expert: expert.expert,
        load: loads.get(&expert.expert).map_or(0, |seats| u32::try_from(*seats).unwrap_or(u32::MAX)),
        excluded: conflicts(&expert, &facts, day, case.look_back_years),
    };
    Ok(experts.into_values().map(candidate).collect())
}

/// What the registers and the case itself say of the applicant's side.
struct Bonds {
    uscc: String,
    phones: Vec<String>,
    addresses: Vec<String>,
    bank_accounts: Vec<String>,
    shared: Vec<SharedParty>,
    participants: BTreeSet<PersonId>,
}

impl Bonds {
    async fn read(on: &impl Source, case: &CaseInQuestion, day: Date) -> Result<Self, EngineError> {
        let organisation = store::organisations::find(on, case.organisation).await?;
        let organisation = organisation.ok_or(EngineError::NotFound { what: "organisation" })?;
        let uscc = organisation.uscc;
        let people = bounded(relations::people_of(on, &uscc, day, RELATED_ROWS_MAXIMUM).await?)?;
        let shared = bounded(relations::shared_with(on, &uscc, day, RELATED_ROWS_MAXIMUM).await?)?;
        let members = relations::member_phones(on, case.organisation).await?;
        let participants = relations::participants(on, case.application, case.organisation).await?;
        let mut bonds = Self {
            phones: members.into_iter().map(store::Hidden::into_inner).collect(),
            addresses: vec![organisation.address],
            bank_accounts: vec![organisation.account_number.into_inner()],
            shared,
            participants: participants.into_iter().collect(),
            uscc: uscc.clone(),
        };
        if let Some(registered) = relations::organisation(on, &uscc, day).await? {
            bonds.phones.extend(registered.phone);
            bonds.addresses.extend(registered.address);
            bonds.bank_accounts.extend(registered.bank_account.map(store::Hidden::into_inner));
        }
        for person in people {
            bonds.phones.extend(person.phone.map(store::Hidden::into_inner));
            bonds.addresses.extend(person.address.map(store::Hidden::into_inner));
            bonds.bank_accounts.extend(person.bank_account.map(store::Hidden::into_inner));
        }
        Ok(bonds)
    }

    fn case_facts(self, declared: &BTreeSet<PersonId>) -> CaseFacts {
        let keys = |agreement: bool| {
            let of_kind = self.shared.iter().filter(|party| is_agreement(party) == agreement);
            of_kind.map(key).collect::<BTreeSet<_>>().into_iter().collect()
        };
        CaseFacts {
            works: keys(false),
            agreements: keys(true),
            organisations: vec![self.uscc],
            phones: self.phones,
            addresses: self.addresses,
            bank_accounts: self.bank_accounts,
            participants: self.participants,
            declared: declared.clone(),
        }
    }
}

/// Facts of every expert, by account: two entries with one account are one expert.
async fn expert_facts(
    on: &impl Source,
    bonds: &Bonds,
    day: Date,
) -> Result<BTreeMap<PersonId, ExpertFacts>, EngineError> {
    let limit = i64::try_from(CANDIDATES_MAXIMUM).unwrap_or(i64::MAX) + 1;
    let experts = relations::experts(on, day, limit).await?;
    if experts.len() > CANDIDATES_MAXIMUM {
        return Err(EngineError::Conflict { what: "too-many-experts".to_owned() });
    }
    let positions = bounded(relations::positions_of_experts(on, RELATED_ROWS_MAXIMUM).await?)?;
    let organisations = bounded(relations::organisations_of_experts(on, day, RELATED_ROWS_MAXIMUM).await?)?;
    let held = by(positions, |position| position.person.clone());
    let contacts = by(organisations, |contact| contact.uscc.clone());
    let shared = by(bonds.shared.clone(), |party| party.party.clone());
    let mut facts = BTreeMap::new();
    for expert in experts {
        let entry = facts.entry(expert.account).or_insert_with(|| ExpertFacts::unknown(expert.account));
        let positions = held.get(&expert.person).map_or(&[] as &[_], Vec::as_slice);
        add_positions(entry, &expert, positions);
        add_contacts(entry, &expert, &contacts, (&bonds.uscc, day));
        add_shared(entry, &expert.person, &shared, (&bonds.uscc, day));
    }
    Ok(facts)
}

fn add_positions(facts: &mut ExpertFacts, expert: &ReviewingExpert, positions: &[HeldPosition]) {
    let employer =
        expert.employer.iter().map(|uscc| Tie { key: uscc.clone(), from: expert.since, until: expert.until });
    let held = positions.iter().map(|position| Tie {
        key: position.uscc.clone(),
        from: position.since,
        until: position.until,
    });
    facts.positions.extend(employer.chain(held));
}

/// Own telephones, addresses and accounts, and those of the organisations they work at on the day.
fn add_contacts(
    facts: &mut ExpertFacts,
    expert: &ReviewingExpert,
    contacts: &BTreeMap<String, Vec<OrganisationContact>>,
    on: (&str, Date),
) {
    let revealed =
        |hidden: &Option<store::Hidden<String>>| hidden.as_ref().map(|hidden| hidden.reveal().clone());
    facts.phones.extend([&expert.phone, &expert.account_phone].into_iter().filter_map(revealed));
    facts.addresses.extend(revealed(&expert.address));
    facts.bank_accounts.extend(revealed(&expert.bank_account));
    let employers = other_employers(facts, on);
    for contact in employers.iter().filter_map(|uscc| contacts.get(uscc)).flatten() {
        facts.phones.extend(contact.phone.clone());
        facts.addresses.extend(contact.address.clone());
        facts.bank_accounts.extend(revealed(&contact.bank_account));
    }
}

/// What the expert, or an organisation the expert works at on the day, shares with the applicant's side.
fn add_shared(
    facts: &mut ExpertFacts,
    person: &str,
    shared: &BTreeMap<String, Vec<SharedParty>>,
    on: (&str, Date),
) {
    let own = shared.get(person).into_iter().flatten().filter(|party| party.party_kind == PartyKind::Person);
    let employers = other_employers(facts, on);
    let through = employers.iter().filter_map(|uscc| shared.get(uscc)).flatten();
    let through = through.filter(|party| party.party_kind == PartyKind::Organisation && is_agreement(party));
    for party in own.chain(through) {
        if is_agreement(party) {
            facts.agreements.push(Tie { key: key(party), from: party.since, until: party.until });
        } else {
            facts.works.push(key(party));
        }
    }
}

/// Where the expert works on the day, other than at the applicant: that is a conflict of its own kind, and
/// what the applicant shares with itself is none.
fn other_employers(facts: &ExpertFacts, (applicant, day): (&str, Date)) -> BTreeSet<String> {
    let holds =
        |tie: &&Tie| tie.key != applicant && tie.from <= day && tie.until.is_none_or(|until| until >= day);
    facts.positions.iter().filter(holds).map(|tie| tie.key.clone()).collect()
}

const fn is_agreement(party: &SharedParty) -> bool {
    matches!(party.register, Register::Agreement)
}

/// One right, publication or agreement among all.
fn key(party: &SharedParty) -> String {
    format!("{}:{}", party.register.key(), party.row_id)
}

fn by<T>(rows: Vec<T>, key: impl Fn(&T) -> String) -> BTreeMap<String, Vec<T>> {
    let mut found: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for row in rows {
        found.entry(key(&row)).or_default().push(row);
    }
    found
}

/// Rows that were read whole.
fn bounded<T>(rows: Vec<T>) -> Result<Vec<T>, EngineError> {
    if i64::try_from(rows.len()).is_ok_and(|count| count < RELATED_ROWS_MAXIMUM) {
        Ok(rows)
    } else {
        Err(EngineError::Conflict { what: "registers-too-large".to_owned() })
    }
}
