//! Beginning an application: which call, for which organisation.
//! Choices come from the engine.

use serde::Serialize;

use crate::{Form, Message, Page};

/// Fields: `call`, `organisation`.
#[derive(Debug, Clone, Serialize)]
pub struct StartApplication {
    pub form: Form,
    pub calls: Vec<CallOffer>,
    /// Open calls in which the bureau proposes and nobody applies, by title.
    pub on_confirmation: Vec<String>,
    pub organisations: Vec<OrganisationOffer>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CallOffer {
    pub value: String,
    pub title: String,
    /// ISO day.
    pub closes_on: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct OrganisationOffer {
    pub value: String,
    pub name: String,
    pub confirmed: bool,
}

impl Page for StartApplication {
    const TEMPLATE: &'static str = "case/start.html";
    const TITLE: &'static str = "start-title";

    fn samples() -> Vec<Self> {
        let call = |value: &str, title: &str| CallOffer {
            value: value.to_owned(),
            title: title.to_owned(),
            closes_on: "2026-03-31".to_owned(),
        };
        let organisation = |value: &str, name: &str, confirmed| OrganisationOffer {
            value: value.to_owned(),
            name: name.to_owned(),
            confirmed,
        };
        let calls = vec![call("1", "2026 年度高新技术企业认定奖励"), call("2", "2026 年度技术合同成交奖补")];
        let organisations = vec![
            organisation("1", "海门示范精密机械有限公司", true),
            organisation("2", "海门示范新材料有限公司", false),
        ];
        let refused = Form::empty()
            .with("organisation", "2")
            .refuse("call", Message::new("error-choice").with("field", "批次"));
        vec![
            Self {
                form: Form::empty(),
                calls: Vec::new(),
                on_confirmation: vec!["2026 年度企业研发奖励".to_owned()],
                organisations: organisations.clone(),
            },
            Self {
                form: Form::empty(),
                calls: calls.clone(),
                on_confirmation: Vec::new(),
                organisations: Vec::new(),
            },
            Self { form: refused, calls, on_confirmation: Vec::new(), organisations },
        ]
    }
}
