//! What the stacking rules say, in words: why a sum is paid or not, and what stands beside a case.
//! Codes and figures in, messages out.

use engine::entitlements::{CapPeriod, CaseStacking, WhyPaid};
use templates::Message;

/// What the reviewers of a case are told about its matter.
pub fn notes(beside: &CaseStacking) -> Vec<Message> {
    let reasons = beside.reasons.iter().filter(|why| **why != WhyPaid::Paid);
    let mut notes: Vec<Message> = reasons.map(|why| said(why, str::to_owned)).collect();
    if !beside.earlier.is_empty() {
        notes.push(Message::new("stacking-earlier").with("numbers", beside.earlier.join("、")));
    }
    if beside.payable != beside.claimed {
        let sums = Message::new("stacking-payable").with("payable_fen", beside.payable.fen());
        notes.push(sums.with("claimed_fen", beside.claimed.fen()));
    }
    let running = beside.running.iter().map(|running| running.number.as_str());
    let running: Vec<&str> = running.collect();
    if !running.is_empty() {
        notes.push(Message::new("stacking-running").with("numbers", running.join("、")));
    }
    notes
}

/// Why a sum is paid in full, in part, or not; `called` names a programme.
pub fn said(why: &WhyPaid, called: impl Fn(&str) -> String) -> Message {
    match why {
        WhyPaid::Paid => Message::new("why-paid"),
        WhyPaid::ToppedUp { already } => Message::new("why-topped-up").with("already_fen", already.fen()),
        WhyPaid::Capped { period, limit, left } => {
            let key = match period {
                CapPeriod::Year => "why-capped-year",
                CapPeriod::Cumulative => "why-capped-cumulative",
            };
            Message::new(key).with("limit_fen", limit.fen()).with("left_fen", left.fen())
        }
        WhyPaid::NothingClaimed => Message::new("why-nothing-claimed"),
        WhyPaid::Barred { until } => Message::new("why-barred").with("until", until.clone()),
        WhyPaid::FirstTimeOnly => Message::new("why-first-time-only"),
        WhyPaid::LoanSubsidised { loan } => Message::new("why-loan-subsidised").with("loan", loan.clone()),
        WhyPaid::AlreadyPaid { already } => {
            Message::new("why-already-paid").with("already_fen", already.fen())
        }
        WhyPaid::Displaced { by } => Message::new("why-displaced").with("by", called(by)),
    }
}
