//! A verdict of the rules as a page shows it: every criterion, the amount's steps, the figures' sources.
//! Codes and exact figures in, messages out; no verdict is made here.

use engine::manifest::{Mark, Parameter};
use engine::queries::case_view::CaseView;
use engine::verdict::{AmountStep, Comparison, CriterionTrace, Eligibility, Outcome, StepKind, Verdict};
use templates::pages::case::verdict::{AmountLine, Criterion, FigureSource, VerdictPart};
use templates::{Locale, Message};

use super::figures::{self, Setting};
use super::titles::{pick, title};
use super::{remedy, stacking};

/// The award first: it decides; the self-check informs.
pub fn parts(view: &CaseView, locale: Locale) -> Vec<VerdictPart> {
    let judged = &view.judged;
    let both = [(judged.award.as_ref(), "award"), (judged.self_check.as_ref(), "self-check")];
    both.into_iter().filter_map(|(verdict, purpose)| Some(part(view, locale, verdict?, purpose))).collect()
}

fn part(view: &CaseView, locale: Locale, verdict: &Verdict, purpose: &'static str) -> VerdictPart {
    let ruling = view.pack.ruling(&verdict.ruling);
    let title =
        ruling.map_or(verdict.ruling.as_str(), |ruling| pick(locale, &ruling.title_zh, &ruling.title_en));
    VerdictPart {
        purpose,
        title: title.to_owned(),
        outcome: match verdict.eligibility {
            Eligibility::Ineligible => "ineligible",
            Eligibility::Eligible if !verdict.needs_person() => "eligible",
            Eligibility::Eligible | Eligibility::NeedsReview => "needs-review",
        },
        failed: u32::try_from(verdict.findings().count()).unwrap_or(u32::MAX),
        amount_fen: verdict.amount_fen(),
        criteria: verdict
            .criteria
            .iter()
            .map(|criterion| shown(view, locale, &verdict.ruling, criterion))
            .collect(),
        remedy: remedy::whole(view, locale, verdict),
        has_remedies: view.judged.remedies.contains_key(&verdict.ruling),
        steps: verdict.amount_steps.iter().map(|step| line(view, step)).collect(),
        reasons: reasons(view, verdict, purpose),
        sources: sources(view, locale, verdict),
    }
}

/// Why a person decides, and with the award what else the matter was paid or is asked for.
fn reasons(view: &CaseView, verdict: &Verdict, purpose: &str) -> Vec<Message> {
    let beside = view.stacking.as_ref().filter(|_| purpose == "award");
    let reviewed = verdict.review_reasons.iter().map(|reason| review_reason(view, reason));
    reviewed.chain(beside.into_iter().flat_map(stacking::notes)).collect()
}

/// Why a person decides: in the pack's words, or in ours where the reason is the engine's.
fn review_reason(view: &CaseView, reason: &str) -> Message {
    let key = format!("review-{reason}");
    if reason == engine::verdict::FIGURE_MISSING { Message::new(&key) } else { of_pack(view, &key) }
}

/// A text of the case's own pack.
pub fn of_pack(view: &CaseView, key: &str) -> Message {
    Message::of_pack(view.pack.fingerprint(), key)
}

fn shown(view: &CaseView, locale: Locale, ruling: &str, criterion: &CriterionTrace) -> Criterion {
    let (observed, threshold) = figures::sides(criterion, Setting::Alone);
    let key = format!("criterion-{}", criterion.code);
    let (outcome, sentence) = match criterion.outcome {
        Outcome::Met => ("met", Some(format!("{key}-met"))),
        Outcome::NotMet => ("unmet", Some(format!("{key}-not-met"))),
        Outcome::NotEvaluated => ("unknown", None),
    };
    let titles = criterion.facts_used.iter().map(|fact| title(view, locale, fact));
    Criterion {
        outcome,
        label: of_pack(view, &key),
        sentence: sentence.map(|key| told(of_pack(view, &key), criterion)),
        clause: criterion.clause.clone(),
        document: criterion.legal_basis.document.clone(),
        article: criterion.legal_basis.article.clone(),
        observed,
        comparison: match criterion.comparison {
            Comparison::Is => "",
            other => other.symbol(),
        },
        threshold,
        facts: titles.collect(),
        remedy: remedy::of_criterion(view, locale, ruling, criterion),
    }
}

/// The sentence of the pack with both figures; an absent one is a dash.
fn told(sentence: Message, criterion: &CriterionTrace) -> Message {
    let (observed, threshold) = figures::sides(criterion, Setting::Sentence);
    let dash = || Message::verbatim("—");
    sentence
        .with_message("observed", &observed.unwrap_or_else(dash))
        .with_message("threshold", &threshold.unwrap_or_else(dash))
}

fn line(view: &CaseView, step: &AmountStep) -> AmountLine {
    AmountLine {
        part: of_pack(view, &format!("amount-{}", step.part)),
        text: step_text(&step.kind),
        subtotal: figures::yuan(&step.subtotal),
    }
}

fn step_text(kind: &StepKind) -> Message {
    use figures::{plain, share, yuan};
    match kind {
        StepKind::Fixed { amount } => Message::new("step-fixed").with_message("amount", &yuan(amount)),
        StepKind::Rate { base, rate } => {
            Message::new("step-rate").with_message("base", &yuan(base)).with_message("rate", &share(rate))
        }
        StepKind::Band { from, to, slice, rate } => {
            let band = match to {
                Some(to) => Message::new("step-band").with_message("to", &yuan(to)),
                None => Message::new("step-band-rest"),
            };
            band.with_message("from", &yuan(from))
                .with_message("slice", &yuan(slice))
                .with_message("rate", &share(rate))
        }
        StepKind::PerFull { unit, count, each, .. } => Message::new("step-per-full")
            .with_message("unit", &yuan(unit))
            .with_message("count", &plain(count))
            .with_message("each", &yuan(each)),
        StepKind::Cap { limit } => Message::new("step-cap").with_message("limit", &yuan(limit)),
        StepKind::Floor { limit } => Message::new("step-floor").with_message("limit", &yuan(limit)),
    }
}

fn sources(view: &CaseView, locale: Locale, verdict: &Verdict) -> Vec<FigureSource> {
    let used = |parameter: &&Parameter| verdict.parameters.contains_key(&parameter.name);
    let source = |parameter: &Parameter| {
        let basis = &parameter.basis;
        let value = verdict.parameters.get(&parameter.name).unwrap_or(&parameter.value);
        FigureSource {
            title: pick(locale, &parameter.title_zh, &parameter.title_en).to_owned(),
            value: figures::parameter(parameter, value),
            document: basis.document.clone(),
            article: basis.article.clone(),
            place: basis.place.clone(),
            note: pick(locale, &basis.note_zh, &basis.note_en).to_owned(),
            mark: match basis.mark {
                Mark::Official => "official",
                Mark::Repost => "repost",
                Mark::Derived => "derived",
                Mark::GeneralKnowledge => "general",
            },
        }
    };
    view.pack.programme().parameters.iter().filter(used).map(source).collect()
}
