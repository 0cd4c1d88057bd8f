//! Pages: what each is told, and the list of all of them.
//!
//! A page is one context here, one template under `pages/`, and one line in `pages!`.
//! Contexts carry codes and figures, never sentences.

use serde::Serialize;

use crate::Message;

pub mod account;
pub mod calendar;
pub mod calls;
pub mod case;
pub mod demo;
pub mod duties;
pub mod entitlement;
pub mod failure;
pub mod finance;
pub mod form;
pub mod frame;
pub mod home;
pub mod mails;
pub mod object;
pub mod organisations;
pub mod own_account;
pub mod people;
pub mod policy;
pub mod propose;
pub mod publicity;
pub mod showcase;
pub mod supervisor;
pub mod work;

/// A page's context.
pub trait Page: Serialize {
    /// The template's path under `pages/`.
    const TEMPLATE: &'static str;
    /// The key of the title.
    const TITLE: &'static str;

    /// The title with what it is told; most pages need only the key.
    fn title(&self) -> Message {
        Message::new(Self::TITLE)
    }

    /// States of the page worth looking at: empty, full, wrong.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// One rendering of one sample, for tests and the gallery.
#[derive(Debug)]
pub struct SamplePage {
    pub template: &'static str,
    pub sample: usize,
    pub locale: crate::Locale,
    pub html: Result<String, crate::TemplateError>,
}

/// Lists every page once; [`render_samples`] walks the list.
macro_rules! pages {
    ($($page:path),+ $(,)?) => {
        /// Renders every page × sample × language.
        pub fn render_samples(templates: &crate::Templates, assets: &crate::Assets) -> Vec<SamplePage> {
            let mut rendered = Vec::new();
            $(samples_of::<$page>(templates, assets, &mut rendered);)+
            rendered
        }
    };
}

pages! {
    account::PasswordForgot,
    account::PasswordReset,
    account::Register,
    account::SignIn,
    calendar::CalendarPage,
    calls::CallForm,
    calls::PublicCall,
    calls::PublicCalls,
    calls::StaffCallPage,
    calls::StaffCalls,
    case::check::Check,
    case::department::DepartmentCase,
    case::expert::ExpertCase,
    case::form::ApplicationForm,
    case::list::AllCases,
    case::list::MyApplications,
    case::show::CasePage,
    case::start::StartApplication,
    case::withdraw::Withdraw,
    demo::DemoMails,
    entitlement::EntitlementsPage,
    failure::Failure,
    finance::FinanceAnswer,
    finance::FinanceAnswers,
    finance::FinanceBatch,
    finance::FinanceBatches,
    finance::FinanceBudget,
    finance::FinanceBudgetLine,
    finance::FinanceDue,
    finance::FinanceRecoveries,
    finance::FinanceRecovery,
    home::Home,
    propose::Propose,
    propose::ProposePreview,
    publicity::PublicityListPage,
    publicity::PublicityLists,
    publicity::PublicityWork,
    publicity::PublishForm,
    policy::PackPage,
    policy::Programmes,
    mails::Mails,
    object::Object,
    object::ObjectionReceived,
    organisations::MyOrganisations,
    organisations::OrganisationProfile,
    organisations::Organisations,
    own_account::OwnAccount,
    duties::Delegations,
    duties::Migrations,
    duties::MigrationForm,
    duties::MigrationPlan,
    people::People,
    people::Person,
    people::Towns,
    showcase::Showcase,
    supervisor::Audit,
    supervisor::Journal,
    supervisor::Overview,
    supervisor::Readings,
    supervisor::Signals,
    work::Work,
}

fn samples_of<P: Page>(templates: &crate::Templates, assets: &crate::Assets, rendered: &mut Vec<SamplePage>) {
    for locale in crate::Locale::ALL {
        let frames = frame::Frame::samples(locale, assets);
        for (sample, page) in P::samples().iter().enumerate() {
            let frame = &frames[sample % frames.len()];
            let html = templates.render(frame, page);
            rendered.push(SamplePage { template: P::TEMPLATE, sample, locale, html });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::render_samples;
    use crate::{Assets, Catalogue, MissingText, Templates};

    fn assets() -> Assets {
        Assets::from_manifest(br#"{"stylesheet":"a.css","script":"a.js","favicon":"a.svg"}"#, "/assets")
            .unwrap()
    }

    /// What the content security policy would silently ignore.
    fn forbidden(html: &str) -> Option<&'static str> {
        let lower = html.to_ascii_lowercase();
        ["<style", " style=", "javascript:", " onclick=", " onload=", " onsubmit=", " onchange=", " oninput="]
            .into_iter()
            .find(|sign| lower.contains(sign))
            .or_else(|| {
                let inline = lower
                    .split("<script")
                    .skip(1)
                    .any(|rest| !rest.contains("src=") || !rest.contains("></script>"));
                inline.then_some("<script> without src")
            })
    }

    #[test]
    fn every_page_renders_in_both_languages_without_inline_code() {
        let templates = Templates::load(Catalogue::load().unwrap(), MissingText::Refuse).unwrap();
        let mut failures = Vec::new();
        for page in render_samples(&templates, &assets()) {
            let name = format!("{} #{} {}", page.template, page.sample, page.locale);
            match page.html {
                Err(problem) => failures.push(format!("{name}: {:#?}", std::error::Error::source(&problem))),
                Ok(html) => {
                    if let Some(sign) = forbidden(&html) {
                        failures.push(format!("{name}: inline code: {sign}"));
                    }
                    if html.matches("<h1").count() != 1 {
                        failures.push(format!("{name}: needs exactly one h1"));
                    }
                    failures
                        .extend(dangling_references(&html).into_iter().map(|id| format!("{name}: no #{id}")));
                }
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    /// Ids named by `for`, `aria-*` or an in-page link that nothing on the page has; ids used twice.
    fn dangling_references(html: &str) -> Vec<String> {
        let values = |attribute: &str| -> Vec<String> {
            html.split(&format!(" {attribute}=\""))
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .map(str::to_owned)
                .collect()
        };
        let ids = values("id");
        let mut wanted = values("for");
        wanted.extend(
            ["aria-describedby", "aria-labelledby", "aria-controls"]
                .iter()
                .flat_map(|name| values(name))
                .flat_map(|list| list.split_whitespace().map(str::to_owned).collect::<Vec<_>>()),
        );
        wanted
            .extend(values("href").into_iter().filter_map(|href| href.strip_prefix('#').map(str::to_owned)));
        let mut problems: Vec<String> = wanted.into_iter().filter(|id| !ids.contains(id)).collect();
        problems.extend(
            ids.iter()
                .filter(|id| ids.iter().filter(|other| other == id).count() > 1)
                .map(|id| format!("{id} (twice)")),
        );
        problems
    }

    #[test]
    fn the_guard_sees_inline_code() {
        assert!(forbidden("<p style=\"x\">").is_some());
        assert!(forbidden("<script>x</script>").is_some());
        assert!(forbidden("<a onclick=\"x\">").is_some());
        assert!(forbidden("<script type=\"module\" src=\"/a.js\"></script>").is_none());
        assert_eq!(dangling_references("<p id=\"a\"></p><label for=\"b\">"), ["b"]);
    }
}
