//! Expert review worth trusting: who may not sit on a panel, who is drawn, and what their marks add up to.
//!
//! Pure and in integers only. Facts, seeds and marks come in as arguments; anybody with the published
//! record of a draw can run it again and get the same experts.

pub mod conflict;
pub mod draw;
pub mod tally;

pub use conflict::{CaseFacts, Conflict, ExpertFacts, LOOK_BACK_YEARS, Tie, conflicts};
pub use draw::{Candidate, Draw, DrawFault, Seed, draw};
pub use tally::{Criterion, Marks, Rubric, RubricFault, Tally, TallyFault, TallyRule, tally, total};
