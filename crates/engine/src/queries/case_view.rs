//! One case as a page shows it: where it stands, what the rules say, what happened, what may be done.
//!
//! Facts and codes only. While a case is written it is judged anew; afterwards the stored verdict stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use rules::{Facts, Pack, ParameterOverrides, Remedies, Verdict};
use serde::Serialize;
use store::attachments::AttachmentRow;
use workflow::calendar::Due;
use workflow::id::{ApplicationId, AttachmentId, CallId, OrganisationId, PersonId};
use workflow::identity::mask;
use workflow::{
    Application, CommandKind, Date, Event, EventKind, Pipeline, Role, Stage, Timestamp, available,
};

use super::objections::CaseObjection;
use super::panel::{PanelView, looks_inside};
use super::progress::{Progress, progress};
use super::reviews::Reviews;
use super::sight::{is_member, may_see};
use super::timeline::{self, TimelineEntry};
use crate::actor::Signed;
use crate::audit::event_of;
use crate::case::Loaded;
use crate::entitlements::CaseStacking;
use crate::error::FieldFault;
use crate::judge::Judged;
use crate::laid::SITE_PHOTO;
use crate::writing::WritingTurn;
use crate::{Engine, EngineError};

/// A case with everything its page needs.
#[derive(Debug, Clone, Serialize)]
pub struct CaseView {
    pub application: Application,
    /// Form, documents, titles and parameters of the programme as this case is judged.
    #[serde(skip)]
    pub pack: Arc<Pack>,
    pub viewpoint: Viewpoint,
    pub call: CaseCall,
    pub organisation: CaseOrganisation,
    pub judged: CaseJudgement,
    pub attachments: Vec<CaseAttachment>,
    /// Newest first.
    pub timeline: Vec<TimelineEntry>,
    /// The stages of the programme in order, corrections left out.
    pub steps: Vec<Stage>,
    pub deadline: Option<Deadline>,
    /// Days used, and what comes next.
    pub progress: Progress,
    /// The pipeline that governs the case.
    #[serde(skip)]
    pub pipeline: Pipeline,
    /// Whose turn it is to write; only staff learn it.
    pub turn: Option<WritingTurn>,
    /// Who the work of this stage was given to, by name; only staff learn it.
    pub assigned: Vec<String>,
    /// Whom the work may be given to; only for whoever may hand it out.
    pub assignable: Vec<(PersonId, String)>,
    /// What visit, departments and approval have said; only staff learn it.
    pub reviews: Reviews,
    /// What the expert panel came to.
    pub panel: Option<PanelView>,
    /// Who holds the case now.
    pub owner: Option<Role>,
    /// What this reader may do now; execution asks the same function.
    pub actions: Vec<CommandKind>,
    /// The account the money goes to, masked; only for members and finance.
    pub account: Option<CaseAccount>,
    /// The account is whole: a proposal can be confirmed.
    pub account_ready: bool,
    /// Objections to its item, oldest first.
    pub objections: Vec<CaseObjection>,
    /// What else was paid or is asked for on the same matter; only staff learn it.
    pub stacking: Option<CaseStacking>,
}

/// From where a reader looks at the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Viewpoint {
    /// Acts for the organisation: hears what was decided, and in which role.
    Member,
    /// The bureau and the town: also who did it.
    Staff,
}

#[derive(Debug, Clone, Serialize)]
pub struct CaseCall {
    pub id: CallId,
    pub number: String,
    pub title_zh: String,
    pub title_en: String,
    pub opens_on: Date,
    pub closes_on: Date,
    /// What the call is to achieve.
    pub targets: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CaseOrganisation {
    pub id: OrganisationId,
    pub name: String,
    pub uscc: String,
    /// An officer has seen the licence.
    pub confirmed: bool,
}

/// Verdicts and what stands in their way.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CaseJudgement {
    /// Judged from the answers of this moment, not from what was submitted.
    pub live: bool,
    pub self_check: Option<Verdict>,
    pub award: Option<Verdict>,
    pub faults: Vec<FieldFault>,
    pub warnings: Vec<FieldFault>,
    pub missing: Vec<String>,
    /// What a verdict that refuses would have needed, by ruling.
    pub remedies: BTreeMap<String, Remedies>,
    /// What was judged; none where it cannot be read any more.
    #[serde(skip)]
    pub(super) facts: Option<Facts>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CaseAttachment {
    pub id: AttachmentId,
    pub document_code: String,
    pub file_name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub uploaded_at: Timestamp,
}

/// The limit of the present stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Deadline {
    #[serde(flatten)]
    pub due: Due,
    /// Working days after today up to the due day; `None` when the calendar does not reach.
    pub working_days_left: Option<u16>,
    pub overdue: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct CaseAccount {
    pub name: String,
    pub number_masked: String,
    pub bank_name: String,
}

impl Engine {
    /// A case, for whoever may see it; for everybody else it does not exist.
    pub async fn case_view(&self, signed: &Signed, id: ApplicationId) -> Result<CaseView, EngineError> {
        let loaded = Loaded::read(self, &self.store, id).await?;
        if !may_see(signed, &loaded.application) {
            return Err(EngineError::NotFound { what: "application" });
        }
        let now = self.now().await?;
        let member = is_member(signed, &loaded.application);
        let viewpoint = if member { Viewpoint::Member } else { Viewpoint::Staff };
        let rows = store::event_log::read(&self.store, id).await?;
        let events: Vec<Event> = rows.iter().map(event_of).collect::<Result<_, _>>()?;
        let acted = events.iter().flat_map(|event| [event.person, event.on_behalf_of]).flatten();
        let spoken_of = acted.chain(loaded.application.assigned.iter().copied()).chain(attended(&events));
        let spoken_of: Vec<PersonId> = spoken_of.collect();
        let names = self.names(viewpoint, spoken_of).await?;
        let assigned = loaded.application.assigned.iter().filter_map(|person| names.get(person).cloned());
        let assigned: Vec<String> = assigned.collect();
        let turn = if member { None } else { self.writing_turn(id).await? };
        let today = now.date();
        let (application, pipeline, calendar) = (&loaded.application, &loaded.pipeline, &loaded.calendar);
        let judged = judged(&loaded, now)?.with_remedies(&loaded.pack).await?;
        let nothing = Judged::default();
        let context = loaded.context(now, &signed.actor, &nothing);
        let finance = signed.holds_any(&[Role::FinanceMaker, Role::FinanceChecker]);
        let actions = available(&loaded.application, &loaded.pipeline, &context);
        let assignable = self.assignable(&loaded, &actions).await?;
        let reviews = match viewpoint {
            Viewpoint::Member => Reviews::default(),
            Viewpoint::Staff => self.reviews(signed, &loaded, &events, &names, &actions).await?,
        };
        let stacking = if member { None } else { self.case_stacking(&loaded, today).await? };
        let panel = self.panel_view(signed, &loaded, &events).await?;
        let told = timeline::told(&events, looks_inside(signed, application));
        let objections = self.case_objections(signed, id, viewpoint, &actions).await?;
        Ok(CaseView {
            viewpoint,
            call: call_of(&loaded),
            organisation: organisation_of(&loaded),
            judged,
            attachments: shown(&loaded, viewpoint).map(attachment_of).collect(),
            reviews,
            panel,
            timeline: timeline::entries(&told, viewpoint, &names),
            steps: steps(&loaded),
            deadline: deadline(&loaded, today),
            progress: progress(application, &events, pipeline, calendar, today),
            turn,
            assigned,
            assignable,
            owner: pipeline.holder(application),
            actions,
            account: (member || finance).then(|| account_of(&loaded)),
            account_ready: crate::disburse::payee::payee_of(&loaded.organisation).is_ok(),
            objections,
            stacking,
            pipeline: loaded.pipeline,
            pack: loaded.pack,
            application: loaded.application,
        })
    }

    /// Holders of the role the case waits for; the decision says who of them may not.
    async fn assignable(
        &self,
        loaded: &Loaded,
        actions: &[CommandKind],
    ) -> Result<Vec<(PersonId, String)>, EngineError> {
        let holder = loaded.pipeline.holder(&loaded.application);
        let Some(role) = holder.filter(|_| actions.contains(&CommandKind::Assign)) else {
            return Ok(Vec::new());
        };
        let people = store::people::holding(&self.store, role).await?;
        Ok(people.into_iter().map(|person| (person.id, person.name)).collect())
    }

    /// Names of the people in the log; a member learns roles only.
    async fn names(
        &self,
        viewpoint: Viewpoint,
        mut wanted: Vec<PersonId>,
    ) -> Result<BTreeMap<PersonId, String>, EngineError> {
        if viewpoint == Viewpoint::Member {
            return Ok(BTreeMap::new());
        }
        wanted.sort_unstable();
        wanted.dedup();
        Ok(store::people::names(&self.store, &wanted).await?.into_iter().collect())
    }
}

/// Photographs of a visit are the bureau's own.
fn shown(loaded: &Loaded, viewpoint: Viewpoint) -> impl Iterator<Item = &AttachmentRow> {
    let own = move |row: &&AttachmentRow| viewpoint == Viewpoint::Staff || row.document_code != SITE_PHOTO;
    loaded.attachments.iter().filter(own)
}

/// Who sat in the meetings on a case.
fn attended(events: &[Event]) -> impl Iterator<Item = PersonId> {
    let present = events.iter().filter_map(|event| match &event.kind {
        EventKind::MeetingResolved { present, .. } => Some(present.iter().copied()),
        _ => None,
    });
    present.flatten()
}

pub(crate) fn call_of(loaded: &Loaded) -> CaseCall {
    let call = &loaded.call;
    CaseCall {
        id: call.id,
        number: call.number.clone(),
        title_zh: call.title_zh.clone(),
        title_en: call.title_en.clone(),
        opens_on: call.opens_on,
        closes_on: call.closes_on,
        // Written by this program when the call was drafted; none is better than no page.
        targets: serde_json::from_str(&call.targets_json).unwrap_or_default(),
    }
}

fn organisation_of(loaded: &Loaded) -> CaseOrganisation {
    let organisation = &loaded.organisation;
    CaseOrganisation {
        id: organisation.id,
        name: organisation.name.clone(),
        uscc: organisation.uscc.clone(),
        confirmed: organisation.confirmed_at.is_some(),
    }
}

fn account_of(loaded: &Loaded) -> CaseAccount {
    let organisation = &loaded.organisation;
    CaseAccount {
        name: organisation.account_name.clone(),
        number_masked: mask(organisation.account_number.reveal()),
        bank_name: organisation.bank_name.clone(),
    }
}

pub(crate) fn attachment_of(row: &AttachmentRow) -> CaseAttachment {
    CaseAttachment {
        id: row.id,
        document_code: row.document_code.clone(),
        file_name: row.file_name.clone(),
        media_type: row.media_type.clone(),
        size_bytes: row.size_bytes,
        uploaded_at: row.uploaded_at,
    }
}

fn steps(loaded: &Loaded) -> Vec<Stage> {
    let stages = loaded.pipeline.stages.iter().map(|rule| rule.key);
    stages.filter(|stage| *stage != Stage::Correction).chain([Stage::Closed]).collect()
}

/// A draft ends with the call's window; every other stage by its clock.
pub(crate) fn deadline(loaded: &Loaded, today: Date) -> Option<Deadline> {
    let due = match loaded.application.stage() {
        Stage::Draft => Due::On { day: loaded.call.closes_on },
        _ => loaded.application.due()?,
    };
    let day = due.day();
    let left = |day: Date| loaded.calendar.working_days_between(today, day).ok();
    Some(Deadline { due, working_days_left: day.and_then(left), overdue: day.is_some_and(|day| day < today) })
}

/// Judged anew until it is submitted or confirmed, and while it is corrected; else as it was then.
fn judged(loaded: &Loaded, now: Timestamp) -> Result<CaseJudgement, EngineError> {
    if matches!(loaded.application.stage(), Stage::Draft | Stage::Confirmation | Stage::Correction) {
        return Ok(CaseJudgement::of_now(loaded.judge(now)?));
    }
    let Some(judgement) = &loaded.application.judgement else { return Ok(CaseJudgement::default()) };
    let corrupt = |error: serde_json::Error| EngineError::Corrupt { what: format!("verdict: {error}") };
    let award = serde_json::from_str(&judgement.verdict_json).map_err(corrupt)?;
    let facts = loaded.pack.read_facts(&judgement.facts_json).ok();
    let self_check = facts.as_ref().and_then(|facts| self_check(&loaded.pack, facts));
    Ok(CaseJudgement { award: Some(award), self_check, facts, ..CaseJudgement::default() })
}

/// The self-check over the facts as they were submitted; it decides nothing, so it is not stored.
fn self_check(pack: &Pack, facts: &Facts) -> Option<Verdict> {
    let ruling = pack.self_check_ruling()?;
    pack.evaluate(&ruling.code, facts, &ParameterOverrides::new()).ok()
}
