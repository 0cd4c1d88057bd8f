//! The public front page: what is open, what is being publicised.
//! It shows what everybody may know and nothing about the person who reads it.

use serde::Serialize;

use super::Page;

#[derive(Debug, Clone, Serialize)]
pub struct Home {
    pub calls: Vec<OpenCall>,
    pub publicities: Vec<PublicityNotice>,
}

#[derive(Debug, Clone, Serialize)]
pub struct OpenCall {
    pub href: String,
    /// The call's own title, as its officer wrote it.
    pub title: String,
    pub fiscal_year: i32,
    pub closes_at_millis: i64,
    pub budget_fen: Option<i64>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PublicityNotice {
    pub href: String,
    pub title: String,
    pub organisations: u32,
    pub amount_fen: i64,
    pub from: chrono::NaiveDate,
    pub until: chrono::NaiveDate,
}

impl Page for Home {
    const TEMPLATE: &'static str = "public/home.html";
    const TITLE: &'static str = "home-title";

    fn samples() -> Vec<Self> {
        let call = |title: &str, closes_at_millis, budget_fen| OpenCall {
            href: "/calls/1".to_owned(),
            title: title.to_owned(),
            fiscal_year: 2026,
            closes_at_millis,
            budget_fen,
        };
        let notice = |title: &str, organisations, amount_fen| PublicityNotice {
            href: "/publicity/1".to_owned(),
            title: title.to_owned(),
            organisations,
            amount_fen,
            from: chrono::NaiveDate::default() + chrono::Days::new(20_514),
            until: chrono::NaiveDate::default() + chrono::Days::new(20_520),
        };
        vec![
            Self { calls: Vec::new(), publicities: Vec::new() },
            Self {
                calls: vec![
                    call("2026 年度高新技术企业认定奖励", 1_774_947_600_000, Some(2_000_000_000)),
                    call("2026 年度技术合同成交奖补（第一批）", 1_777_539_600_000, None),
                ],
                publicities: vec![
                    notice("2025 年度高新技术企业认定奖励拟奖励名单", 37, 740_000_000),
                    notice("2025 年度技术合同成交奖补拟补助名单（第二批）", 5, 31_250_050),
                ],
            },
        ]
    }
}
