//! The joint review on the page of a case: which department has answered, and the form of one's own.
//! Fields: `joint_agrees` (`yes` or `no`) and `joint_opinion`.

use serde::Serialize;

#[derive(Debug, Clone, Default, Serialize)]
pub struct JointAct {
    pub departments: Vec<DepartmentLine>,
    /// Departments that have said nothing; silence is not consent.
    pub silent: usize,
    pub may_answer: bool,
    /// The department the reader speaks for.
    pub own: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DepartmentLine {
    pub title: String,
    /// Nothing while the department is silent.
    pub answer: Option<DepartmentAnswer>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DepartmentAnswer {
    pub agrees: bool,
    pub opinion: String,
    pub person: Option<String>,
    pub at_millis: i64,
}

/// One agreed, one objected, one is silent.
pub(crate) fn sample() -> JointAct {
    let line = |title: &str, answer| DepartmentLine { title: title.to_owned(), answer };
    let answer = |agrees, opinion: &str| {
        Some(DepartmentAnswer {
            agrees,
            opinion: opinion.to_owned(),
            person: Some("联审经办人".to_owned()),
            at_millis: 1_772_413_200_000,
        })
    };
    JointAct {
        departments: vec![
            line("税务部门", answer(true, "")),
            line("应急管理部门", answer(false, "上年度发生一般生产安全事故，建议核实。")),
            line("信用主管部门", None),
        ],
        silent: 1,
        may_answer: true,
        own: Some("信用主管部门".to_owned()),
    }
}
