//! "What am I entitled to?": every programme at once for one organisation, from what is known of it and
//! what was typed beside; and the combination that pays most, with the reason of each sum.
//!
//! It reads and computes; nothing is written, and no case is judged by it.

mod combine;
mod history;
mod known;
mod matter;
mod offers;
mod standing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rules::verdict::CriterionTrace;
use rules::{FactSource, Pack, Remedies};
use serde::Serialize;
use workflow::application::Answers;
use workflow::id::{ApplicationId, CallId, OrganisationId};
use workflow::{Date, Money, Stage};

use self::history::PastAwards;
use crate::actor::Signed;
use crate::error::FieldFault;
use crate::facts::Supplied;
use crate::{Engine, EngineError};

pub use combine::{Combination, CombinationLine, WhyPaid};
pub use known::{KnownFrom, asked_of};
pub use matter::CaseStacking;
pub use rules::stacking::CapPeriod;

/// Programmes looked at in one answer: what can be weighed against each other at once.
pub const PROGRAMMES_MAX_COUNT: usize = rules::stacking::CLAIMS_MAX_COUNT;
/// Cases of an organisation that are looked through, newest first: more than any has in ten years.
pub const CASES_MAX_COUNT: u32 = 200;

/// The whole answer for one organisation on one day.
#[derive(Debug, Clone, Serialize)]
pub struct Entitlements {
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub on: Date,
    /// By the programme's code.
    pub programmes: Vec<Entitlement>,
    pub combination: Combination,
    /// Last day of a bar after dishonesty that the registers know of.
    pub barred_until: Option<Date>,
    /// There are more programmes than could be looked at.
    pub cut: bool,
}

/// What one programme holds for the organisation.
#[derive(Debug, Clone, Serialize)]
pub struct Entitlement {
    pub programme: String,
    pub title_zh: String,
    pub title_en: String,
    #[serde(skip)]
    pub pack: Arc<Pack>,
    pub standing: Standing,
    /// As the rules compute it, before other programmes are looked at. None where a person sets it.
    pub amount: Option<Money>,
    /// The most a person may set.
    pub ceiling: Option<Money>,
    /// Why a person has to decide, as codes.
    pub review_reasons: BTreeSet<String>,
    /// What is not known and would decide.
    pub missing: Vec<MissingFact>,
    /// The criteria that are not met.
    pub failed: Vec<CriterionTrace>,
    pub remedies: Remedies,
    pub call: Option<OpenCall>,
    /// What it was awarded before in this programme, newest first.
    pub received: Vec<Received>,
    /// Its case in this programme that is under way.
    pub running: Option<Running>,
    /// What it was judged by, input by input.
    pub answers: Answers,
    /// Where each answer comes from.
    pub known_from: BTreeMap<String, KnownFrom>,
    /// Answers that cannot be read.
    pub faults: Vec<FieldFault>,
}

/// The four answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    Qualifies,
    /// Not as it stands; a change the applicant can make would do.
    Nearly,
    No,
    /// Something decisive is not known, or only a person can say.
    CannotTell,
}

/// A fact nobody has told, and who would.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingFact {
    /// The input of the form, or the fact.
    pub name: String,
    pub source: FactSource,
}

/// A call that takes applications today or will.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenCall {
    pub id: CallId,
    pub title_zh: String,
    pub title_en: String,
    pub opens_on: Date,
    pub closes_on: Date,
    pub fiscal_year: i64,
    /// Today lies in its window.
    pub takes_applications: bool,
    /// The bureau proposes; nobody applies.
    pub on_confirmation: bool,
}

/// An award of the past: what is still held of it, and what was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Received {
    pub application: ApplicationId,
    pub number: String,
    pub fiscal_year: i64,
    pub held: Money,
    pub paid: Money,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Running {
    pub application: ApplicationId,
    pub number: String,
    pub stage: Stage,
}

impl Engine {
    /// Every programme for an organisation the person acts for. `typed` holds what was filled in beside,
    /// as `programme.input`; what is told to one programme counts in every other that asks the same.
    pub async fn entitlements(
        &self,
        signed: &Signed,
        organisation: OrganisationId,
        typed: &Answers,
    ) -> Result<Entitlements, EngineError> {
        if !signed.actor.is_member_of(organisation) {
            return Err(EngineError::NotFound { what: "organisation" });
        }
        let row = store::organisations::find(&self.store, organisation).await?;
        let row = row.ok_or(EngineError::NotFound { what: "organisation" })?;
        let now = self.now().await?;
        let day = now.date();
        let (offers, cut) = self.offers(day).await?;
        let past = PastAwards::read(self, &self.store, organisation).await?;
        let cases = self.cases_of(organisation).await?;
        let registers = known::Registers::read(&self.store, &row.uscc, day).await?;
        let barred_until = registers.barred_until();
        let answers = known::answers(&offers, &registers, &cases, typed);
        let questions = offers.into_iter().zip(answers).map(|(offer, answers)| standing::Question {
            supplied: Supplied {
                now,
                call_opened_on: offer.call.as_ref().map_or(day, |call| call.opens_on),
                fiscal_year: offer.fiscal_year(day),
                registered_on: Some(row.registered_on),
            },
            received: past.received(offer.code()),
            running: cases.running(offer.code()),
            offer,
            answers,
        });
        let questions: Vec<_> = questions.collect();
        // Searching for the smallest change computes for a while: beside the requests.
        let judged = tokio::task::spawn_blocking(move || standing::judge_all(questions, day));
        let judged = judged.await.map_err(|_| EngineError::TaskLost)??;
        let combination = combine::combine(&judged, &past, barred_until, day)?;
        Ok(Entitlements {
            organisation,
            organisation_name: row.name,
            on: day,
            programmes: judged.into_iter().map(|judged| judged.entitlement).collect(),
            combination,
            barred_until,
            cut,
        })
    }
}
