//! Subsidies beside each other: the highest on the same matter, different matters add, top-up to the
//! higher one, yearly and cumulative caps, one subsidy per loan, once only, bars after dishonesty.
//! Finds the combination that pays most and says of every claim why it is paid or not. Pure; whole fen.

mod declared;
mod search;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use declared::StackingDefinition;

/// Claims weighed against each other at once: more than any organisation has in a year.
pub const CLAIMS_MAX_COUNT: usize = 64;

/// One subsidy that could be paid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// Whose caps count.
    pub programme: String,
    /// What it is for. One matter is never paid twice.
    pub matter: String,
    /// The loan whose interest it bears, if any.
    pub loan: Option<String>,
    /// The programme pays an organisation once in its life.
    pub first_time_only: bool,
    /// What the matter may still get when it was paid before.
    pub repeat: Repeat,
    /// The programme pays even while a bar after dishonesty is in force.
    pub admits_barred: bool,
    pub amount_fen: u64,
}

/// What was already received, and whether anything may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    pub paid_on_matter_fen: BTreeMap<String, u64>,
    /// Loans that bear a fiscal interest subsidy, and the programmes that pay it: another one may not.
    pub subsidised_loans: BTreeMap<String, BTreeSet<String>>,
    /// Programmes that have paid this organisation before.
    pub paid_by_programmes: BTreeSet<String>,
    /// Last day of a bar after dishonesty, when one is in force.
    pub barred_until: Option<String>,
}

/// What a matter that was already paid may still get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Repeat {
    /// Nothing more: 从高不重复.
    #[default]
    #[serde(rename = "highest")]
    Nothing,
    /// The difference up to the higher sum: 补差.
    #[serde(rename = "top-up")]
    Difference,
}

/// The time a cap counts over; the caller brings what was used in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CapPeriod {
    Year,
    Cumulative,
}

/// The most one programme, or all of them together, may pay an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    /// None caps all programmes together.
    pub programme: Option<String>,
    pub period: CapPeriod,
    pub limit_fen: u64,
    pub used_fen: u64,
}

impl Cap {
    fn left_fen(&self) -> u64 {
        self.limit_fen.saturating_sub(self.used_fen)
    }

    fn covers(&self, claim: &Claim) -> bool {
        self.programme.as_ref().is_none_or(|programme| *programme == claim.programme)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StackingRules {
    pub caps: Vec<Cap>,
}

/// Why a claim is paid in full, in part, or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing stands against it.
    Paid,
    /// Only what the earlier payment on the matter left.
    ToppedUp {
        already_fen: u64,
    },
    /// What the claim has beyond the cap is lost.
    Capped {
        cap: usize,
        left_fen: u64,
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
        already_fen: u64,
    },
    /// Claim `by` is paid in its place: the same matter, loan, or programme that pays once.
    Displaced {
        by: usize,
    },
}

/// One claim and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub paid_fen: u64,
    /// In the order they were found; a claim paid in full has only [`Reason::Paid`].
    pub reasons: Vec<Reason>,
}

/// The combination that pays most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stacked {
    /// One for each claim, in the order of the claims.
    pub lines: Vec<Line>,
    pub total_fen: u128,
    /// False when the search was cut short: a better combination may exist.
    pub proven_best: bool,
}

impl Stacked {
    /// Places of the claims that are paid.
    pub fn chosen(&self) -> impl Iterator<Item = usize> {
        self.lines.iter().enumerate().filter(|(_, line)| line.paid_fen > 0).map(|(place, _)| place)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found} claims are more than the {CLAIMS_MAX_COUNT} that are weighed at once")]
pub struct TooManyClaims {
    pub found: usize,
}

/// Chooses among the claims. Of equals the earlier is paid; the same claims always answer the same.
pub fn stack(claims: &[Claim], history: &History, rules: &StackingRules) -> Result<Stacked, TooManyClaims> {
    if claims.len() > CLAIMS_MAX_COUNT {
        return Err(TooManyClaims { found: claims.len() });
    }
    let standings: Vec<Standing> = claims.iter().map(|claim| standing(claim, history)).collect();
    let open: Vec<u64> = standings.iter().map(|standing| standing.open_fen).collect();
    let found = search::best(claims, &open, &rules.caps);
    let payments = pay(claims, &open, &found.chosen, &rules.caps);
    let lines = standings
        .into_iter()
        .enumerate()
        .map(|(place, standing)| line(place, standing, claims, &found.chosen, &payments[place]));
    let lines: Vec<Line> = lines.collect();
    let total_fen = lines.iter().map(|line| u128::from(line.paid_fen)).sum();
    Ok(Stacked { lines, total_fen, proven_best: found.proven })
}

/// What a claim could get if it stood alone, before caps.
struct Standing {
    open_fen: u64,
    reasons: Vec<Reason>,
}

fn standing(claim: &Claim, history: &History) -> Standing {
    let refused = |reason| Standing { open_fen: 0, reasons: vec![reason] };
    if let Some(until) = history.barred_until.as_ref().filter(|_| !claim.admits_barred) {
        return refused(Reason::Barred { until: until.clone() });
    }
    if claim.amount_fen == 0 {
        return refused(Reason::NothingClaimed);
    }
    if claim.first_time_only && history.paid_by_programmes.contains(&claim.programme) {
        return refused(Reason::FirstTimeOnly);
    }
    let by_another = |loan: &&String| {
        let payers = history.subsidised_loans.get(*loan);
        payers.is_some_and(|payers| payers.iter().any(|payer| *payer != claim.programme))
    };
    if let Some(loan) = claim.loan.as_ref().filter(by_another) {
        return refused(Reason::LoanSubsidised { loan: loan.clone() });
    }
    let already_fen = history.paid_on_matter_fen.get(&claim.matter).copied().unwrap_or(0);
    match claim.repeat {
        _ if already_fen == 0 => Standing { open_fen: claim.amount_fen, reasons: Vec::new() },
        Repeat::Difference if already_fen < claim.amount_fen => Standing {
            open_fen: claim.amount_fen - already_fen,
            reasons: vec![Reason::ToppedUp { already_fen }],
        },
        // Whoever had the higher sum keeps it: nothing is claimed back.
        Repeat::Nothing | Repeat::Difference => refused(Reason::AlreadyPaid { already_fen }),
    }
}

/// Two claims of which at most one may be paid.
fn excludes(claim: &Claim, other: &Claim) -> bool {
    let same_loan = claim.loan.is_some() && claim.loan == other.loan;
    let same_first_time =
        claim.first_time_only && other.first_time_only && claim.programme == other.programme;
    claim.matter == other.matter || same_loan || same_first_time
}

/// A payment, and the cap that cut it with what that had left.
#[derive(Clone, Debug, Default)]
struct Payment {
    fen: u64,
    cut_by: Option<(usize, u64)>,
}

/// Pays the chosen claims in order, each as far as the caps still reach. Caps are nested (a programme's
/// inside those of all), so no other order pays more.
fn pay(claims: &[Claim], open: &[u64], chosen: &BTreeSet<usize>, caps: &[Cap]) -> Vec<Payment> {
    let mut left: Vec<u64> = caps.iter().map(Cap::left_fen).collect();
    let mut payments = vec![Payment::default(); claims.len()];
    for place in chosen {
        let over: Vec<usize> = (0..caps.len()).filter(|cap| caps[*cap].covers(&claims[*place])).collect();
        let tightest = over.iter().copied().min_by_key(|cap| left[*cap]);
        let cut_by = tightest.map(|cap| (cap, left[cap])).filter(|(_, left)| *left < open[*place]);
        let fen = cut_by.map_or(open[*place], |(_, left)| left);
        for cap in over {
            left[cap] -= fen;
        }
        payments[*place] = Payment { fen, cut_by };
    }
    payments
}

fn line(
    place: usize,
    standing: Standing,
    claims: &[Claim],
    chosen: &BTreeSet<usize>,
    payment: &Payment,
) -> Line {
    let mut reasons = standing.reasons;
    if standing.open_fen > 0 && !chosen.contains(&place) {
        let by = chosen.iter().find(|other| excludes(&claims[place], &claims[**other]));
        reasons.extend(by.map(|by| Reason::Displaced { by: *by }));
    }
    reasons.extend(payment.cut_by.map(|(cap, left_fen)| Reason::Capped { cap, left_fen }));
    if reasons.is_empty() {
        reasons.push(Reason::Paid);
    }
    Line { paid_fen: payment.fen, reasons }
}
