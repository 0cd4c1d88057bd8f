//! A case as a department of the joint review reads it: the organisation's name, the amount, the call, and
//! the fields and documents its rule names. Everything else of the case stays out of this view.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rules::Pack;
use serde::Serialize;
use store::Page;
use store::applications::{ApplicationFilter, ApplicationSummary};
use workflow::application::Answers;
use workflow::id::{ApplicationId, CallId};
use workflow::pipeline::DepartmentRule;
use workflow::{Application, CommandKind, Event, EventKind, Money, Role, Stage, Timestamp, available};

use super::case_view::{self, CaseAttachment, CaseCall, Deadline, Viewpoint};
use super::sight::departments_of;
use super::timeline::{self, TimelineEntry};
use crate::actor::Signed;
use crate::audit::event_of;
use crate::case::{Loaded, state_of};
use crate::judge::Judged;
use crate::packs::{pipeline_if_any, pipeline_of};
use crate::{Engine, EngineError};

/// What a department may do with a case.
const ACTS: [CommandKind; 2] = [CommandKind::GiveOpinion, CommandKind::Recuse];

/// Stages at which a case stays in a department's list: the review and what follows it; of cases that ended
/// otherwise, those whose review heard a department.
const LISTED: [Stage; 16] = [
    Stage::JointReview,
    Stage::Approval,
    Stage::Publicity,
    Stage::Objection,
    Stage::Award,
    Stage::Agreement,
    Stage::Acceptance,
    Stage::Disbursement,
    Stage::Evaluation,
    Stage::Closed,
    Stage::Rejected,
    Stage::Withdrawn,
    Stage::Lapsed,
    Stage::Revoked,
    Stage::Recovery,
    Stage::Recovered,
];

/// The event by which a department answers.
const ANSWERED: &str = "opinion-given";

/// The part of a case a department reads.
#[derive(Debug, Clone, Serialize)]
pub struct DepartmentView {
    pub id: ApplicationId,
    pub number: String,
    pub version: u64,
    pub stage: Stage,
    pub organisation_name: String,
    pub call: CaseCall,
    pub amount: Option<Money>,
    /// While the opinion is awaited.
    pub deadline: Option<Deadline>,
    /// The departments the reader speaks for, with what each reads.
    pub departments: Vec<DepartmentRule>,
    pub answers: Answers,
    pub attachments: Vec<CaseAttachment>,
    /// What these departments said.
    pub given: Vec<GivenOpinion>,
    /// Newest first; without the words of others.
    pub timeline: Vec<TimelineEntry>,
    pub actions: Vec<CommandKind>,
    /// Titles of fields and documents.
    #[serde(skip)]
    pub pack: Arc<Pack>,
}

/// What a department said, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GivenOpinion {
    pub department: String,
    pub agrees: bool,
    pub opinion: String,
    /// Only for staff.
    pub person: Option<String>,
    pub at: Timestamp,
}

/// A department some programme asks in its joint review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Department {
    pub key: String,
    pub title_zh: String,
    pub title_en: String,
}

impl Engine {
    /// The case as the reader's departments see it; for everybody else it does not exist.
    pub async fn department_view(
        &self,
        signed: &Signed,
        id: ApplicationId,
    ) -> Result<DepartmentView, EngineError> {
        let loaded = Loaded::read(self, &self.store, id).await?;
        let departments = departments_of(signed, &loaded.application, &loaded.pipeline);
        if departments.is_empty() {
            return Err(EngineError::NotFound { what: "application" });
        }
        let now = self.now().await?;
        let rows = store::event_log::read(&self.store, id).await?;
        let events: Vec<Event> = rows.iter().map(event_of).collect::<Result<_, _>>()?;
        let nothing = Judged::default();
        let context = loaded.context(now, &signed.actor, &nothing);
        let mut actions = available(&loaded.application, &loaded.pipeline, &context);
        actions.retain(|kind| ACTS.contains(kind));
        let awaited = loaded.application.stage() == Stage::JointReview;
        let told: Vec<Event> = events.iter().filter(|event| concerns(&departments, event)).cloned().collect();
        let mut given = opinions(&events, &BTreeMap::new());
        given.retain(|opinion| departments.iter().any(|rule| rule.key == opinion.department));
        Ok(DepartmentView {
            id,
            number: loaded.application.origin.number.clone(),
            version: loaded.application.version,
            stage: loaded.application.stage(),
            organisation_name: loaded.organisation.name.clone(),
            call: case_view::call_of(&loaded),
            amount: loaded.application.amount(),
            deadline: case_view::deadline(&loaded, now.date()).filter(|_| awaited),
            answers: needed(&departments, &loaded.application),
            attachments: documents(&departments, &loaded),
            given,
            timeline: timeline::entries(&told, Viewpoint::Member, &BTreeMap::new()),
            actions,
            pack: loaded.pack,
            departments,
        })
    }

    /// Every department any stored programme asks, by key.
    pub async fn departments(&self) -> Result<Vec<Department>, EngineError> {
        let mut found: BTreeMap<String, Department> = BTreeMap::new();
        for pack in self.packs().await? {
            let Some(pipeline) = pipeline_if_any(&pack)? else { continue };
            for rule in pipeline.departments() {
                let DepartmentRule { key, title_zh, title_en, .. } = rule.clone();
                found.insert(key.clone(), Department { key, title_zh, title_en });
            }
        }
        Ok(found.into_values().collect())
    }

    /// Fingerprints of the packs whose joint review asks one of the reader's departments.
    pub(crate) async fn packs_asking(&self, signed: &Signed) -> Result<Vec<String>, EngineError> {
        let own: BTreeSet<String> = signed
            .actor
            .capacities(Role::Department)
            .into_iter()
            .filter_map(|capacity| capacity.department)
            .collect();
        let mut asking = Vec::new();
        for pack in self.packs().await? {
            let Some(pipeline) = pipeline_if_any(&pack)? else { continue };
            if pipeline.departments().iter().any(|rule| own.contains(&rule.key)) {
                asking.push(pack.fingerprint().to_owned());
            }
        }
        Ok(asking)
    }

    /// A page of the cases the reader's departments see, or, with `awaited`, of those still to be answered.
    pub(crate) async fn department_rows(
        &self,
        signed: &Signed,
        narrowed: (Option<Stage>, Option<CallId>),
        awaited: bool,
        page: &Page,
    ) -> Result<Vec<ApplicationSummary>, EngineError> {
        let packs = self.packs_asking(signed).await?;
        let listed = if awaited { &LISTED[..1] } else { &LISTED[..] };
        let stages = listed.iter().filter(|stage| narrowed.0.is_none_or(|wanted| wanted == **stage));
        let stages: Vec<String> = stages.map(|stage| stage.key().to_owned()).collect();
        if packs.is_empty() || stages.is_empty() {
            return Ok(Vec::new());
        }
        let filter = ApplicationFilter {
            stages,
            packs,
            call: narrowed.1,
            broken_off_after: Some(ANSWERED.to_owned()),
            ..ApplicationFilter::default()
        };
        let rows = store::applications::list(&self.store, &filter, page).await?;
        Ok(rows)
    }

    /// Of these rows, those the reader's departments see; with `awaited`, those they have not answered.
    pub(crate) async fn seen_by_department(
        &self,
        signed: &Signed,
        rows: Vec<ApplicationSummary>,
        awaited: bool,
    ) -> Result<Vec<ApplicationSummary>, EngineError> {
        let ids: Vec<ApplicationId> = rows.iter().map(|row| row.id).collect();
        let mut seen = BTreeSet::new();
        for row in store::applications::by_ids(&self.store, &ids).await? {
            let application = state_of(&row.state_json)?;
            let governing = self.pack_from(&self.store, &application.governed_by).await?;
            let departments = departments_of(signed, &application, &pipeline_of(&governing)?);
            let open = |rule: &DepartmentRule| !awaited || is_silent(&application, &rule.key);
            if departments.iter().any(open) {
                seen.insert(row.id);
            }
        }
        // What a list says of a case is what its page says: not when it was handed in.
        let told = |row| ApplicationSummary { submitted_at: None, ..row };
        Ok(rows.into_iter().filter(|row| seen.contains(&row.id)).map(told).collect())
    }
}

/// The department has not answered in the review that is open.
pub(crate) fn is_silent(application: &Application, department: &str) -> bool {
    match &application.state {
        workflow::State::JointReview { opinions } => {
            opinions.iter().all(|opinion| opinion.department != department)
        }
        _ => false,
    }
}

/// Every opinion given, oldest first.
pub(crate) fn opinions(
    events: &[Event],
    names: &BTreeMap<workflow::id::PersonId, String>,
) -> Vec<GivenOpinion> {
    let given = events.iter().filter_map(|event| {
        let EventKind::OpinionGiven { department, agrees, opinion } = &event.kind else { return None };
        Some(GivenOpinion {
            department: department.clone(),
            agrees: *agrees,
            opinion: opinion.clone(),
            person: event.person.and_then(|person| names.get(&person).cloned()),
            at: event.at,
        })
    });
    given.collect()
}

/// Its own word, and the end of the review.
fn concerns(departments: &[DepartmentRule], event: &Event) -> bool {
    match &event.kind {
        EventKind::OpinionGiven { department, .. } => departments.iter().any(|rule| rule.key == *department),
        EventKind::JointReviewConcluded { .. } => true,
        _ => false,
    }
}

/// The answers the rules name; a list is named by its field.
fn needed(departments: &[DepartmentRule], application: &Application) -> Answers {
    let named = |name: &str| {
        let field = name.split('.').next().unwrap_or(name);
        departments.iter().any(|rule| rule.fields.iter().any(|wanted| wanted == field))
    };
    let answers = application.answers.iter().filter(|(name, _)| named(name));
    answers.map(|(name, text)| (name.clone(), text.clone())).collect()
}

fn documents(departments: &[DepartmentRule], loaded: &Loaded) -> Vec<CaseAttachment> {
    let rows = loaded.attachments.iter().filter(|row| reads_document(departments, &row.document_code));
    rows.map(case_view::attachment_of).collect()
}

/// One of the rules names the document.
pub(crate) fn reads_document(departments: &[DepartmentRule], code: &str) -> bool {
    departments.iter().any(|rule| rule.documents.iter().any(|document| document == code))
}
