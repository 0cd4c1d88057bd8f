//! Objecting to one item of a publicity list, by anybody with a real name; and the receipt.
//! What was typed comes back with its faults; nothing of it is shown anywhere else.

use serde::Serialize;

use super::Page;
use super::form::Form;
use crate::Message;

/// Fields: `objector_name`, `objector_identity`, `objector_contact`, `objection_text`.
#[derive(Debug, Clone, Serialize)]
pub struct Object {
    pub form: Form,
    pub href: String,
    pub list_href: String,
    pub organisation: String,
    pub amount_fen: i64,
    /// ISO day.
    pub last_day: String,
    /// Objections are taken today.
    pub open: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct ObjectionReceived {
    pub number: String,
    /// Working days within which it is answered.
    pub days: u16,
    pub list_href: String,
}

impl Page for Object {
    const TEMPLATE: &'static str = "public/object.html";
    const TITLE: &'static str = "object-title";

    fn samples() -> Vec<Self> {
        let page = |form, open| Self {
            form,
            href: "/publicity/1/objections/1".to_owned(),
            list_href: "/publicity/1".to_owned(),
            organisation: "海门示范精密机械有限公司".to_owned(),
            amount_fen: 20_000_000,
            last_day: "2026-03-09".to_owned(),
            open,
        };
        let refused = Form::empty()
            .with("objection_text", "情况不实")
            .refuse("objector_name", Message::new("error-anonymous"))
            .refuse("objector_identity", Message::new("error-identity"))
            .refuse("objector_contact", Message::new("error-contact"));
        vec![page(Form::empty(), true), page(refused, true), page(Form::empty(), false)]
    }
}

impl Page for ObjectionReceived {
    const TEMPLATE: &'static str = "public/objection_received.html";
    const TITLE: &'static str = "object-received-title";

    fn samples() -> Vec<Self> {
        let list_href = "/publicity/1".to_owned();
        vec![Self { number: "HM-2026-Y0001".to_owned(), days: 10, list_href }]
    }
}
