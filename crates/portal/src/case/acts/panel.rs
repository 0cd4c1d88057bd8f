//! The expert panel: the bureau draws it; its members declare, step back, score and give reasons.
//! Marks are shown when the engine shows them; what an expert reads is the page in `expert.rs`.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use engine::queries::case_view::CaseView;
use engine::queries::panel::{self as found, PanelMember, ScoreView};
use engine::readings::Door;
use templates::pages::case::acts::panel::{
    Mark, PanelAct, PanelCandidate, PanelDraw, PanelInside, PanelScore, PanelSeat,
};
use templates::{Locale, Message};
use workflow::id::ApplicationId;
use workflow::panel::{Marks, Rubric, TallyFault};
use workflow::{Command, CommandKind, RefusalReason};

use super::is_about_text;
use crate::case::decide::{give, show_again, values};
use crate::case::titles::pick;
use crate::case::{Seen, look, place};
use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed, id};
use crate::page::Visit;

/// The name of the field for the points of a criterion begins so.
pub const MARKS_PREFIX: &str = "marks_";

pub async fn draw(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    give(visit, &case, &typed, Command::DrawPanel, "flash-panel-drawn").await
}

pub async fn accept(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    give(visit, &case, &typed, Command::AcceptReview, "flash-review-accepted").await
}

pub async fn step_back(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    if typed.get("recuse_review_reason").trim().is_empty() {
        return left_out(&visit, &case, &typed, ("recuse_review_reason", "decision-reason")).await;
    }
    let command = Command::RecuseReview { reason: typed.text("recuse_review_reason") };
    give(visit, &case, &typed, command, "flash-review-recused").await
}

/// Every criterion needs whole points within its scale; each that does not says so at its field.
pub async fn score(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let rubric = match look(&visit, &case).await? {
        Seen::Seat(view) => view.rubric,
        Seen::Whole(_) | Seen::Part(_) => None,
    };
    let mut form = values(&typed);
    let mut marks = Marks::new();
    for criterion in rubric.iter().flat_map(Rubric::criteria) {
        let field = format!("{MARKS_PREFIX}{}", criterion.code);
        match typed.get(&field).trim().parse::<u16>() {
            Ok(points) if points <= criterion.max => {
                marks.insert(criterion.code.clone(), points);
            }
            _ => {
                let title = pick(visit.locale, &criterion.title_zh, &criterion.title_en);
                let wrong = Message::new("panel-marks-range");
                form = form.refuse(&field, wrong.with("field", title.to_owned()).with("max", criterion.max));
            }
        }
    }
    if !form.is_sound() {
        return show_again(&visit, &case, form, None).await;
    }
    let command = Command::SubmitScore { marks, comment: typed.text("score_comment") };
    give(visit, &case, &typed, command, "flash-score-submitted").await
}

pub async fn explain(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    if typed.get("explanation").trim().is_empty() {
        return left_out(&visit, &case, &typed, ("explanation", "panel-explanation")).await;
    }
    let command = Command::ExplainScore { reason: typed.text("explanation") };
    give(visit, &case, &typed, command, "flash-score-explained").await
}

/// Says at its field that a text is missing; it stays inside, so nothing is said of the applicant.
async fn left_out(
    visit: &Visit,
    case: &str,
    typed: &Typed,
    (field, label): (&str, &str),
) -> Result<Response, PortalError> {
    let missing = Message::new("error-missing").about(label);
    show_again(visit, case, values(typed).refuse(field, missing), None).await
}

/// The record of every draw of a case, to be run again by anybody.
pub async fn record(visit: Visit, Path(case): Path<String>) -> Result<Response, PortalError> {
    let application = id::<ApplicationId>(&case)?;
    let draws = visit.engine().published_draws(visit.signed()?, application).await?;
    visit.engine().note_reading(visit.signed()?, application, Door::Page).await;
    let mut response = axum::Json(draws).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"draw.json\""));
    Ok(response)
}

pub fn part(visit: &Visit, view: &CaseView) -> Option<PanelAct> {
    let panel = view.panel.as_ref()?;
    Some(PanelAct {
        concluded: panel.concluded,
        mean: panel.mean_hundredths.map(i64::from),
        pass_mark: i64::from(panel.pass_mark_hundredths),
        may_draw: view.actions.contains(&CommandKind::DrawPanel),
        inside: panel.inside.as_ref().map(|inside| shown(visit.locale, inside)),
        record_href: format!("{}/draw", place(view.application.origin.id)),
    })
}

fn shown(locale: Locale, inside: &found::PanelInside) -> PanelInside {
    let seat = |member: &PanelMember| PanelSeat {
        name: member.name.clone(),
        standing: member.standing.key(),
        reason: member.reason.clone(),
        score: member.score.as_ref().map(|score| scored(locale, &inside.rubric, score)),
    };
    PanelInside {
        blind: inside.blind,
        seats: inside.seats,
        taken: inside.taken,
        accepted: inside.accepted,
        scored: inside.scored,
        draws: inside.draws.iter().map(drawn).collect(),
        members: inside.members.iter().map(seat).collect(),
        spread: inside.tally.map(|tally| i64::from(tally.spread_hundredths)),
    }
}

fn drawn(draw: &found::DrawView) -> PanelDraw {
    let candidate = |one: &found::CandidateView| PanelCandidate {
        name: one.name.clone(),
        load: one.load,
        excluded: one.excluded.iter().map(|conflict| conflict.key().to_owned()).collect(),
        chosen: one.chosen,
    };
    PanelDraw {
        at_millis: draw.at.millis(),
        seed: draw.seed.clone(),
        seats: draw.seats,
        candidate_count: draw.candidate_count,
        candidates: draw.candidates.iter().map(candidate).collect(),
        chosen: draw.chosen.clone(),
        holds: draw.holds,
    }
}

fn scored(locale: Locale, rubric: &Rubric, score: &ScoreView) -> PanelScore {
    PanelScore {
        marks: marks(locale, rubric, &score.marks),
        comment: score.comment.clone(),
        total: i64::from(score.total_hundredths),
        dropped: score.dropped,
        outlier: score.outlier,
        must_explain: score.must_explain,
        explanation: score.explanation.clone(),
    }
}

/// Points criterion by criterion, in the order of the rubric.
pub fn marks(locale: Locale, rubric: &Rubric, given: &Marks) -> Vec<Mark> {
    let mark = |criterion: &workflow::panel::Criterion| Mark {
        title: pick(locale, &criterion.title_zh, &criterion.title_en).to_owned(),
        points: given.get(&criterion.code).copied().unwrap_or_default(),
        max: criterion.max,
    };
    rubric.criteria().iter().map(mark).collect()
}

pub fn field_of(kind: CommandKind, reason: &RefusalReason) -> String {
    if let RefusalReason::MarksWrong {
        fault:
            TallyFault::UnknownCriterion { code }
            | TallyFault::AboveMaximum { code, .. }
            | TallyFault::Missing { code },
    } = reason
    {
        return format!("{MARKS_PREFIX}{code}");
    }
    let field = match kind {
        CommandKind::RecuseReview if is_about_text(reason) => "recuse_review_reason",
        CommandKind::SubmitScore if is_about_text(reason) => "score_comment",
        CommandKind::ExplainScore if is_about_text(reason) => "explanation",
        _ => "",
    };
    field.to_owned()
}
