//! The ladder of approval on the page of a case, and the form of the bureau meeting's minutes.
//! Fields: `minutes_number`, `held_on`, `present_<person>` once per member, `in_favour`,
//! `meeting_result` (`carried` or `lost`), `meeting_opinion` and, where open, `meeting_amount`.

use serde::Serialize;

use crate::pages::case::Choice;

#[derive(Debug, Clone, Default, Serialize)]
pub struct MeetingAct {
    /// Lowest rung first.
    pub rungs: Vec<RungLine>,
    /// The meeting decides now, and the reader may record its minutes.
    pub resolution: Option<Resolution>,
}

#[derive(Debug, Clone, Serialize)]
pub struct RungLine {
    /// Role key.
    pub role: String,
    /// Decides alone up to this amount; the last rung has none.
    pub up_to_fen: Option<i64>,
    pub quorum: Option<u16>,
    /// `passed`, `now`, `ahead`, `spared` or `stopped`.
    pub state: &'static str,
    pub person: Option<String>,
    pub at_millis: Option<i64>,
    pub opinion: Option<String>,
    pub minutes: Option<MinutesShown>,
}

/// What the minutes of a meeting say.
#[derive(Debug, Clone, Serialize)]
pub struct MinutesShown {
    pub number: String,
    /// ISO day.
    pub held_on: String,
    pub present: Vec<String>,
    pub in_favour: u16,
}

/// What a meeting may be recorded with.
#[derive(Debug, Clone, Serialize)]
pub struct Resolution {
    pub quorum: u16,
    /// Members free to decide; the value is the name of the tick.
    pub members: Vec<Choice>,
    pub amount_is_open: bool,
    /// A department objected: reasons are needed.
    pub opposed: bool,
}

fn rung(role: &str, up_to_yuan: Option<i64>, state: &'static str) -> RungLine {
    RungLine {
        role: role.to_owned(),
        up_to_fen: up_to_yuan.map(|yuan| yuan * 100),
        quorum: (role == "bureau-meeting").then_some(2),
        state,
        person: None,
        at_millis: None,
        opinion: None,
        minutes: None,
    }
}

/// Two rungs are passed, the meeting decides.
pub(crate) fn sample_open() -> MeetingAct {
    let passed = |role: &str, yuan, person: &str, opinion: &str| RungLine {
        person: Some(person.to_owned()),
        at_millis: Some(1_772_413_200_000),
        opinion: Some(opinion.to_owned()),
        ..rung(role, Some(yuan), "passed")
    };
    MeetingAct {
        rungs: vec![
            passed("section-head", 300_000, "科室负责人", "材料齐全，拟同意，报分管领导。"),
            passed("director", 1_000_000, "分管领导", "同意，提交局务会研究。"),
            rung("bureau-meeting", None, "now"),
        ],
        resolution: Some(Resolution {
            quorum: 2,
            members: vec![
                Choice::new("present_1", "局务会成员一"),
                Choice::new("present_2", "局务会成员二"),
                Choice::new("present_3", "局务会成员三"),
            ],
            amount_is_open: true,
            opposed: true,
        }),
    }
}

/// The meeting has decided.
pub(crate) fn sample_resolved() -> MeetingAct {
    let minutes = MinutesShown {
        number: "海科局纪要〔2026〕3号".to_owned(),
        held_on: "2026-03-12".to_owned(),
        present: vec!["局务会成员一".to_owned(), "局务会成员二".to_owned()],
        in_favour: 2,
    };
    MeetingAct {
        rungs: vec![
            rung("section-head", Some(300_000), "passed"),
            RungLine { minutes: Some(minutes), ..rung("bureau-meeting", None, "passed") },
            rung("director", None, "spared"),
        ],
        resolution: None,
    }
}
