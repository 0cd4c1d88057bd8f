//! The administrator's pages: accounts and their roles, towns.
//! It knows no rule about which roles go together.

use serde::Serialize;

use super::Page;
use super::case::Choice;
use super::form::Form;
use super::organisations::sample_towns;
use crate::Message;

#[derive(Debug, Clone, Serialize)]
pub struct PersonLine {
    pub href: String,
    pub name: String,
    pub login: String,
    pub town: Option<String>,
    /// The department it speaks for.
    pub department: Option<String>,
    /// Stable role keys.
    pub roles: Vec<String>,
    pub active: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct People {
    pub people: Vec<PersonLine>,
    pub next: Option<String>,
}

impl Page for People {
    const TEMPLATE: &'static str = "admin/people.html";
    const TITLE: &'static str = "people-title";

    fn samples() -> Vec<Self> {
        let line = |name: &str, login: &str, roles: &[&str], active| PersonLine {
            href: "/admin/people/1".to_owned(),
            name: name.to_owned(),
            login: login.to_owned(),
            town: roles.contains(&"recommender").then(|| "临江新区".to_owned()),
            department: roles.contains(&"department").then(|| "税务部门".to_owned()),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            active,
        };
        let people = vec![
            line("系统管理", "administrator@example.cn", &["administrator"], true),
            line("受理员", "officer@example.cn", &["officer", "recommender"], true),
            line("经办人", "applicant@example.cn", &[], true),
            line("联审经办人", "tax@example.cn", &["department"], true),
            line("财务制单", "maker@example.cn", &["finance-maker"], false),
        ];
        vec![Self { people, next: Some("/admin/people?after=x".to_owned()) }]
    }
}

/// Makes or changes an account. Fields: `name`, `email` (new only), `phone`, `town`, `department`, and
/// `role` once per role.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    /// `None` for a new one.
    pub path: Option<String>,
    pub login: String,
    pub active: bool,
    pub can_change: bool,
    pub form: Form,
    pub towns: Vec<Choice>,
    /// Departments the programmes ask.
    pub departments: Vec<Choice>,
    /// Every role that can be granted, and whether it is ticked.
    pub roles: Vec<RoleTick>,
}

#[derive(Debug, Clone, Serialize)]
pub struct RoleTick {
    pub role: String,
    pub ticked: bool,
}

impl Page for Person {
    const TEMPLATE: &'static str = "admin/person.html";
    const TITLE: &'static str = "person-new-title";

    fn title(&self) -> Message {
        Message::new(if self.path.is_some() { "person-title" } else { Self::TITLE })
    }

    fn samples() -> Vec<Self> {
        let roles = |ticked: &[&str]| -> Vec<RoleTick> {
            [
                "recommender",
                "officer",
                "expert",
                "department",
                "section-head",
                "director",
                "bureau-meeting",
                "finance-maker",
                "finance-checker",
                "policy",
                "supervisor",
                "administrator",
            ]
            .into_iter()
            .map(|role| RoleTick { role: role.to_owned(), ticked: ticked.contains(&role) })
            .collect()
        };
        let page = |path: Option<&str>, form, ticked: &[&str], can_change| Self {
            path: path.map(str::to_owned),
            login: path.map_or(String::new(), |_| "officer@example.cn".to_owned()),
            active: true,
            can_change,
            form,
            towns: sample_towns(),
            departments: vec![Choice::new("tax", "税务部门"), Choice::new("emergency", "应急管理部门")],
            roles: roles(ticked),
        };
        let refused = Form::empty()
            .with("email", "officer")
            .refuse("name", Message::new("error-required").about("field-name"))
            .refuse("email", Message::new("error-email"))
            .refuse("roles", Message::new("error-administrator-alone"));
        let known = Form::empty().with("name", "受理员").with("phone", "0513-00000000");
        vec![
            page(None, refused, &["officer", "administrator"], true),
            page(Some("/admin/people/1"), known.clone(), &["officer"], true),
            page(Some("/admin/people/1"), known, &["administrator"], false),
        ]
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct TownLine {
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
}

/// The parts of the jurisdiction.
#[derive(Debug, Clone, Serialize)]
pub struct Towns {
    pub towns: Vec<TownLine>,
}

impl Page for Towns {
    const TEMPLATE: &'static str = "admin/towns.html";
    const TITLE: &'static str = "towns-title";

    fn samples() -> Vec<Self> {
        let line = |code: &str, name_zh: &str, name_en: &str| TownLine {
            code: code.to_owned(),
            name_zh: name_zh.to_owned(),
            name_en: name_en.to_owned(),
        };
        vec![
            Self { towns: Vec::new() },
            Self {
                towns: vec![
                    line("haimen", "海门街道", "Haimen Subdistrict"),
                    line("linjiang", "临江新区", "Linjiang New Area"),
                ],
            },
        ]
    }
}
