//! Absence and hand-over, and plans that move running cases to another version of their pipeline.
//! Roles and stages come as keys, rights a case would lose as messages.

use serde::Serialize;

use super::Page;
use super::case::Choice;
use super::form::Form;
use crate::Message;

/// Form fields: `from`, `role`, `to`, `first_day`, `last_day`, `reason`.
#[derive(Debug, Clone, Serialize)]
pub struct Delegations {
    pub form: Form,
    /// Role keys this person may lend.
    pub roles: Vec<String>,
    /// An administrator names who is away.
    pub for_others: bool,
    pub lines: Vec<DelegationLine>,
    pub limit_days: i64,
}

#[derive(Debug, Clone, Serialize)]
pub struct DelegationLine {
    pub id: String,
    pub role: String,
    pub from: String,
    pub to: String,
    pub first_day: String,
    pub last_day: String,
    pub reason: String,
    pub holds: bool,
    pub may_end: bool,
}

impl Page for Delegations {
    const TEMPLATE: &'static str = "duties/delegations.html";
    const TITLE: &'static str = "delegations-title";

    fn samples() -> Vec<Self> {
        let line = |holds, may_end| DelegationLine {
            id: "1".to_owned(),
            role: "officer".to_owned(),
            from: "受理员".to_owned(),
            to: "复核员".to_owned(),
            first_day: "2026-03-02".to_owned(),
            last_day: "2026-03-13".to_owned(),
            reason: "参加为期两周的业务培训".to_owned(),
            holds,
            may_end,
        };
        let page = |form, for_others, lines| Self {
            form,
            roles: vec!["officer".to_owned(), "section-head".to_owned()],
            for_others,
            lines,
            limit_days: 92,
        };
        let refused = Form::empty()
            .with("to", "nobody@example.cn")
            .refuse("to", Message::new("error-person-unknown").about("field-to"))
            .refuse("last_day", Message::new("error-before-first-day").about("field-last-day"));
        vec![
            page(Form::empty(), false, Vec::new()),
            page(refused, true, vec![line(true, true), line(false, false)]),
        ]
    }
}

/// All plans, the latest first.
#[derive(Debug, Clone, Serialize)]
pub struct Migrations {
    pub plans: Vec<PlanLine>,
    pub may_draw: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct PlanLine {
    pub href: String,
    pub number: String,
    pub call: String,
    pub version: String,
    pub drawn_at_millis: i64,
    pub applied_at_millis: Option<i64>,
    pub moved: i64,
}

impl Page for Migrations {
    const TEMPLATE: &'static str = "duties/migrations.html";
    const TITLE: &'static str = "migrations-title";

    fn samples() -> Vec<Self> {
        let line = |applied_at_millis| PlanLine {
            href: "/policy/migrations/1".to_owned(),
            number: "HM-M001".to_owned(),
            call: "2026年度高新技术企业认定奖励".to_owned(),
            version: "2".to_owned(),
            drawn_at_millis: 1_772_413_200_000,
            applied_at_millis,
            moved: 128,
        };
        vec![
            Self { plans: Vec::new(), may_draw: true },
            Self { plans: vec![line(None), line(Some(1_772_413_200_000))], may_draw: false },
        ]
    }
}

/// Form fields: `call`, `to_fingerprint`, `reason`, and `stage-<key>` for each stage that is mapped.
#[derive(Debug, Clone, Serialize)]
pub struct MigrationForm {
    pub form: Form,
    pub calls: Vec<Choice>,
    pub packs: Vec<Choice>,
    /// Stage keys a case may be in and may go to.
    pub stages: Vec<String>,
    /// What the plan would do; none before it was asked.
    pub preview: Option<Preview>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Preview {
    pub moves: Vec<MoveLine>,
    /// Cases beyond those that are listed.
    pub more: usize,
    pub safe: usize,
    pub unsafe_count: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct MoveLine {
    /// Only for whoever reads the case.
    pub href: Option<String>,
    pub number: String,
    pub from: String,
    pub to: String,
    pub due_before: Option<String>,
    pub due_after: Option<String>,
    pub lost: Vec<Message>,
}

impl Preview {
    fn sample(lost: Vec<Message>) -> Self {
        let unsafe_count = usize::from(!lost.is_empty());
        let moves = vec![
            MoveLine {
                href: Some("/applications/1".to_owned()),
                number: "HM-2026-0001".to_owned(),
                from: "site-visit".to_owned(),
                to: "approval".to_owned(),
                due_before: Some("2026-03-09".to_owned()),
                due_after: Some("2026-03-16".to_owned()),
                lost: Vec::new(),
            },
            MoveLine {
                href: None,
                number: "HM-2026-0002".to_owned(),
                from: "correction".to_owned(),
                to: "correction".to_owned(),
                due_before: Some("2026-03-09".to_owned()),
                due_after: None,
                lost,
            },
        ];
        Self { moves, more: 0, safe: 2 - unsafe_count, unsafe_count }
    }
}

impl Page for MigrationForm {
    const TEMPLATE: &'static str = "duties/migration_form.html";
    const TITLE: &'static str = "migration-new-title";

    fn samples() -> Vec<Self> {
        let page = |form, preview| Self {
            form,
            calls: vec![Choice::new("1", "HM-2026-C01 2026年度高新技术企业认定奖励")],
            packs: vec![Choice::new("f", "高新技术企业认定奖励 第2版")],
            stages: vec!["recommendation".to_owned(), "formal-check".to_owned(), "approval".to_owned()],
            preview,
        };
        let lost = Message::new("lost-right-correction");
        let refused = Form::empty().refuse("reason", Message::new("error-required").about("field-reason"));
        vec![
            page(Form::empty(), None),
            page(refused, Some(Preview::sample(vec![lost]))),
            page(Form::empty(), Some(Preview::sample(Vec::new()))),
        ]
    }
}

/// One plan: what it would do now, and who may apply it.
#[derive(Debug, Clone, Serialize)]
pub struct MigrationPlan {
    pub form: Form,
    pub href: String,
    pub number: String,
    pub call: String,
    pub version: String,
    pub reason: String,
    pub drawn_by: String,
    pub drawn_at_millis: i64,
    pub applied_by: Option<String>,
    pub applied_at_millis: Option<i64>,
    pub moved: i64,
    /// Stages that change their key: from, to.
    pub mapped: Vec<[String; 2]>,
    pub preview: Option<Preview>,
    pub may_apply: bool,
}

impl Page for MigrationPlan {
    const TEMPLATE: &'static str = "duties/migration_plan.html";
    const TITLE: &'static str = "migration-plan-title";

    fn samples() -> Vec<Self> {
        let page = |applied: Option<i64>, preview: Option<Preview>| Self {
            form: Form::empty(),
            href: "/policy/migrations/1".to_owned(),
            number: "HM-M001".to_owned(),
            call: "2026年度高新技术企业认定奖励".to_owned(),
            version: "2".to_owned(),
            reason: "取消现场核查环节".to_owned(),
            drawn_by: "政策人员".to_owned(),
            drawn_at_millis: 1_772_413_200_000,
            applied_by: applied.map(|_| "分管领导".to_owned()),
            applied_at_millis: applied,
            moved: if applied.is_some() { 2 } else { 0 },
            mapped: vec![["site-visit".to_owned(), "approval".to_owned()]],
            may_apply: preview.as_ref().is_some_and(|preview| preview.unsafe_count == 0),
            preview,
        };
        vec![
            page(None, Some(Preview::sample(Vec::new()))),
            page(None, Some(Preview::sample(vec![Message::new("lost-right-correction")]))),
            page(Some(1_772_413_200_000), None),
        ]
    }
}
