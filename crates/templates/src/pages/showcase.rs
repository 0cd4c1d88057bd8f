//! Every component on one page, so that the tests and the gallery see each of them.
//! Not routed: no visitor of the portal reaches it.

use serde::Serialize;

use super::Page;
use super::form::Form;
use crate::Message;
use crate::diagram::Diagram;

#[derive(Debug, Clone, Serialize)]
pub struct Showcase {
    pub form: Form,
    pub criteria: Vec<ShowcaseCriterion>,
    pub diagram: Diagram,
}

/// The shape the `criteria` component expects.
#[derive(Debug, Clone, Serialize)]
pub struct ShowcaseCriterion {
    pub met: bool,
    pub label: String,
    pub clause: String,
    pub observed: Option<String>,
    pub threshold: Option<String>,
    pub remedy: Option<String>,
}

impl Page for Showcase {
    const TEMPLATE: &'static str = "components/showcase.html";
    const TITLE: &'static str = "showcase-title";

    fn samples() -> Vec<Self> {
        let empty = Form::empty();
        let refused = Form::empty()
            .with("revenue", "12 万")
            .with("choice", "second")
            .with("tick-b", "on")
            .with("note", "第一行\n第二行 <b>")
            .refuse("revenue", Message::new("error-not-a-number").about("publicity-amount"))
            .refuse("day", Message::new("error-required").about("publicity-period"))
            .refuse("choice", Message::new("error-choice").about("showcase-title"))
            .refuse("proof", Message::new("error-file-too-large").with("megabytes", 20));
        let page = |form: &Form, diagram: Diagram, index: usize| Self {
            form: form.clone(),
            // Every component has an empty state too.
            criteria: if index == 1 { Vec::new() } else { criteria() },
            diagram,
        };
        let form = |index: usize| if index == 1 { &refused } else { &empty };
        let pictures = Diagram::samples().into_iter().enumerate();
        pictures.map(|(index, diagram)| page(form(index), diagram, index)).collect()
    }
}

fn criteria() -> Vec<ShowcaseCriterion> {
    let text = |value: &str| Some(value.to_owned());
    vec![
        ShowcaseCriterion {
            met: true,
            label: "企业申请认定时须注册成立一年以上".to_owned(),
            clause: "11-1".to_owned(),
            observed: text("6 年 2 个月"),
            threshold: text("≥ 1 年"),
            remedy: None,
        },
        ShowcaseCriterion {
            met: false,
            label: "近三个会计年度研究开发费用总额占同期销售收入总额的比例".to_owned(),
            clause: "11-5".to_owned(),
            observed: text("3.20%"),
            threshold: text("≥ 4%"),
            remedy: text("按 2024 年销售收入，近三年研发费用还差 160,000.00 元。请核对研发费用辅助账。"),
        },
    ]
}
