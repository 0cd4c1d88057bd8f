//! One's own account: particulars, language, password, tokens for programs.
//! No password is ever among its values.

use serde::Serialize;

use super::Page;
use super::form::Form;
use crate::Message;

#[derive(Debug, Clone, Serialize)]
pub struct TokenLine {
    pub id: String,
    pub title: String,
    pub created_at_millis: i64,
    pub expires_at_millis: i64,
    pub last_used_at_millis: Option<i64>,
}

/// Three forms: `current_password`, `password`, `password_again`; `locale`; `title` of a token.
#[derive(Debug, Clone, Serialize)]
pub struct OwnAccount {
    pub name: String,
    pub email: String,
    /// Stable role keys.
    pub roles: Vec<String>,
    pub form: Form,
    pub tokens: Vec<TokenLine>,
    /// Shown once, right after it was made.
    pub fresh_token: Option<String>,
    pub password_min_characters: usize,
}

impl Page for OwnAccount {
    const TEMPLATE: &'static str = "account/own_account.html";
    const TITLE: &'static str = "account-title";

    fn samples() -> Vec<Self> {
        let token = |title: &str, last_used_at_millis| TokenLine {
            id: "1".to_owned(),
            title: title.to_owned(),
            created_at_millis: 1_772_413_200_000,
            expires_at_millis: 1_803_949_200_000,
            last_used_at_millis,
        };
        let form = Form::empty().with("locale", "zh-CN");
        let refused = form
            .clone()
            .refuse("current_password", Message::new("error-current-password"))
            .refuse("password", Message::new("error-password-short").with("minimum", 12));
        let page = |form, tokens, fresh_token| Self {
            name: "受理员".to_owned(),
            email: "officer@example.cn".to_owned(),
            roles: vec!["officer".to_owned()],
            form,
            tokens,
            fresh_token,
            password_min_characters: 12,
        };
        let tokens = vec![token("财务对账", Some(1_772_413_200_000)), token("试用", None)];
        vec![
            page(form.clone(), Vec::new(), None),
            page(refused, tokens.clone(), None),
            page(form, tokens, Some(format!("houbu_{}", "0123456789abcdef".repeat(4)))),
        ]
    }
}
