//! Mails: what each is told, and the list of all of them. Plain text, in the recipient's language.
//!
//! Contexts are stored as JSON in the outbox and read back here, so they carry codes and figures,
//! never sentences. No mail carries an ID or an account number.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Locale, TemplateError, Templates};

pub mod cases;
pub mod people;
pub mod stages;
mod wrap;

/// The instant samples speak of: nine in the morning, 2 March 2026, in Shanghai.
const NINE_MILLIS: i64 = 1_772_413_200_000;

/// A mail's context.
pub trait Mail: Serialize + DeserializeOwned {
    /// The folder under `mails/`, and the name in the outbox.
    const NAME: &'static str;

    /// States of the mail worth reading.
    fn samples() -> Vec<Self>;
}

/// A mail as it will be sent. The subject is one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    pub subject: String,
    pub body: String,
}

impl Templates {
    pub fn mail<M: Mail>(&self, locale: Locale, mail: &M) -> Result<Rendered, TemplateError> {
        let context = context! { mail => Value::from(Serde(mail)) };
        let tag = locale.tag();
        let name = M::NAME;
        let subject = self.fill(locale, &format!("mails/{name}/subject.{tag}.txt"), context.clone())?;
        let body = self.fill(locale, &format!("mails/{name}/body.{tag}.txt"), context)?;
        let closing = self.fill(locale, &format!("mails/closing.{tag}.txt"), Value::UNDEFINED)?;
        Ok(Rendered {
            // A name with a line break in it must not end the subject.
            subject: subject.split_whitespace().collect::<Vec<_>>().join(" "),
            body: wrap::wrapped(&format!("{}\n\n{closing}", body.trim_end())),
        })
    }
}

/// Lists every mail once.
macro_rules! mails {
    ($($mail:path),+ $(,)?) => {
        /// The names of all mails.
        pub const NAMES: &[&str] = &[$(<$mail as Mail>::NAME),+];

        impl Templates {
            /// Renders a mail from its stored context, as the outbox worker has it.
            pub fn mail_from_json(
                &self,
                name: &str,
                locale: Locale,
                context: &serde_json::Value,
            ) -> Result<Rendered, TemplateError> {
                $(if name == <$mail as Mail>::NAME {
                    let mail: $mail = serde_json::from_value(context.clone())
                        .map_err(|source| TemplateError::MailContext { name: name.to_owned(), source })?;
                    return self.mail(locale, &mail);
                })+
                Err(TemplateError::UnknownMail(name.to_owned()))
            }
        }

        /// Every sample of every mail, as it is stored.
        pub fn samples() -> Result<Vec<(&'static str, serde_json::Value)>, serde_json::Error> {
            let mut samples = Vec::new();
            $(for sample in <$mail as Mail>::samples() {
                samples.push((<$mail as Mail>::NAME, serde_json::to_value(&sample)?));
            })+
            Ok(samples)
        }
    };
}

mails! {
    cases::ApplicationSubmitted,
    cases::CorrectionRequested,
    cases::Recommended,
    cases::NotRecommended,
    cases::Approved,
    cases::Rejected,
    cases::PublicityStarted,
    cases::PublicityEnded,
    cases::Awarded,
    cases::Paid,
    stages::PaymentRejected,
    cases::Withdrawn,
    cases::Lapsed,
    cases::DeadlineReminder,
    cases::WorkWaiting,
    stages::YourTurn,
    stages::Proposed,
    stages::ReviewInvitation,
    stages::ObjectionFiled,
    stages::ObjectionDecided,
    stages::ObjectionReply,
    stages::MilestoneAccepted,
    stages::MilestoneReturned,
    stages::Evaluated,
    stages::Revoked,
    stages::RecoveryDemanded,
    stages::Recovered,
    people::MembershipRequested,
    people::MembershipDecided,
    people::OrganisationConfirmed,
    people::PasswordReset,
    people::CallOpened,
    people::RoleLent,
    people::ObjectionReply,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::{NAMES, samples};
    use crate::{Catalogue, Locale, MissingText, TemplateError, Templates};

    fn templates() -> Templates {
        Templates::load(Catalogue::load().unwrap(), MissingText::Refuse).unwrap()
    }

    #[test]
    fn every_mail_reads_back_from_the_outbox_in_both_languages() {
        let templates = templates();
        for (name, stored) in samples().unwrap() {
            for locale in Locale::ALL {
                let mail = templates.mail_from_json(name, locale, &stored).unwrap();
                assert!(!mail.subject.is_empty() && !mail.subject.contains('\n'), "{name} {locale}");
                assert!(mail.body.lines().count() > 3, "{name} {locale}: {}", mail.body);
                assert!(!mail.body.contains("\n\n\n"), "{name} {locale}: {}", mail.body);
                assert!(!mail.body.contains("&#") && !mail.body.contains("{{"), "{name} {locale}");
            }
        }
        assert_eq!(NAMES.len(), 34);
    }

    #[test]
    fn a_mail_to_an_expert_names_no_organisation() {
        let templates = templates();
        let mails = samples().unwrap().into_iter();
        let to_experts = mails.filter(|(name, stored)| {
            *name == "review-invitation" || stored["case"]["organisation"].as_str() == Some("")
        });
        let mut rendered = 0;
        for (name, stored) in to_experts {
            for locale in Locale::ALL {
                let mail = templates.mail_from_json(name, locale, &stored).unwrap();
                assert!(!mail.body.contains("有限公司"), "{}", mail.body);
                assert!(
                    !mail.body.contains("申报单位") && !mail.body.contains("Organisation"),
                    "{}",
                    mail.body
                );
                rendered += 1;
            }
        }
        assert_eq!(rendered, 6);
    }

    #[test]
    fn defects_stand_in_one_numbered_list() {
        let templates = templates();
        let (name, stored) =
            samples().unwrap().into_iter().find(|(name, _)| *name == "correction-requested").unwrap();
        let mail = templates.mail_from_json(name, Locale::ZhCn, &stored).unwrap();
        let told = mail.body.split("申报编号").next().unwrap_or_default();
        insta::assert_snapshot!(told, @r"
        经审查，以下内容需要补正，现一次性告知：

        1. 研发费用专项审计报告缺签章页
        2. 2024 年度纳税申报表与系统填报的销售收入不一致，请核对并说明原因

        请在 2026-03-02 09:00 前一次补齐并提交。逾期未补正的，申报失效。
        ");
    }

    #[test]
    fn a_name_with_a_line_break_stays_in_the_subject() {
        let stored = serde_json::json!({ "organisation": "甲\r\nBcc: x", "link": "https://houbu.example" });
        let mail = templates().mail_from_json("organisation-confirmed", Locale::En, &stored).unwrap();
        assert_eq!(mail.subject, "Organisation confirmed: 甲 Bcc: x");
    }

    #[test]
    fn what_cannot_be_a_mail_is_refused() {
        let nothing = serde_json::json!({});
        let unknown = templates().mail_from_json("greeting", Locale::En, &nothing);
        assert!(matches!(unknown, Err(TemplateError::UnknownMail(_))));
        let empty = templates().mail_from_json("paid", Locale::En, &nothing);
        assert!(matches!(empty, Err(TemplateError::MailContext { .. })));
    }
}
