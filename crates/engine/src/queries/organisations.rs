//! Organisations as their members and the bureau see them. Account numbers are masked but for members.
//! It changes nothing.

use serde::Serialize;
use store::memberships::{Member, MembershipState};
use store::organisations::OrganisationRow;
use workflow::id::{MembershipId, OrganisationId, TownId};
use workflow::identity::mask;
use workflow::{Date, Role, Timestamp};

use crate::{Engine, EngineError, Signed};

/// A screen and a half.
pub const ORGANISATIONS_PAGE_ROWS: u32 = 50;
/// Who reads the list of organisations.
const READERS: [Role; 6] = [
    Role::Officer,
    Role::SectionHead,
    Role::Director,
    Role::BureauMeeting,
    Role::Supervisor,
    Role::Recommender,
];

/// An organisation with everything but what the reader's duty does not need.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationView {
    pub id: OrganisationId,
    pub uscc: String,
    pub name: String,
    pub town: TownId,
    pub registered_on: Date,
    pub address: String,
    pub legal_representative: String,
    pub account_name: String,
    /// Whole for members, masked for everybody else.
    pub account_number: String,
    pub bank_code: String,
    pub bank_name: String,
    pub confirmed_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

/// An organisation one stands for, or has asked to.
#[derive(Debug, Clone, Serialize)]
pub struct MyOrganisation {
    pub organisation: OrganisationView,
    /// Not yet a member: the members were asked.
    pub is_requested: bool,
}

/// Somebody who stands for an organisation, or asks to.
#[derive(Debug, Clone, Serialize)]
pub struct MemberView {
    pub membership: MembershipId,
    pub name: String,
    pub login: String,
    pub requested_at: Timestamp,
}

/// An organisation with its people.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationPage {
    pub organisation: OrganisationView,
    pub members: Vec<MemberView>,
    /// Requests the reader may decide on, if they are a member.
    pub requests: Vec<MemberView>,
    pub can_edit: bool,
    pub can_confirm: bool,
}

/// A page of organisations; `next` is where the next page begins.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationsPage {
    pub organisations: Vec<OrganisationView>,
    pub unconfirmed: i64,
    pub next: Option<String>,
}

impl Engine {
    /// What one stands for; an organisation that has not answered yet shows no more than its name and code.
    pub async fn my_organisations(&self, signed: &Signed) -> Result<Vec<MyOrganisation>, EngineError> {
        let rows = store::memberships::live_of(&self.store, signed.id()).await?;
        let mine = rows.into_iter().map(|(membership, row)| MyOrganisation {
            is_requested: membership.state == MembershipState::Requested,
            organisation: view(signed, row),
        });
        Ok(mine.collect())
    }

    /// One organisation, for its members and for the bureau.
    pub async fn organisation(
        &self,
        signed: &Signed,
        id: OrganisationId,
    ) -> Result<OrganisationPage, EngineError> {
        let is_member = signed.actor.is_member_of(id);
        if !is_member && !signed.holds_any(&READERS) {
            return Err(EngineError::NotFound { what: "organisation" });
        }
        let found = store::organisations::find(&self.store, id).await?;
        let row = found.ok_or(EngineError::NotFound { what: "organisation" })?;
        let members = store::memberships::of_organisation(&self.store, id, MembershipState::Active).await?;
        let requests = if is_member {
            store::memberships::of_organisation(&self.store, id, MembershipState::Requested).await?
        } else {
            Vec::new()
        };
        Ok(OrganisationPage {
            can_edit: is_member,
            can_confirm: !is_member && signed.holds(Role::Officer) && row.confirmed_at.is_none(),
            organisation: view(signed, row),
            members: members.into_iter().map(member).collect(),
            requests: requests.into_iter().map(member).collect(),
        })
    }

    /// All organisations by code, or those whose licence nobody has seen, oldest first.
    pub async fn organisations(
        &self,
        signed: &Signed,
        only_unconfirmed: bool,
        after: Option<String>,
    ) -> Result<OrganisationsPage, EngineError> {
        if !signed.holds_any(&READERS) {
            return Err(EngineError::Forbidden);
        }
        let page = store::Page { after, limit: ORGANISATIONS_PAGE_ROWS };
        let rows = if only_unconfirmed {
            store::organisations::unconfirmed(&self.store, &page).await?
        } else {
            store::organisations::list(&self.store, &page).await?
        };
        let is_full = rows.len() == ORGANISATIONS_PAGE_ROWS as usize;
        let key =
            |row: &OrganisationRow| if only_unconfirmed { row.id.to_string() } else { row.uscc.clone() };
        let next = rows.last().filter(|_| is_full).map(key);
        let unconfirmed = store::organisations::count_unconfirmed(&self.store).await?;
        Ok(OrganisationsPage {
            organisations: rows.into_iter().map(|row| view(signed, row)).collect(),
            unconfirmed,
            next,
        })
    }
}

fn view(signed: &Signed, row: OrganisationRow) -> OrganisationView {
    let number = row.account_number.into_inner();
    let is_member = signed.actor.is_member_of(row.id);
    OrganisationView {
        id: row.id,
        uscc: row.uscc,
        name: row.name,
        town: row.town_id,
        registered_on: row.registered_on,
        address: row.address,
        legal_representative: row.legal_representative,
        account_name: row.account_name,
        account_number: if is_member { number } else { mask(&number) },
        bank_code: row.bank_code,
        bank_name: row.bank_name,
        confirmed_at: row.confirmed_at,
        created_at: row.created_at,
    }
}

fn member(row: Member) -> MemberView {
    MemberView {
        membership: row.membership.id,
        name: row.person_name,
        login: row.person_login,
        requested_at: row.membership.requested_at,
    }
}
