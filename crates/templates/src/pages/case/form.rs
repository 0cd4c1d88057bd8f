//! The application form, made from the form of its policy pack. Everything typed is kept.
//! Which fields there are, the pack says.

use serde::Serialize;

use super::{CaseHead, Choice, DefectNote, sample_defects, sample_head};
use crate::{Form, Message, Page};

/// Fields are those of the pack, lists as `field.0`, `field.1`, …; `_version` and `then` besides.
#[derive(Debug, Clone, Serialize)]
pub struct ApplicationForm {
    pub form: Form,
    pub head: CaseHead,
    pub sections: Vec<FormSection>,
    /// Every defect of the correction notice, in its order.
    pub defects: Vec<DefectNote>,
    /// Unusual figures worth a second look.
    pub warnings: Vec<Message>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FormSection {
    pub key: String,
    pub title: String,
    /// The figures serve the self-check, which decides no money.
    pub informs_only: bool,
    pub fields: Vec<FormField>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FormField {
    pub id: String,
    pub title: String,
    pub hint: String,
    /// `number`, `integer`, `money`, `boolean`, `choice`, `text`, `date`, `money-list`, `record` or
    /// `record-list`.
    pub kind: &'static str,
    pub unit: Option<Message>,
    pub required: bool,
    /// Of a list: each with its own id.
    pub items: Vec<Choice>,
    pub choices: Vec<Choice>,
    /// The inputs of a record, each with its whole name.
    pub parts: Vec<FormField>,
    /// The records of a list, each with its inputs.
    pub rows: Vec<FormRow>,
    /// One more record may be asked for.
    pub may_add: bool,
    pub evidence: Option<Evidence>,
    pub defects: Vec<String>,
}

/// One record of a list.
#[derive(Debug, Clone, Serialize)]
pub struct FormRow {
    /// Counted from 1.
    pub number: usize,
    pub parts: Vec<FormField>,
}

/// The document that proves a figure.
#[derive(Debug, Clone, Serialize)]
pub struct Evidence {
    pub title: String,
    pub there: bool,
}

impl Page for ApplicationForm {
    const TEMPLATE: &'static str = "case/form.html";
    const TITLE: &'static str = "form-title";

    fn samples() -> Vec<Self> {
        let page = |form, stage: &str, defects: Vec<DefectNote>, warnings| Self {
            form,
            head: sample_head(stage),
            sections: sections(&defects),
            defects,
            warnings,
        };
        let refused = Form::empty()
            .with("cert_year", "二〇二五")
            .with("owns_core_ip", "yes")
            .with("rd_y.1", "1,200,000.005")
            .refuse(
                "cert_year",
                Message::new("error-not-an-integer")
                    .with("field", "高企证书认定年度")
                    .with("found", "二〇二五"),
            )
            .refuse(
                "rd_y.1",
                Message::new("error-finer-than-fen")
                    .with("field", "近三年研发费用（前二年）")
                    .with("found", "1,200,000.005"),
            )
            .refuse("tech_staff", Message::new("error-missing").with("field", "理由"));
        let warning = Message::verbatim("研发费用大于同期销售收入，请核对");
        vec![
            page(Form::empty(), "draft", Vec::new(), Vec::new()),
            page(refused, "draft", Vec::new(), vec![warning]),
            page(Form::empty().with("cert_year", "2025"), "correction", sample_defects(), Vec::new()),
        ]
    }
}

/// A record: its parts stand in one group.
fn intellectual_property(field: &impl Fn(&str, &str, &'static str, &str) -> FormField) -> FormField {
    let bonus = FormField { required: false, ..field("ip.bonus", "标准加分", "integer", "") };
    FormField {
        required: false,
        parts: vec![field("ip.advanced", "先进程度得分", "integer", "0至8分"), bonus],
        ..field("ip", "知识产权得分", "record", "")
    }
}

fn sections(defects: &[DefectNote]) -> Vec<FormSection> {
    let field = |id: &str, title: &str, kind, hint: &str| FormField {
        id: id.to_owned(),
        title: title.to_owned(),
        hint: hint.to_owned(),
        kind,
        unit: None,
        required: true,
        items: Vec::new(),
        choices: Vec::new(),
        parts: Vec::new(),
        rows: Vec::new(),
        may_add: false,
        evidence: None,
        defects: defects
            .iter()
            .filter(|defect| defect.field.as_deref() == Some(id))
            .map(|defect| defect.message.clone())
            .collect(),
    };
    let evidence = |title: &str, there| Some(Evidence { title: title.to_owned(), there });
    let years = ["前三年", "前二年", "上一年"];
    let items = years.iter().enumerate().map(|(index, title)| Choice::new(format!("rd_y.{index}"), *title));
    vec![
        FormSection {
            key: "award".to_owned(),
            title: "奖励申报".to_owned(),
            informs_only: false,
            fields: vec![
                FormField {
                    evidence: evidence("高新技术企业证书", true),
                    ..field("cert_year", "高企证书认定年度", "integer", "填证书上的发证年度，如2025")
                },
                FormField {
                    choices: vec![Choice::new("unit", "技术交易单位"), Choice::new("registrar", "登记机构")],
                    ..field("kind", "申报类别", "choice", "")
                },
            ],
        },
        FormSection {
            key: "self-check".to_owned(),
            title: "条件自查".to_owned(),
            informs_only: true,
            fields: vec![
                field("owns_core_ip", "拥有核心自主知识产权", "boolean", "所有权，不含独占许可"),
                FormField {
                    unit: Some(Message::new("unit-people")),
                    ..field("tech_staff", "科技人员数", "number", "月平均数")
                },
                FormField {
                    items: items.collect(),
                    evidence: evidence("研发费用专项审计报告", false),
                    ..field("rd_y", "近三年研发费用", "money-list", "单位：元，与销售收入同年度")
                },
                FormField {
                    required: false, ..field("expenses_total", "同期成本费用合计", "money", "")
                },
                intellectual_property(&field),
                FormField {
                    rows: (0..2).map(|row| loan(&field, row)).collect(),
                    may_add: true,
                    ..field("loans", "贷款", "record-list", "每笔贷款填一组")
                },
                FormField { required: false, ..field("founded_on", "成立日期", "date", "") },
                FormField { required: false, ..field("note", "说明", "text", "") },
            ],
        },
    ]
}

fn loan(field: &impl Fn(&str, &str, &'static str, &str) -> FormField, row: usize) -> FormRow {
    let parts = vec![
        field(&format!("loans.{row}.bank"), "贷款银行", "text", ""),
        field(&format!("loans.{row}.interest"), "已付利息", "money", ""),
        field(&format!("loans.{row}.repaid"), "已还清", "boolean", ""),
    ];
    FormRow { number: row + 1, parts }
}
