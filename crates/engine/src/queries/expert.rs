//! A case as an expert of its panel reads it: nothing but the call before the declaration, then the answers
//! and documents to review, never another's score before all are in. A blind review names nobody: fields
//! that identify are left out, and of the documents only the blind copies are there, under neutral names.

use std::sync::Arc;

use rules::Pack;
use serde::Serialize;
use store::Source;
use store::attachments::AttachmentRow;
use store::registers::panel_seats;
use workflow::application::Answers;
use workflow::id::{ApplicationId, PersonId};
use workflow::panel::{Marks, Rubric, Tally, total};
use workflow::{Application, CommandKind, Event, EventKind, Pipeline, Role, Stage, available};

use super::case_view::{self, CaseAttachment, CaseCall, Deadline, Viewpoint};
use super::panel::{MemberStanding, explanation, written};
use super::timeline::{self, TimelineEntry};
use crate::actor::Signed;
use crate::attachments::MILESTONE_REPORT;
use crate::audit::event_of;
use crate::case::Loaded;
use crate::judge::Judged;
use crate::laid::SITE_PHOTO;
use crate::packs::pipeline_of;
use crate::{Engine, EngineError};

/// What an expert may do with a case.
const ACTS: [CommandKind; 4] = [
    CommandKind::AcceptReview,
    CommandKind::RecuseReview,
    CommandKind::SubmitScore,
    CommandKind::ExplainScore,
];

/// The part of a case an expert of its panel reads.
#[derive(Debug, Clone, Serialize)]
pub struct ExpertView {
    pub id: ApplicationId,
    pub number: String,
    pub version: u64,
    pub stage: Stage,
    pub blind: bool,
    /// Nobody's in a blind review.
    pub organisation_name: Option<String>,
    pub call: CaseCall,
    pub programme_title_zh: String,
    pub programme_title_en: String,
    pub standing: MemberStanding,
    /// While something is awaited.
    pub deadline: Option<Deadline>,
    /// From the declaration on.
    pub answers: Answers,
    /// Facts whose answers this expert may read, in the order of the form.
    pub fields: Vec<String>,
    pub attachments: Vec<CaseAttachment>,
    pub rubric: Option<Rubric>,
    pub own: Option<OwnScore>,
    /// Once all scores are in.
    pub tally: Option<PanelTally>,
    /// Newest first: one's own acts, and that the review ended.
    pub timeline: Vec<TimelineEntry>,
    pub actions: Vec<CommandKind>,
    /// Titles of fields and documents.
    #[serde(skip)]
    pub pack: Arc<Pack>,
}

/// What the expert handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnScore {
    pub marks: Marks,
    pub comment: String,
    pub total_hundredths: u32,
    pub explanation: Option<String>,
}

/// What all scores came to, without whose they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanelTally {
    /// Highest first.
    pub totals_hundredths: Vec<u32>,
    pub mean_hundredths: u32,
    pub spread_hundredths: u32,
    /// This expert's own score is one of those to be explained.
    pub must_explain: bool,
}

impl Engine {
    /// The case as a member of its panel sees it; for everybody else it does not exist.
    pub async fn expert_view(&self, signed: &Signed, id: ApplicationId) -> Result<ExpertView, EngineError> {
        let loaded = Loaded::read(self, &self.store, id).await?;
        if !sits(&self.store, signed, &loaded.application).await? {
            return Err(EngineError::NotFound { what: "application" });
        }
        let now = self.now().await?;
        let rows = store::event_log::read(&self.store, id).await?;
        let events: Vec<Event> = rows.iter().map(event_of).collect::<Result<_, _>>()?;
        let nothing = Judged::default();
        let context = loaded.context(now, &signed.actor, &nothing);
        let mut actions = available(&loaded.application, &loaded.pipeline, &context);
        actions.retain(|kind| ACTS.contains(kind));
        let standing = standing(&events, signed.id());
        let declared = standing != MemberStanding::Drawn;
        let blind = loaded.pipeline.is_blind();
        let rule = loaded.pipeline.panel().filter(|_| declared);
        let fields = if declared { readable_fields(&loaded.pack, blind) } else { Vec::new() };
        let programme = loaded.pack.programme();
        let own = rule.and_then(|rule| own(&events, signed.id(), &rule.rubric));
        let tally = loaded.application.tally.as_ref().filter(|_| own.is_some());
        let deadline = case_view::deadline(&loaded, now.date()).filter(|_| !actions.is_empty());
        Ok(ExpertView {
            id,
            number: loaded.application.origin.number.clone(),
            version: loaded.application.version,
            stage: loaded.application.stage(),
            blind,
            organisation_name: (!blind).then(|| loaded.organisation.name.clone()),
            call: case_view::call_of(&loaded),
            programme_title_zh: programme.title_zh.clone(),
            programme_title_en: programme.title_en.clone(),
            standing,
            deadline,
            answers: answers_of(&fields, &loaded.application.answers),
            fields,
            attachments: if declared {
                documents(&loaded.pack, &loaded.attachments, blind)
            } else {
                Vec::new()
            },
            rubric: rule.map(|rule| rule.rubric.clone()),
            own,
            tally: tally.map(|tally| figures(tally, signed.id())),
            timeline: timeline(&events, signed.id()),
            actions,
            pack: loaded.pack,
        })
    }

    /// The name under which an expert gets a document, where the expert may read it at all.
    pub(crate) async fn name_for_expert(
        &self,
        signed: &Signed,
        case: &Application,
        document: &AttachmentRow,
    ) -> Result<Option<String>, EngineError> {
        if !sits(&self.store, signed, case).await? {
            return Ok(None);
        }
        let id = case.origin.id;
        let rows = store::event_log::read(&self.store, id).await?;
        let events: Vec<Event> = rows.iter().map(event_of).collect::<Result<_, _>>()?;
        if standing(&events, signed.id()) == MemberStanding::Drawn {
            return Ok(None);
        }
        let pipeline: Pipeline = pipeline_of(&*self.pack(&case.governed_by).await?)?;
        let pack = self.judging_pack(&self.store, case, self.today().await?).await?;
        let kept = store::attachments::of_application(&self.store, id).await?;
        let shown = documents(&pack, &kept, pipeline.is_blind());
        Ok(shown.into_iter().find(|one| one.id == document.id).map(|one| one.file_name))
    }
}

/// Holds a seat in the panel of this case, and is not of the organisation.
pub(crate) async fn sits(
    on: &impl Source,
    signed: &Signed,
    application: &Application,
) -> Result<bool, EngineError> {
    if !signed.holds(Role::Expert) || signed.actor.is_member_of(application.origin.organisation) {
        return Ok(false);
    }
    Ok(panel_seats::is_held(on, application.origin.id, signed.id()).await?)
}

/// How far an expert has come by their own acts.
fn standing(events: &[Event], expert: PersonId) -> MemberStanding {
    let own = events.iter().rev().filter(|event| event.person == Some(expert));
    let mut reached = own.filter_map(|event| match event.kind {
        EventKind::ReviewAccepted => Some(MemberStanding::Accepted),
        EventKind::ScoreSubmitted { .. } => Some(MemberStanding::Scored),
        EventKind::ReviewRecused { .. } => Some(MemberStanding::Recused),
        _ => None,
    });
    reached.next().unwrap_or(MemberStanding::Drawn)
}

/// Facts of the form, in its order; of a blind review without those that identify.
fn readable_fields(pack: &Pack, blind: bool) -> Vec<String> {
    let fields = pack.form().sections.iter().flat_map(|section| &section.fields);
    fields.filter(|field| !(blind && field.identifying)).map(|field| field.fact.clone()).collect()
}

/// The answers of these fields; a list is named by its field.
fn answers_of(fields: &[String], answers: &Answers) -> Answers {
    let readable = |name: &str| {
        let field = name.split('.').next().unwrap_or(name);
        fields.iter().any(|readable| readable == field)
    };
    let kept = answers.iter().filter(|(name, _)| readable(name));
    kept.map(|(name, text)| (name.clone(), text.clone())).collect()
}

/// What an expert may read: all the pack asks for, or only its blind copies, named by number.
fn documents(pack: &Pack, attachments: &[AttachmentRow], blind: bool) -> Vec<CaseAttachment> {
    let is_blind_copy =
        |code: &str| pack.documents().iter().any(|document| document.code == code && document.blind_copy);
    let of_procedure = |code: &str| code == SITE_PHOTO || code.starts_with(MILESTONE_REPORT);
    let read = attachments.iter().filter(|row| {
        let code = row.document_code.as_str();
        if blind { is_blind_copy(code) } else { !of_procedure(code) }
    });
    let named = read.zip(1..).map(|(row, number)| {
        let shown = case_view::attachment_of(row);
        let neutral = format!("材料{number}.{}", extension(&row.media_type));
        if blind { CaseAttachment { file_name: neutral, ..shown } } else { shown }
    });
    named.collect()
}

fn extension(media_type: &str) -> &str {
    match media_type {
        "image/jpeg" => "jpg",
        other => other.rsplit('/').next().unwrap_or("bin"),
    }
}

fn own(events: &[Event], expert: PersonId, rubric: &Rubric) -> Option<OwnScore> {
    let (marks, comment) = written(events, expert)?;
    Some(OwnScore {
        total_hundredths: total(rubric, marks).ok()?,
        marks: marks.clone(),
        comment: comment.to_owned(),
        explanation: explanation(events, expert),
    })
}

fn figures(tally: &Tally, expert: PersonId) -> PanelTally {
    let mut totals: Vec<u32> = tally.totals.values().copied().collect();
    totals.sort_unstable_by(|one, other| other.cmp(one));
    PanelTally {
        totals_hundredths: totals,
        mean_hundredths: tally.mean_hundredths,
        spread_hundredths: tally.spread_hundredths,
        must_explain: tally.must_explain.contains(&expert),
    }
}

/// One's own acts and the end of the review, without names.
fn timeline(events: &[Event], expert: PersonId) -> Vec<TimelineEntry> {
    let concerns = |event: &&Event| match event.kind {
        EventKind::ReviewConcluded { .. } => true,
        EventKind::ReviewAccepted | EventKind::ScoreSubmitted { .. } | EventKind::ScoreExplained { .. } => {
            event.person == Some(expert)
        }
        _ => false,
    };
    let told: Vec<Event> = events.iter().filter(concerns).cloned().collect();
    timeline::entries(&told, Viewpoint::Staff, &std::collections::BTreeMap::new())
}
