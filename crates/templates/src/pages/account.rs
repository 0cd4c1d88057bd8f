//! Coming in: sign in, register, a forgotten password.
//! No password is ever part of a page: what was typed comes back without it.

use serde::Serialize;

use super::Page;
use super::case::Choice;
use super::form::Form;
use super::organisations::sample_towns;
use crate::Message;

/// Fields: `email`, `password`.
#[derive(Debug, Clone, Serialize)]
pub struct SignIn {
    pub form: Form,
    /// Where to go afterwards; a path of this site, checked by the portal.
    pub next: Option<String>,
}

impl Page for SignIn {
    const TEMPLATE: &'static str = "account/sign_in.html";
    const TITLE: &'static str = "sign-in-title";

    fn samples() -> Vec<Self> {
        let refused = Form::empty()
            .with("email", "applicant@example.com")
            .refuse("email", Message::new("error-sign-in"));
        vec![
            Self { form: Form::empty(), next: None },
            Self { form: refused, next: Some("/applications".to_owned()) },
        ]
    }
}

/// Fields: `organisation_name`, `uscc`, `town`, `registered_on`, `display_name`, `email`, `password`,
/// `password_again`.
#[derive(Debug, Clone, Serialize)]
pub struct Register {
    pub form: Form,
    pub towns: Vec<Choice>,
    pub password_min_characters: u32,
}

impl Page for Register {
    const TEMPLATE: &'static str = "account/register.html";
    const TITLE: &'static str = "register-title";

    fn samples() -> Vec<Self> {
        let refused = Form::empty()
            .with("organisation_name", "海门示范精密机械有限公司")
            .with("uscc", "91320684MA1XXXXX0X")
            .with("email", "applicant")
            .refuse("uscc", Message::new("error-uscc-check-digit"))
            .refuse("email", Message::new("error-email"))
            .refuse("password", Message::new("error-password-short").with("minimum", 12));
        vec![
            Self { form: Form::empty(), towns: sample_towns(), password_min_characters: 12 },
            Self { form: refused, towns: sample_towns(), password_min_characters: 12 },
        ]
    }
}

/// Field: `email`. The answer is the same whether or not the address is known.
#[derive(Debug, Clone, Serialize)]
pub struct PasswordForgot {
    pub form: Form,
    pub sent: bool,
}

impl Page for PasswordForgot {
    const TEMPLATE: &'static str = "account/password_forgot.html";
    const TITLE: &'static str = "password-forgot-title";

    fn samples() -> Vec<Self> {
        vec![Self { form: Form::empty(), sent: false }, Self { form: Form::empty(), sent: true }]
    }
}

/// Fields: `password`, `password_again`; `token` travels hidden.
#[derive(Debug, Clone, Serialize)]
pub struct PasswordReset {
    pub form: Form,
    /// `None` when the link is used up or too old.
    pub token: Option<String>,
    pub password_min_characters: u32,
}

impl Page for PasswordReset {
    const TEMPLATE: &'static str = "account/password_reset.html";
    const TITLE: &'static str = "password-reset-title";

    fn samples() -> Vec<Self> {
        let refused = Form::empty().refuse("password_again", Message::new("error-password-differs"));
        let page = |form, token| Self { form, token, password_min_characters: 12 };
        vec![
            page(Form::empty(), Some("sample-token".to_owned())),
            page(refused, Some("sample-token".to_owned())),
            page(Form::empty(), None),
        ]
    }
}
