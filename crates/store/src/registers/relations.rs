//! What binds experts to a case, gathered in a fixed number of queries however many experts there are.
//!
//! Rows only: which bond is a conflict is decided elsewhere.

use workflow::Date;
use workflow::id::{ApplicationId, OrganisationId, PersonId};

use crate::cell::{Cell, Hidden};
use crate::error::StoreError;
use crate::registers::{PartyKind, Register};
use crate::row::{project, projection, query, values};
use crate::source::Source;

projection! {
    /// An expert with an account that may review.
    pub struct ReviewingExpert {
        account: PersonId = "a.id",
        person: String = "x.person",
        employer: Option<String> = "x.employer",
        since: Date = "x.valid_from",
        until: Option<Date> = "x.valid_to",
        account_phone: Option<Hidden<String>> = "a.phone",
        phone: Option<Hidden<String>> = "p.phone",
        address: Option<Hidden<String>> = "p.address",
        bank_account: Option<Hidden<String>> = "p.bank_account",
    }
}

projection! {
    /// Where a person works or worked.
    pub struct HeldPosition {
        person: String = "t.person",
        uscc: String = "t.uscc",
        since: Date = "t.valid_from",
        until: Option<Date> = "t.valid_to",
    }
}

projection! {
    /// How an organisation is reached and paid.
    pub struct OrganisationContact {
        uscc: String = "o.uscc",
        phone: Option<String> = "o.phone",
        address: Option<String> = "o.address",
        bank_account: Option<Hidden<String>> = "o.bank_account",
    }
}

projection! {
    /// How one of an organisation's people is reached and paid.
    pub struct PersonContact {
        person: String = "p.code",
        phone: Option<Hidden<String>> = "p.phone",
        address: Option<Hidden<String>> = "p.address",
        bank_account: Option<Hidden<String>> = "p.bank_account",
    }
}

projection! {
    /// One party of something the organisation or its people are party to.
    pub struct SharedParty {
        register: Register = "q.register",
        row_id: i64 = "q.row_id",
        party_kind: PartyKind = "q.party_kind",
        party: String = "q.party",
        since: Date = "q.valid_from",
        until: Option<Date> = "q.valid_to",
    }
}

/// Rows that stand and hold on the day bound as `$1`.
const HOLDS: &str =
    "replaced_at IS NULL AND {t}.valid_from <= $1 AND ({t}.valid_to IS NULL OR {t}.valid_to >= $1)";

fn holds(alias: &str) -> String {
    format!("{alias}.{}", HOLDS.replace("{t}", alias))
}

/// Experts who may be drawn on a day: in the register, with an active account that holds the role.
pub async fn experts(on: &impl Source, day: Date, limit: i64) -> Result<Vec<ReviewingExpert>, StoreError> {
    let tail = format!(
        "FROM register_experts x JOIN people a ON a.login = x.login AND a.active = true \
         JOIN person_roles r ON r.person_id = a.id AND r.role = 'expert' \
         JOIN register_people p ON p.key = x.person AND p.replaced_at IS NULL \
         WHERE {} ORDER BY a.id, x.person LIMIT $2",
        holds("x")
    );
    project(on, &tail, values![day, limit]).await
}

/// Every position of every expert, past ones too.
pub async fn positions_of_experts(on: &impl Source, limit: i64) -> Result<Vec<HeldPosition>, StoreError> {
    let tail = "FROM register_positions t \
                JOIN register_experts x ON x.person = t.person AND x.replaced_at IS NULL \
                WHERE t.replaced_at IS NULL ORDER BY t.id LIMIT $1";
    project(on, tail, values![limit]).await
}

/// The organisations experts work or worked at.
pub async fn organisations_of_experts(
    on: &impl Source,
    day: Date,
    limit: i64,
) -> Result<Vec<OrganisationContact>, StoreError> {
    let tail = format!(
        "FROM register_organisations o WHERE {} AND o.uscc IN (\
         SELECT x.employer FROM register_experts x WHERE x.replaced_at IS NULL AND x.employer IS NOT NULL \
         UNION SELECT t.uscc FROM register_positions t \
         JOIN register_experts y ON y.person = t.person AND y.replaced_at IS NULL \
         WHERE t.replaced_at IS NULL) ORDER BY o.uscc LIMIT $2",
        holds("o")
    );
    project(on, &tail, values![day, limit]).await
}

/// What the register says of one organisation on a day.
pub async fn organisation(
    on: &impl Source,
    uscc: &str,
    day: Date,
) -> Result<Option<OrganisationContact>, StoreError> {
    let tail = format!("FROM register_organisations o WHERE {} AND o.uscc = $2", holds("o"));
    Ok(project(on, &tail, values![day, uscc.to_owned()]).await?.into_iter().next())
}

/// The people who hold a position at an organisation on a day.
pub async fn people_of(
    on: &impl Source,
    uscc: &str,
    day: Date,
    limit: i64,
) -> Result<Vec<PersonContact>, StoreError> {
    let tail = format!(
        "FROM register_people p WHERE p.replaced_at IS NULL AND p.key IN (\
         SELECT t.person FROM register_positions t WHERE {} AND t.uscc = $2) ORDER BY p.key LIMIT $3",
        holds("t")
    );
    project(on, &tail, values![day, uscc.to_owned(), limit]).await
}

/// All parties of every right, publication and agreement that the organisation, or somebody who holds a
/// position there on the day, is party to.
pub async fn shared_with(
    on: &impl Source,
    uscc: &str,
    day: Date,
    limit: i64,
) -> Result<Vec<SharedParty>, StoreError> {
    let tail = format!(
        "FROM register_parties q WHERE (q.register, q.row_id) IN (\
         SELECT s.register, s.row_id FROM register_parties s \
         WHERE (s.party_kind = 'organisation' AND s.party = $2) \
         OR (s.party_kind = 'person' AND s.party IN (\
         SELECT t.person FROM register_positions t WHERE {} AND t.uscc = $2))) \
         ORDER BY q.register, q.row_id, q.party LIMIT $3",
        holds("t")
    );
    project(on, &tail, values![day, uscc.to_owned(), limit]).await
}

/// Everybody who has touched a case: who acted on it or let somebody act for them, uploaded to it, acts or
/// acted for its organisation, or was drawn for it before.
pub async fn participants(
    on: &impl Source,
    application: ApplicationId,
    organisation: OrganisationId,
) -> Result<Vec<PersonId>, StoreError> {
    let sql = "SELECT e.actor_person FROM events e \
               WHERE e.application_id = $1 AND e.actor_person IS NOT NULL \
               UNION SELECT b.on_behalf_of FROM events b \
               WHERE b.application_id = $1 AND b.on_behalf_of IS NOT NULL \
               UNION SELECT a.uploaded_by FROM attachments a WHERE a.application_id = $1 \
               UNION SELECT s.expert_id FROM panel_seats s WHERE s.application_id = $1 \
               UNION SELECT m.person_id FROM memberships m \
               WHERE m.organisation_id = $2 AND m.state IN ('active', 'left')";
    let rows = query(on, sql.to_owned(), values![application, organisation]).await?;
    rows.iter().map(|row| PersonId::read(row, 0)).collect()
}

/// Telephones of the accounts that act for an organisation.
pub async fn member_phones(
    on: &impl Source,
    organisation: OrganisationId,
) -> Result<Vec<Hidden<String>>, StoreError> {
    let sql = "SELECT DISTINCT p.phone FROM people p JOIN memberships m ON m.person_id = p.id \
               WHERE m.organisation_id = $1 AND m.state = 'active' AND p.phone IS NOT NULL";
    let rows = query(on, sql.to_owned(), values![organisation]).await?;
    rows.iter().map(|row| Hidden::read(row, 0)).collect()
}
