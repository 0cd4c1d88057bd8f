//! What is known of an organisation before it is asked: the registers, its latest cases, what was typed.
//! An answer given to one programme counts in another only where both ask the very same.

use std::collections::BTreeMap;

use rules::form::{FieldKind, FormField};
use rules::{FactDefinition, Pack};
use serde::Serialize;
use store::Source;
use store::applications::{ApplicationFilter, ApplicationSummary};
use store::registers::{Certificate, IpRight, Loan, holdings};
use workflow::application::Answers;
use workflow::id::OrganisationId;
use workflow::{Date, Stage};

use super::offers::Offer;
use super::{CASES_MAX_COUNT, Running};
use crate::case::state_of;
use crate::{Engine, EngineError};

/// The kind under which the register of certificates holds high-tech enterprises.
pub const HIGH_TECH: &str = "高新技术企业";
/// The kind under which it holds a bar after serious dishonesty; its last day is that of the bar.
pub const DISHONEST: &str = "严重失信";
/// Rows of one register that are read for one organisation: more rights than any enterprise of a county.
const REGISTER_ROWS_LIMIT: i64 = 5_000;

/// Where an answer was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "from", rename_all = "kebab-case")]
pub enum KnownFrom {
    Register {
        register: &'static str,
    },
    /// A case of the organisation, by its number.
    Case {
        number: String,
    },
    Typed,
}

/// Answers of one programme's form, each with its origin.
pub(super) type Known = BTreeMap<String, (String, KnownFrom)>;

/// What the registers say on a day.
pub(super) struct Registers {
    certificates: Vec<Certificate>,
    rights: Vec<IpRight>,
    loans: Vec<Loan>,
}

impl Registers {
    pub async fn read(on: &impl Source, uscc: &str, day: Date) -> Result<Self, EngineError> {
        Ok(Self {
            certificates: holdings::certificates(on, uscc, day, REGISTER_ROWS_LIMIT).await?,
            rights: holdings::rights(on, uscc, day, REGISTER_ROWS_LIMIT).await?,
            loans: holdings::loans(on, uscc, day, REGISTER_ROWS_LIMIT).await?,
        })
    }

    /// The last day of the longest bar in force; one without an end has the last day registers write.
    pub fn barred_until(&self) -> Option<Date> {
        let bars = self.certificates.iter().filter(|row| row.kind == DISHONEST);
        bars.filter_map(|row| row.valid_to.or(Date::from_ymd(9999, 12, 31))).max()
    }

    /// What they say about a fact of the form; nothing about most.
    fn about(&self, fact: &FactDefinition) -> Option<(String, KnownFrom)> {
        let high_tech = self.certificates.iter().find(|row| row.kind == HIGH_TECH);
        let (register, value) = match fact.key.as_str() {
            "hnte" => ("certificate", high_tech.map(|_| "yes".to_owned())),
            "cert_year" => ("certificate", high_tech.map(|row| row.valid_from.year().to_string())),
            "self_ip1" => {
                let owned = self.rights.iter().filter(|right| right.class == "I").count();
                ("ip-right", (owned > 0).then(|| owned.to_string()))
            }
            "loan_contract" => (
                "loan",
                Some(&self.loans).filter(|loans| loans.len() == 1).map(|loans| loans[0].number.clone()),
            ),
            _ => return None,
        };
        value.map(|value| (value, KnownFrom::Register { register }))
    }
}

/// The latest cases of an organisation.
pub(super) struct Cases {
    /// Newest first.
    rows: Vec<(ApplicationSummary, Answers)>,
}

impl Cases {
    pub fn running(&self, programme: &str) -> Option<Running> {
        let rows = self.rows.iter().filter(|(row, _)| row.programme_code == programme);
        rows.filter_map(|(row, _)| Some((row, Stage::from_key(&row.stage)?)))
            .find(|(_, stage)| is_under_way(*stage))
            .map(|(row, stage)| Running { application: row.id, number: row.number.clone(), stage })
    }
}

pub(super) const fn is_under_way(stage: Stage) -> bool {
    !matches!(
        stage,
        Stage::Closed
            | Stage::Rejected
            | Stage::Withdrawn
            | Stage::Lapsed
            | Stage::Revoked
            | Stage::Recovery
            | Stage::Recovered
    )
}

impl Engine {
    pub(super) async fn cases_of(&self, organisation: OrganisationId) -> Result<Cases, EngineError> {
        let filter = ApplicationFilter { organisations: vec![organisation], ..ApplicationFilter::default() };
        let page = store::Page::first(CASES_MAX_COUNT);
        let summaries = store::applications::list(&self.store, &filter, &page).await?;
        let ids: Vec<_> = summaries.iter().map(|row| row.id).collect();
        let mut answers = BTreeMap::new();
        for row in store::applications::by_ids(&self.store, &ids).await? {
            answers.insert(row.id, state_of(&row.state_json)?.answers);
        }
        let rows = summaries.into_iter().map(|row| {
            let answers = answers.remove(&row.id).unwrap_or_default();
            (row, answers)
        });
        Ok(Cases { rows: rows.collect() })
    }
}

/// The fields of a programme's form that decide money, with the facts they fill.
pub(super) fn asked(pack: &Pack) -> impl Iterator<Item = (&FormField, &FactDefinition)> {
    let informs_only = pack.self_check_ruling().map(|ruling| ruling.code.as_str());
    let sections = pack.form().sections.iter().filter(move |part| informs_only != Some(part.ruling.as_str()));
    let facts = &pack.programme().facts;
    sections
        .flat_map(|section| &section.fields)
        .filter_map(move |field| Some((field, facts.iter().find(|fact| fact.key == field.fact)?)))
}

/// The questions of a programme that decide money, in the form's order.
pub fn asked_of(pack: &Pack) -> impl Iterator<Item = &FormField> {
    asked(pack).map(|(field, _)| field)
}

/// What each programme's form would hold: typed there before typed elsewhere, before its own latest case,
/// before the latest case of another programme, before the registers.
pub(super) fn answers(offers: &[Offer], registers: &Registers, cases: &Cases, typed: &Answers) -> Vec<Known> {
    let typed: Vec<Answers> = offers.iter().map(|offer| typed_for(offer.code(), typed)).collect();
    let of_programme = |offer: &Offer| {
        let mut known = Known::new();
        for (field, fact) in asked(&offer.pack) {
            let mut fill = |answers: &Answers, from: &KnownFrom| {
                if field.inputs().iter().any(|input| known.contains_key(input)) {
                    return;
                }
                for input in field.inputs() {
                    if let Some(text) = answers.get(&input).filter(|text| !text.trim().is_empty()) {
                        known.insert(input, (text.clone(), from.clone()));
                    }
                }
            };
            let same =
                |other: &&Offer| other.code() != offer.code() && asks_the_same(&other.pack, field, fact);
            let own = typed.iter().zip(offers).filter(|(_, other)| other.code() == offer.code());
            let elsewhere = typed.iter().zip(offers).filter(|(_, other)| same(other));
            own.chain(elsewhere).for_each(|(answers, _)| fill(answers, &KnownFrom::Typed));
            let mut from_case = |programme: &str| {
                for (row, answers) in cases.rows.iter().filter(|(row, _)| row.programme_code == programme) {
                    fill(answers, &KnownFrom::Case { number: row.number.clone() });
                }
            };
            from_case(offer.code());
            offers.iter().filter(same).for_each(|other| from_case(other.code()));
            if field.kind != FieldKind::MoneyList
                && let Some((text, from)) = registers.about(fact)
            {
                fill(&Answers::from([(field.fact.clone(), text)]), &from);
            }
        }
        known
    };
    offers.iter().map(of_programme).collect()
}

/// `programme.input` as the inputs of one programme.
fn typed_for(programme: &str, typed: &Answers) -> Answers {
    let prefix = format!("{programme}.");
    let own = typed.iter().filter_map(|(name, text)| Some((name.strip_prefix(&prefix)?, text)));
    own.map(|(name, text)| (name.to_owned(), text.clone())).collect()
}

/// Another form asks the very same: key, kind, title, unit and choices agree.
fn asks_the_same(other: &Pack, field: &FormField, fact: &FactDefinition) -> bool {
    asked(other).any(|(known, known_fact)| {
        known.fact == field.fact
            && known.kind == field.kind
            && known.choices == field.choices
            && known.items == field.items
            && known.parts == field.parts
            && known_fact.title_zh == fact.title_zh
            && known_fact.unit == fact.unit
    })
}
