//! The parts of the page of entitlements: one programme's card, its questions, its line in the
//! combination. Codes and figures in, messages out; nothing is judged here.

use engine::entitlements::{CombinationLine, Entitlement, Entitlements, KnownFrom, Standing};
use engine::form::FormField as Asked;

use engine::verdict::CriterionTrace;
use templates::pages::case::Choice;
use templates::pages::entitlement::{
    AskedField, AskedProgramme, CallNote, CombinationRow, FailedLine, ProgrammeCard,
};
use templates::{Form, Locale, Message};
use workflow::Money;

use super::entitlements::title;
use crate::case::figures::{self, Setting};
use crate::case::titles::{pick, title_in};
use crate::case::{asked, remedy, stacking};

pub const fn key_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Qualifies => "qualifies",
        Standing::Nearly => "nearly",
        Standing::No => "no",
        Standing::CannotTell => "cannot-tell",
    }
}

pub fn card(locale: Locale, one: &Entitlement) -> ProgrammeCard {
    let said = |remedy: &engine::remedy::Remedy| remedy::said(&one.pack, locale, &remedy.changes);
    ProgrammeCard {
        code: one.programme.clone(),
        title: title(locale, one),
        amount_fen: one.amount.map(Money::fen),
        ceiling_fen: one.ceiling.filter(|_| one.amount.is_none()).map(Money::fen),
        reasons: reasons(one),
        failed: one.failed.iter().map(|criterion| failed(one, criterion)).collect(),
        remedies: one.remedies.whole.iter().map(said).collect(),
        missing: one
            .missing
            .iter()
            .map(|missing| {
                let source = source_key(missing.source);
                let fact = title_in(&one.pack, locale, &missing.name);
                Message::new(format!("entitlement-missing-{source}")).with("fact", fact)
            })
            .collect(),
        asked: one.standing == Standing::CannotTell && !one.missing.is_empty(),
        call: one.call.as_ref().map(|call| CallNote {
            title: pick(locale, &call.title_zh, &call.title_en).to_owned(),
            href: format!("/calls/{}", call.id),
            closes_on: call.closes_on.to_string(),
            apply: call.takes_applications.then(|| format!("/applications/start?call={}", call.id)),
            on_confirmation: call.on_confirmation,
        }),
        running: one.running.as_ref().map(|running| {
            Choice::new(format!("/applications/{}", running.application), running.number.clone())
        }),
        received: one
            .received
            .iter()
            .map(|award| {
                Message::new("entitlement-received")
                    .with("number", award.number.clone())
                    .with("year", award.fiscal_year.to_string())
                    .with("held_fen", award.held.fen())
                    .with("paid_fen", award.paid.fen())
            })
            .collect(),
    }
}

/// Why a person is needed: in the pack's words, after what that means for the amount.
fn reasons(one: &Entitlement) -> Vec<Message> {
    let key = match one.standing {
        Standing::Qualifies if one.amount.is_none() => Some("entitlement-person-sets"),
        Standing::CannotTell if !one.review_reasons.is_empty() => Some("entitlement-person-decides"),
        _ => None,
    };
    let of_pack = |reason: &String| match format!("review-{reason}") {
        ours if reason == engine::verdict::FIGURE_MISSING => Message::new(ours),
        packs => Message::of_pack(one.pack.fingerprint(), packs),
    };
    key.map(Message::new).into_iter().chain(one.review_reasons.iter().map(of_pack)).collect()
}

const fn source_key(source: engine::FactSource) -> &'static str {
    use engine::FactSource::{Form, Profile, Programme, Record, Register};
    match source {
        Form => "form",
        Profile => "profile",
        Register => "register",
        Programme => "programme",
        Record => "record",
    }
}

fn failed(one: &Entitlement, criterion: &CriterionTrace) -> FailedLine {
    let of_pack = |key: String| Message::of_pack(one.pack.fingerprint(), key);
    let (observed, threshold) = figures::sides(criterion, Setting::Sentence);
    let dash = || Message::verbatim("—");
    FailedLine {
        label: of_pack(format!("criterion-{}", criterion.code)),
        sentence: of_pack(format!("criterion-{}-not-met", criterion.code))
            .with_message("observed", &observed.unwrap_or_else(dash))
            .with_message("threshold", &threshold.unwrap_or_else(dash)),
        document: criterion.legal_basis.document.clone(),
        article: criterion.legal_basis.article.clone(),
    }
}

/// The questions of a programme that decide money, opened where something is missing or wrong.
pub fn section(locale: Locale, one: &Entitlement, form: &Form) -> AskedProgramme {
    let own = format!("{}.", one.programme);
    let wrong = form.errors.iter().any(|error| error.field.starts_with(&own));
    let question = |asked: &Asked| {
        let rows = (asked::rows_begun(asked, &one.answers) + 1).min(asked.rows_limit());
        let field = asked::field(locale, asked, &format!("{own}{}", asked.fact), rows);
        let from = asked.inputs().iter().find_map(|input| one.known_from.get(input)).and_then(found_in);
        AskedField { field: templates::pages::case::form::FormField { may_add: false, ..field }, from }
    };
    AskedProgramme {
        code: one.programme.clone(),
        title: title(locale, one),
        open: wrong || (one.standing == Standing::CannotTell && !one.missing.is_empty()),
        fields: engine::entitlements::asked_of(&one.pack).map(question).collect(),
    }
}

fn found_in(from: &KnownFrom) -> Option<Message> {
    match from {
        KnownFrom::Register { .. } => Some(Message::new("entitlement-from-register")),
        KnownFrom::Case { number } => {
            Some(Message::new("entitlement-from-case").with("number", number.clone()))
        }
        KnownFrom::Typed => None,
    }
}

pub fn line(locale: Locale, found: &Entitlements, line: &CombinationLine) -> CombinationRow {
    let called = |code: &str| {
        let one = found.programmes.iter().find(|one| one.programme == code);
        one.map_or_else(|| code.to_owned(), |one| title(locale, one))
    };
    CombinationRow {
        title: called(&line.programme),
        href: format!("#programme-{}", line.programme),
        claimed_fen: line.claimed.fen(),
        paid_fen: line.paid.fen(),
        reasons: line.reasons.iter().map(|why| stacking::said(why, called)).collect(),
    }
}
