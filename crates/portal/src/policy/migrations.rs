//! Plans that move the running cases of a call to another version of its pipeline.
//! Policy staff preview and keep them; a director applies them.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use engine::migrations::{PlanInput, PlanView, PlannedMove};
use engine::queries::calls::CallSummary;
use engine::{EngineError, Signed};
use templates::pages::case::Choice;
use templates::pages::duties::{MigrationForm, MigrationPlan, Migrations, MoveLine, PlanLine, Preview};
use templates::{FlashKind, Form, Message};
use workflow::id::{CallId, MigrationPlanId};
use workflow::{Role, Stage};

use super::either;
use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed, id};
use crate::faults::lost_right;
use crate::page::Visit;

/// Cases a preview lists; those that would lose something come first, the rest is counted.
const MOVES_SHOWN: usize = 200;

pub async fn list(visit: Visit) -> Result<Response, PortalError> {
    let signed = visit.signed()?;
    let mut plans = Vec::new();
    for plan in visit.engine().plans(signed).await? {
        plans.push(PlanLine {
            href: format!("/policy/migrations/{}", plan.id),
            call: call_title(&visit, plan.call).await?,
            version: version(&visit, &plan.to_fingerprint).await?,
            number: plan.number,
            drawn_at_millis: plan.drawn_at.millis(),
            applied_at_millis: plan.applied_at.map(workflow::Timestamp::millis),
            moved: plan.moved,
        });
    }
    visit.show(&Migrations { plans, may_draw: signed.holds(Role::Policy) }).await
}

pub async fn fresh(visit: Visit) -> Result<Response, PortalError> {
    let page = form_page(&visit, Form::empty(), None).await?;
    visit.show(&page).await
}

/// One button previews, the other keeps the plan.
pub async fn draw(visit: Visit, CheckedForm(typed): CheckedForm) -> Result<Response, PortalError> {
    let input = match input(&typed) {
        Ok(input) => input,
        Err(form) => {
            let page = form_page(&visit, form, None).await?;
            return visit.refuse(&page).await;
        }
    };
    let signed = visit.signed()?;
    let kept = Form { values: typed.visible(), errors: Vec::new() };
    if typed.is_ticked("preview") {
        let moves = visit.engine().preview_plan(signed, &input).await?;
        let page = form_page(&visit, kept, Some(preview(signed, moves))).await?;
        return visit.show(&page).await;
    }
    match visit.engine().draw_plan(signed, input.clone(), &typed.key()?).await {
        Ok(plan) => {
            let place = format!("/policy/migrations/{plan}");
            Ok(visit.go_saying(&place, FlashKind::Success, Message::new("flash-plan-drawn")))
        }
        Err(EngineError::Invalid(faults)) => {
            let page = form_page(&visit, typed.again(&faults), None).await?;
            visit.refuse(&page).await
        }
        Err(EngineError::MigrationUnsafe(_)) => {
            let moves = visit.engine().preview_plan(signed, &input).await?;
            let page = form_page(&visit, kept, Some(preview(signed, moves))).await?;
            visit.refuse(&page).await
        }
        Err(other) => Err(other.into()),
    }
}

pub async fn show(visit: Visit, Path(plan): Path<String>) -> Result<Response, PortalError> {
    let plan = visit.engine().plan(visit.signed()?, id::<MigrationPlanId>(&plan)?).await?;
    let page = plan_page(&visit, plan).await?;
    visit.show(&page).await
}

pub async fn apply(
    visit: Visit,
    Path(plan): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let plan = id::<MigrationPlanId>(&plan)?;
    match visit.engine().apply_plan(visit.signed()?, plan, &typed.key()?).await {
        Ok(moved) => {
            let said = Message::new("flash-plan-applied").with("count", moved);
            Ok(visit.go_saying(&format!("/policy/migrations/{plan}"), FlashKind::Success, said))
        }
        Err(EngineError::MigrationUnsafe(_)) => {
            let view = visit.engine().plan(visit.signed()?, plan).await?;
            let page = plan_page(&visit, view).await?;
            visit.refuse(&page).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What was chosen; or the form with what is missing.
fn input(typed: &Typed) -> Result<PlanInput, Form> {
    let mut form = Form { values: typed.visible(), errors: Vec::new() };
    let call = typed.get("call").parse::<CallId>();
    if call.is_err() {
        form = form.refuse("call", Message::new("error-choice").about("field-call"));
    }
    let to_fingerprint = typed.text("to_fingerprint");
    if to_fingerprint.is_empty() {
        form = form.refuse("to_fingerprint", Message::new("error-choice").about("field-to-fingerprint"));
    }
    let mut stages = BTreeMap::new();
    for from in living_stages() {
        let chosen = typed.text(&format!("stage-{}", from.key()));
        if let Some(to) = Stage::from_key(&chosen) {
            stages.insert(from, to);
        }
    }
    match call {
        Ok(call) if form.is_sound() => {
            Ok(PlanInput { call, to_fingerprint, stages, reason: typed.text("reason") })
        }
        _ => Err(form),
    }
}

fn living_stages() -> impl Iterator<Item = Stage> {
    Stage::ALL.into_iter().filter(|stage| stage.is_review())
}

async fn form_page(
    visit: &Visit,
    form: Form,
    preview: Option<Preview>,
) -> Result<MigrationForm, PortalError> {
    let (first, _) = visit.engine().staff_calls(visit.signed()?, None).await?;
    let call = |line: CallSummary| {
        let title = either(visit.locale, &line.title_zh, &line.title_en);
        Choice::new(line.id.to_string(), format!("{} {title}", line.number))
    };
    let mut packs = Vec::new();
    for pack in visit.engine().packs().await? {
        let programme = pack.programme();
        let title = either(visit.locale, &programme.title_zh, &programme.title_en);
        let short = pack.fingerprint().get(..8).unwrap_or_default();
        let text = format!("{title} · {} · {short}", programme.version);
        packs.push(Choice::new(pack.fingerprint().to_owned(), text));
    }
    Ok(MigrationForm {
        form,
        calls: first.into_iter().map(call).collect(),
        packs,
        stages: living_stages().map(|stage| stage.key().to_owned()).collect(),
        preview,
    })
}

async fn plan_page(visit: &Visit, plan: PlanView) -> Result<MigrationPlan, PortalError> {
    let changed = plan.stages.iter().filter(|(from, to)| from != to);
    let mapped = changed.map(|(from, to)| [from.key().to_owned(), to.key().to_owned()]).collect();
    let signed = visit.signed()?;
    let shown = plan.applied_at.is_none().then(|| preview(signed, plan.moves));
    let safe = shown.as_ref().is_some_and(|preview| preview.unsafe_count == 0);
    Ok(MigrationPlan {
        form: Form::empty(),
        href: format!("/policy/migrations/{}", plan.id),
        call: call_title(visit, plan.call).await?,
        version: version(visit, &plan.to_fingerprint).await?,
        number: plan.number,
        reason: plan.reason,
        drawn_by: plan.drawn_by,
        drawn_at_millis: plan.drawn_at.millis(),
        applied_by: plan.applied_by,
        applied_at_millis: plan.applied_at.map(workflow::Timestamp::millis),
        moved: plan.moved,
        mapped,
        preview: shown,
        may_apply: safe && signed.holds(Role::Director),
    })
}

/// Policy staff draw plans for cases they do not read.
fn preview(signed: &Signed, mut moves: Vec<PlannedMove>) -> Preview {
    let reads = signed.holds_any(&[Role::Director, Role::Supervisor]);
    let unsafe_count = moves.iter().filter(|planned| !planned.lost.is_empty()).count();
    let safe = moves.len() - unsafe_count;
    moves.sort_by_key(|planned| planned.lost.is_empty());
    let more = moves.len().saturating_sub(MOVES_SHOWN);
    let line = |planned: PlannedMove| MoveLine {
        href: reads.then(|| format!("/applications/{}", planned.application)),
        number: planned.number,
        from: planned.from.key().to_owned(),
        to: planned.to.key().to_owned(),
        due_before: planned.due_before.map(|day| day.to_string()),
        due_after: planned.due_after.map(|day| day.to_string()),
        lost: planned.lost.iter().map(lost_right).collect(),
    };
    Preview { moves: moves.into_iter().take(MOVES_SHOWN).map(line).collect(), more, safe, unsafe_count }
}

async fn call_title(visit: &Visit, call: CallId) -> Result<String, PortalError> {
    let summary = visit.engine().staff_call(visit.signed()?, call).await?.call.summary;
    Ok(either(visit.locale, &summary.title_zh, &summary.title_en))
}

async fn version(visit: &Visit, fingerprint: &str) -> Result<String, PortalError> {
    let pack = visit.engine().pack(fingerprint).await?;
    Ok(format!("{} · {}", pack.programme().version, fingerprint.get(..8).unwrap_or_default()))
}
