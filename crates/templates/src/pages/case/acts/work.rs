//! Whose work a case is at the moment: the turn to write on it, and who its stage was given to.
//! Fields: `assign_<person>`, one tick each.

use serde::Serialize;

use crate::pages::case::Choice;

#[derive(Debug, Clone, Default, Serialize)]
pub struct WorkAct {
    pub turn: Option<Turn>,
    /// It is the turn of somebody else: nothing is decided here meanwhile.
    pub blocked: bool,
    pub may_take: bool,
    pub may_assign: bool,
    /// Who the work may be given to: field and name.
    pub people: Vec<Choice>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Turn {
    pub name: String,
    pub since_millis: i64,
    pub until_millis: i64,
    pub own: bool,
}

impl WorkAct {
    pub fn samples() -> Vec<Self> {
        let turn = |own| Turn {
            name: "受理员".to_owned(),
            since_millis: 1_772_413_200_000,
            until_millis: 1_772_414_100_000,
            own,
        };
        let people = vec![Choice::new("assign_1", "受理员"), Choice::new("assign_2", "复核员")];
        vec![
            Self { may_take: true, ..Self::default() },
            Self { turn: Some(turn(true)), may_take: true, ..Self::default() },
            Self { turn: Some(turn(false)), blocked: true, ..Self::default() },
            Self { may_assign: true, people, ..Self::default() },
        ]
    }
}
