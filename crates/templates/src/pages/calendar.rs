//! The working-day calendar: loaded notices, and the form that loads one.
//! Days are not counted here; the calendar itself belongs to the workflow.

use chrono::NaiveDate;
use serde::Serialize;

use super::Page;
use super::form::Form;
use crate::Message;

/// Field: `notice`.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarPage {
    pub form: Form,
    pub notices: Vec<NoticeLine>,
    pub last_year: Option<i32>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NoticeLine {
    pub year: i32,
    pub document: String,
    pub published_on: NaiveDate,
    pub days_off: u32,
    pub days_worked: u32,
    pub in_force: bool,
}

impl Page for CalendarPage {
    const TEMPLATE: &'static str = "admin/calendar.html";
    const TITLE: &'static str = "calendar-title";

    fn samples() -> Vec<Self> {
        let line = |year, document: &str, in_force| NoticeLine {
            year,
            document: document.to_owned(),
            published_on: "2025-11-04".parse().unwrap_or_default(),
            days_off: 33,
            days_worked: 6,
            in_force,
        };
        let notices = vec![
            line(2026, "国办发明电〔2025〕7号", true),
            line(2020, "国办发明电〔2020〕1号", true),
            line(2020, "国办发明电〔2019〕16号", false),
        ];
        let typed = Form::empty().with("notice", "{\"year\": 2027,");
        let unreadable = Message::new("error-calendar-unreadable").with("line", "1").with("column", "14");
        vec![
            Self { form: Form::empty(), notices: Vec::new(), last_year: None },
            Self { form: Form::empty(), notices: notices.clone(), last_year: Some(2026) },
            Self { form: typed.refuse("notice", unreadable), notices, last_year: Some(2026) },
        ]
    }
}
