//! The combination of all subsidies an organisation qualifies for that pays most, and of each why it is
//! paid or not. The choice itself is the rules'; here claims are made from cases and read back.

use rules::stacking::{self, Cap, CapPeriod, Claim, Reason, Stacked, StackingRules};
use serde::Serialize;
use workflow::{Date, Money};

use super::Standing;
use super::history::{PastAwards, fen};
use super::standing::Judged;
use crate::EngineError;

/// What pays most under the stacking rules.
#[derive(Debug, Clone, Serialize)]
pub struct Combination {
    /// One for every programme whose sum the rules compute, in the programmes' order.
    pub lines: Vec<CombinationLine>,
    pub total: Money,
    /// No other combination pays more; otherwise the search was cut short.
    pub proven_best: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CombinationLine {
    pub programme: String,
    pub claimed: Money,
    pub paid: Money,
    pub reasons: Vec<WhyPaid>,
}

/// Why a sum is paid in full, in part, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum WhyPaid {
    Paid,
    /// Only the difference to what the matter got before.
    ToppedUp {
        #[serde(rename = "already_fen")]
        already: Money,
    },
    Capped {
        period: CapPeriod,
        #[serde(rename = "limit_fen")]
        limit: Money,
        #[serde(rename = "left_fen")]
        left: Money,
    },
    NothingClaimed,
    Barred {
        until: String,
    },
    FirstTimeOnly,
    LoanSubsidised {
        loan: String,
    },
    AlreadyPaid {
        #[serde(rename = "already_fen")]
        already: Money,
    },
    /// Another programme is paid in its place.
    Displaced {
        by: String,
    },
}

/// Weighs every programme that is due against the others and against what was received.
pub(super) fn combine(
    judged: &[Judged],
    past: &PastAwards,
    barred_until: Option<Date>,
    day: Date,
) -> Result<Combination, EngineError> {
    let due = judged.iter().filter(|one| one.entitlement.standing == Standing::Qualifies);
    let (mut claims, mut caps) = (Vec::new(), Vec::new());
    for (one, amount) in due.filter_map(|one| Some((one, one.entitlement.amount?))) {
        claims.push(claim(one, amount));
        let limits = one.entitlement.pack.stacking_caps(&day.to_string());
        caps.extend(past.caps(&one.entitlement.programme, one.fiscal_year, &limits));
    }
    let rules = StackingRules { caps };
    let stacked = stacking::stack(&claims, &past.history(barred_until), &rules);
    let stacked = stacked.map_err(|error| EngineError::Pack(error.to_string()))?;
    read_back(&claims, &stacked, &rules.caps)
}

/// A programme that declares nothing stands beside every other.
fn claim(judged: &Judged, amount: Money) -> Claim {
    let programme = &judged.entitlement.programme;
    match &judged.entitlement.pack.programme().stacking {
        Some(stacking) => stacking.claim(programme, judged.fiscal_year, &judged.facts, fen(amount)),
        None => Claim {
            programme: programme.clone(),
            matter: format!("{programme}/alone"),
            admits_barred: true,
            amount_fen: fen(amount),
            ..Claim::default()
        },
    }
}

fn read_back(claims: &[Claim], stacked: &Stacked, caps: &[Cap]) -> Result<Combination, EngineError> {
    let line = |(claim, line): (&Claim, &stacking::Line)| {
        Some(CombinationLine {
            programme: claim.programme.clone(),
            claimed: money(claim.amount_fen)?,
            paid: money(line.paid_fen)?,
            reasons: line.reasons.iter().map(|reason| why(reason, claims, caps)).collect::<Option<_>>()?,
        })
    };
    let too_much = || EngineError::Pack("a combination passes every limit".to_owned());
    let lines: Option<Vec<CombinationLine>> = claims.iter().zip(&stacked.lines).map(line).collect();
    let total = u64::try_from(stacked.total_fen).ok().and_then(money).ok_or_else(too_much)?;
    Ok(Combination { lines: lines.ok_or_else(too_much)?, total, proven_best: stacked.proven_best })
}

pub(super) fn why(reason: &Reason, claims: &[Claim], caps: &[Cap]) -> Option<WhyPaid> {
    Some(match reason {
        Reason::Paid => WhyPaid::Paid,
        Reason::ToppedUp { already_fen } => WhyPaid::ToppedUp { already: money(*already_fen)? },
        Reason::Capped { cap, left_fen } => {
            let cap = caps.get(*cap)?;
            WhyPaid::Capped { period: cap.period, limit: money(cap.limit_fen)?, left: money(*left_fen)? }
        }
        Reason::NothingClaimed => WhyPaid::NothingClaimed,
        Reason::Barred { until } => WhyPaid::Barred { until: until.clone() },
        Reason::FirstTimeOnly => WhyPaid::FirstTimeOnly,
        Reason::LoanSubsidised { loan } => WhyPaid::LoanSubsidised { loan: loan.clone() },
        Reason::AlreadyPaid { already_fen } => WhyPaid::AlreadyPaid { already: money(*already_fen)? },
        Reason::Displaced { by } => WhyPaid::Displaced { by: claims.get(*by)?.programme.clone() },
    })
}

pub(super) fn money(fen: u64) -> Option<Money> {
    Money::from_fen(i64::try_from(fen).ok()?)
}
