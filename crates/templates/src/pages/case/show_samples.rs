//! Samples of the case page, for tests and the gallery: each stage as its reader meets it.
//! Organisations and people are examples; nobody is real.

use super::acts::duty::DutyAct;
use super::acts::{Acts, joint, meeting, visit};
use super::show::{
    Account, Actions, Answer, AnswerSection, CasePage, CorrectionRow, Document, DocumentFile, Entry, Status,
    TrackStep,
};
use super::verdict::VerdictPart;
use super::{Choice, sample_defects, sample_head};
use crate::diagram::Diagram;
use crate::{Form, Message};

pub(super) fn all() -> Vec<CasePage> {
    let plain = [draft(), checked(), corrected(), ended(), approved()];
    let acts = Acts::samples().into_iter().map(|(stage, acts)| CasePage { acts, ..base(stage) });
    let reviews = [visit_open(), visit_to_sign(), joint_review(), meeting_open(), meeting_resolved()];
    plain.into_iter().chain(acts).chain(reviews).chain([ended_overdue()]).collect()
}

fn at(stage: &str, acts: Acts) -> CasePage {
    let has_decisions = acts.awaits_review();
    CasePage { acts, has_decisions, ..base(stage) }
}

fn visit_open() -> CasePage {
    let acts = Acts {
        visit: Some(visit::sample_open()),
        duty: Some(DutyAct { may_recuse: true }),
        ..Acts::default()
    };
    let form = Form::empty()
        .with("visit_finding", "设备与清单一致。")
        .refuse("photos_ticked", Message::new("refusal-photos-required"))
        .refuse("file-site-photo", Message::new("error-file-empty").about("visit-photos"));
    CasePage { form, ..at("site-visit", acts) }
}

fn visit_to_sign() -> CasePage {
    at("site-visit", Acts { visit: Some(visit::sample_written()), ..Acts::default() })
}

fn joint_review() -> CasePage {
    let form = Form::empty().refuse("joint_agrees", Message::new("error-choice").about("joint-question"));
    CasePage { form, ..at("joint-review", Acts { joint: Some(joint::sample()), ..Acts::default() }) }
}

fn meeting_open() -> CasePage {
    let acts =
        Acts { meeting: Some(meeting::sample_open()), joint: Some(joint::sample()), ..Acts::default() };
    let form = Form::empty()
        .with("present_1", "on")
        .with("in_favour", "1")
        .refuse("present", Message::new("refusal-quorum-missing").with("quorum", 2).with("present", 1));
    CasePage { form, ..at("approval", acts) }
}

fn meeting_resolved() -> CasePage {
    at("publicity", Acts { meeting: Some(meeting::sample_resolved()), ..Acts::default() })
}

fn ended_overdue() -> CasePage {
    let status = Status {
        owner: None,
        due_on: None,
        working_days_left: None,
        ended_overdue_at: Some("joint-review".to_owned()),
        ..base("rejected").status
    };
    CasePage { status, actions: Actions::default(), ..base("rejected") }
}

fn base(stage: &str) -> CasePage {
    let step = |stage: &str, state| TrackStep { stage: stage.to_owned(), state };
    CasePage {
        form: Form::empty(),
        head: sample_head(stage),
        is_member: false,
        picture: picture(),
        track: vec![
            step("draft", "done"),
            step("recommendation", "done"),
            step("formal-check", "now"),
            step("approval", "ahead"),
            step("publicity", "ahead"),
            step("award", "ahead"),
            step("disbursement", "ahead"),
            step("closed", "ahead"),
        ],
        status: Status {
            owner: Some("officer".to_owned()),
            due_on: Some("2026-03-09".to_owned()),
            working_days_left: Some(5),
            amount_fen: Some(20_000_000),
            submitted_at_millis: Some(1_772_413_200_000),
            uscc: "91320684MA1XXXXX0X".to_owned(),
            ..Status::default()
        },
        defects: Vec::new(),
        documents: documents(),
        may_upload: false,
        megabytes: 20,
        verdicts: VerdictPart::samples(),
        answers: answers(),
        timeline: timeline(),
        actions: Actions::default(),
        acts: Acts::default(),
        has_decisions: false,
        kept: Vec::new(),
    }
}

fn draft() -> CasePage {
    let refused = Form::empty().refuse(
        "file-licence",
        Message::new("error-file-type-refused")
            .with("field", "营业执照")
            .with("found", "EXE (application/vnd.microsoft.portable-executable)")
            .with("accepted", "PDF, JPG, PNG"),
    );
    CasePage {
        form: refused,
        is_member: true,
        may_upload: true,
        verdicts: Vec::new(),
        answers: Vec::new(),
        status: Status {
            owner: Some("applicant".to_owned()),
            submitted_at_millis: None,
            amount_fen: None,
            ..base("draft").status
        },
        actions: Actions { edit: true, submit: true, withdraw: true, ..Actions::default() },
        ..base("draft")
    }
}

fn checked() -> CasePage {
    let row = |number: usize| CorrectionRow {
        number,
        field: format!("defect_field_{number}"),
        message: format!("defect_message_{number}"),
    };
    let fields =
        vec![Choice::new("cert_year", "高企证书认定年度"), Choice::new("document:licence", "材料：营业执照")];
    let refused = Form::empty()
        .with("defect_field_1", "cert_year")
        .refuse("defect_message_1", Message::new("error-missing").with("field", "理由"));
    CasePage {
        form: refused,
        actions: Actions {
            pass_check: true,
            is_second_check: true,
            correction_rows: (1..=5).map(row).collect(),
            correction_open: true,
            correction_fields: fields,
            recommend: true,
            ..Actions::default()
        },
        has_decisions: true,
        ..base("formal-check")
    }
}

fn corrected() -> CasePage {
    CasePage {
        is_member: true,
        may_upload: true,
        defects: sample_defects(),
        status: Status {
            overdue: true,
            working_days_left: None,
            account: Some(account()),
            ..base("correction").status
        },
        actions: Actions { edit: true, answer_correction: true, withdraw: true, ..Actions::default() },
        ..base("correction")
    }
}

fn ended() -> CasePage {
    CasePage {
        picture: picture(),
        track: vec![
            TrackStep { stage: "draft".to_owned(), state: "done" },
            TrackStep { stage: "approval".to_owned(), state: "stopped" },
        ],
        status: Status {
            owner: None,
            due_on: None,
            working_days_left: None,
            reason: Some("证书与申报单位名称不一致。".to_owned()),
            ..base("rejected").status
        },
        ..base("rejected")
    }
}

fn approved() -> CasePage {
    CasePage {
        form: Form::empty().with("approve_amount", "20万").refuse("", Message::new("case-moved-on")),
        status: Status {
            awaiting_year: Some(2027),
            due_on: None,
            working_days_left: None,
            document_number: Some("海科发〔2026〕12号".to_owned()),
            publicity_until: Some("2026-03-20".to_owned()),
            payment: Some("returned"),
            ..base("approval").status
        },
        actions: Actions {
            approve: true,
            reject: true,
            opposed: true,
            amount_is_open: true,
            award: true,
            publish_href: Some("/officer/publicity".to_owned()),
            finance_href: Some("/finance/due".to_owned()),
            ..Actions::default()
        },
        has_decisions: true,
        kept: vec!["材料齐全，建议支持。".to_owned()],
        ..base("approval")
    }
}

fn account() -> Account {
    Account {
        name: "海门示范精密机械有限公司".to_owned(),
        number_masked: "6222********2233".to_owned(),
        bank: "示范银行海门支行".to_owned(),
    }
}

fn documents() -> Vec<Document> {
    let file = DocumentFile {
        id: "1".to_owned(),
        name: "高新技术企业证书.pdf".to_owned(),
        href: "/applications/1/documents/1".to_owned(),
        kilobytes: 1_204,
        uploaded_at_millis: 1_772_413_200_000,
    };
    let document = |code: &str, title: &str, required, files| Document {
        code: code.to_owned(),
        title: title.to_owned(),
        required,
        accept: ".pdf,.jpg,.png".to_owned(),
        files,
    };
    vec![
        document("certificate", "高新技术企业证书", true, vec![file]),
        document("licence", "营业执照", true, Vec::new()),
        document("rd-audit", "研发费用专项审计报告", false, Vec::new()),
    ]
}

fn answers() -> Vec<AnswerSection> {
    let answer = |title: &str, values: &[&str]| Answer {
        title: title.to_owned(),
        values: values.iter().map(|value| Message::verbatim(*value)).collect(),
    };
    vec![AnswerSection {
        title: "奖励申报".to_owned(),
        answers: vec![
            answer("高企证书认定年度", &["2025"]),
            answer(
                "近三年研发费用",
                &["前三年：1,000,000.00", "前二年：1,200,000.00", "上一年：1,500,000.00"],
            ),
            answer("创新能力评价得分", &[]),
        ],
    }]
}

fn timeline() -> Vec<Entry> {
    let entry = |kind: &str, role: &str, person: Option<&str>, details: Vec<Message>, tone| Entry {
        kind: kind.to_owned(),
        at_millis: 1_772_413_200_000,
        role: role.to_owned(),
        person: person.map(str::to_owned),
        on_behalf_of: None,
        details,
        tone,
    };
    let defects = sample_defects().into_iter().map(|defect| Message::verbatim(defect.message)).collect();
    vec![
        entry("correction-requested", "officer", Some("受理员"), defects, "wait"),
        entry("recommended", "recommender", None, vec![Message::verbatim("情况属实，同意推荐。")], "good"),
        entry("submitted", "applicant", Some("经办人"), Vec::new(), ""),
        entry("started", "applicant", Some("经办人"), Vec::new(), ""),
    ]
}

fn picture() -> Diagram {
    Diagram::samples().swap_remove(2)
}
