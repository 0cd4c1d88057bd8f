//! What supervision looks for, asked of events and registers: each query bounded, none of them a judgement.
//! Account numbers and phones are compared here and never leave.

use workflow::id::{ApplicationId, OrganisationId, PersonId};
use workflow::{Role, Timestamp};

use crate::error::StoreError;
use crate::row::{project, projection, values};
use crate::source::Source;

projection! {
    /// A decision that came soon after whatever came before it.
    pub struct QuickDecision {
        application_id: ApplicationId = "a.id",
        number: String = "a.number",
        organisation_name: String = "o.name",
        person_id: PersonId = "p.id",
        person_name: String = "p.name",
        role: Role = "e.actor_role",
        kind: String = "e.kind",
        at: Timestamp = "e.at",
        arrived_at: Timestamp = "b.at",
    }
}

projection! {
    /// One person judged cases of one organisation in this year and in the one before.
    pub struct RepeatedJudgement {
        person_id: PersonId = "p.id",
        person_name: String = "p.name",
        organisation_id: OrganisationId = "o.id",
        organisation_name: String = "o.name",
        year: i64 = "n.year",
        application_id: ApplicationId = "n.application",
        number: String = "n.number",
        earlier_id: ApplicationId = "b.application",
        earlier_number: String = "b.number",
    }
}

projection! {
    /// An organisation that shares something with another, and one of its cases.
    pub struct SharedParticular {
        value: String = "s.value",
        organisation_id: OrganisationId = "o.id",
        organisation_name: String = "o.name",
        application_id: Option<ApplicationId> = "a.id",
        number: Option<String> = "a.number",
    }
}

projection! {
    /// How much of one kind of decision one person made.
    pub struct DecisionShare {
        person_id: PersonId = "s.person",
        person_name: String = "p.name",
        kind: String = "s.kind",
        role: Role = "s.role",
        decisions: i64 = "s.own",
        of_all: i64 = "(SELECT COUNT(*) FROM events t WHERE t.kind = s.kind AND t.actor_role = s.role AND t.at >= $1)",
        holders: i64 = "(SELECT COUNT(*) FROM person_roles r WHERE r.role = s.role)",
    }
}

projection! {
    /// A case, to be named and linked.
    pub struct NamedCase {
        id: ApplicationId = "a.id",
        number: String = "a.number",
    }
}

/// What two organisations may have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Particular {
    Account,
    Phone,
    Address,
}

impl Particular {
    pub const ALL: [Self; 3] = [Self::Account, Self::Phone, Self::Address];

    /// Each organisation with each value it has: from its profile, its members, and the register.
    const fn pairs(self) -> &'static str {
        match self {
            Self::Account => {
                "SELECT account_number AS value, id FROM organisations UNION \
                 SELECT r.bank_account, o.id FROM register_organisations r JOIN organisations o ON o.uscc = r.uscc \
                 WHERE r.replaced_at IS NULL"
            }
            Self::Phone => {
                "SELECT p.phone AS value, m.organisation_id AS id FROM memberships m \
                 JOIN people p ON p.id = m.person_id WHERE m.state = 'active' UNION \
                 SELECT r.phone, o.id FROM register_organisations r JOIN organisations o ON o.uscc = r.uscc \
                 WHERE r.replaced_at IS NULL"
            }
            Self::Address => {
                "SELECT address AS value, id FROM organisations UNION \
                 SELECT r.address, o.id FROM register_organisations r JOIN organisations o ON o.uscc = r.uscc \
                 WHERE r.replaced_at IS NULL"
            }
        }
    }
}

/// Decisions of these kinds that came within so many milliseconds of what came before them, newest first.
/// Events of one command are one step: what came before is what another command wrote.
pub async fn quick(
    on: &impl Source,
    kinds: &[&str],
    within_millis: i64,
    limit: i64,
) -> Result<Vec<QuickDecision>, StoreError> {
    let kinds = quoted(kinds);
    let tail = format!(
        "FROM events e JOIN events b ON b.application_id = e.application_id AND b.seq = (SELECT MAX(x.seq) \
         FROM events x WHERE x.application_id = e.application_id AND x.seq < e.seq \
         AND x.idempotency_key <> e.idempotency_key) JOIN applications a ON a.id = e.application_id \
         JOIN organisations o ON o.id = a.organisation_id JOIN people p ON p.id = e.actor_person \
         WHERE e.kind IN ({kinds}) AND e.at - b.at < $1 ORDER BY e.at DESC, e.application_id LIMIT $2"
    );
    project(on, &tail, values![within_millis, limit]).await
}

/// Who made decisions of these kinds for one organisation in two years running, newest year first.
pub async fn repeated(
    on: &impl Source,
    kinds: &[&str],
    limit: i64,
) -> Result<Vec<RepeatedJudgement>, StoreError> {
    let acts = format!(
        "(SELECT DISTINCT e.actor_person AS person, a.organisation_id AS organisation, c.fiscal_year AS year, \
         a.id AS application, a.number AS number FROM events e JOIN applications a ON a.id = e.application_id \
         JOIN calls c ON c.id = a.call_id WHERE e.actor_person IS NOT NULL AND e.kind IN ({}))",
        quoted(kinds)
    );
    let tail = format!(
        "FROM {acts} n JOIN {acts} b ON b.person = n.person AND b.organisation = n.organisation \
         AND b.year = n.year - 1 JOIN people p ON p.id = n.person JOIN organisations o ON o.id = n.organisation \
         ORDER BY n.year DESC, p.id, o.id, n.application, b.application LIMIT $1"
    );
    project(on, &tail, values![limit]).await
}

/// Organisations that share a value with another, those with the same value beside each other.
pub async fn shared(
    on: &impl Source,
    particular: Particular,
    limit: i64,
) -> Result<Vec<SharedParticular>, StoreError> {
    let pairs = particular.pairs();
    let tail = format!(
        "FROM ({pairs}) s JOIN organisations o ON o.id = s.id LEFT JOIN applications a ON a.organisation_id = o.id \
         WHERE s.value <> '' AND s.value IN (SELECT d.value FROM ({pairs}) d GROUP BY d.value \
         HAVING COUNT(DISTINCT d.id) > 1) ORDER BY s.value, o.id, a.id LIMIT $1"
    );
    project(on, &tail, values![limit]).await
}

/// Who made at least so many decisions of one kind since an instant, busiest first.
pub async fn shares(
    on: &impl Source,
    kinds: &[&str],
    since: Timestamp,
    at_least: i64,
    limit: i64,
) -> Result<Vec<DecisionShare>, StoreError> {
    let tail = format!(
        "FROM (SELECT e.actor_person AS person, e.kind AS kind, e.actor_role AS role, COUNT(*) AS own \
         FROM events e WHERE e.at >= $1 AND e.actor_person IS NOT NULL AND e.kind IN ({}) \
         GROUP BY e.actor_person, e.kind, e.actor_role HAVING COUNT(*) >= $2) s \
         JOIN people p ON p.id = s.person ORDER BY s.own DESC, s.person, s.kind LIMIT $3",
        quoted(kinds)
    );
    project(on, &tail, values![since, at_least, limit]).await
}

/// The newest cases in which a person made a decision of a kind.
pub async fn decided_by(
    on: &impl Source,
    person: PersonId,
    kind: &str,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<NamedCase>, StoreError> {
    let tail = "FROM applications a WHERE EXISTS (SELECT 1 FROM events e WHERE e.application_id = a.id \
                AND e.actor_person = $1 AND e.kind = $2 AND e.at >= $3) ORDER BY a.id DESC LIMIT $4";
    project(on, tail, values![person, kind.to_owned(), since, limit]).await
}

/// Keys of event kinds are ours and hold no quotes.
fn quoted(kinds: &[&str]) -> String {
    let quoted: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
    quoted.join(", ")
}
