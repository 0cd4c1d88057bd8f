//! Samples of the case page at the single stages, for tests and the gallery.
//! Each shows one family of acts as its reader meets it.

use super::acts::duty::DutyAct;
use super::acts::{Acts, joint, meeting, visit};
use super::show::{Actions, CasePage, Status, base};
use crate::{Form, Message};

pub(super) fn all() -> Vec<CasePage> {
    let visit = visit_open();
    vec![visit, visit_to_sign(), joint_review(), meeting_open(), meeting_resolved(), ended_overdue()]
}

fn at(stage: &str, acts: Acts) -> CasePage {
    let has_decisions = acts.awaits_review();
    CasePage { acts, has_decisions, ..base(stage) }
}

fn visit_open() -> CasePage {
    let acts = Acts {
        visit: Some(visit::sample_open()),
        duty: Some(DutyAct { may_recuse: true }),
        ..Acts::default()
    };
    let form = Form::empty()
        .with("visit_finding", "设备与清单一致。")
        .refuse("photos_ticked", Message::new("refusal-photos-required"))
        .refuse("file-site-photo", Message::new("error-file-empty").about("visit-photos"));
    CasePage { form, ..at("site-visit", acts) }
}

fn visit_to_sign() -> CasePage {
    at("site-visit", Acts { visit: Some(visit::sample_written()), ..Acts::default() })
}

fn joint_review() -> CasePage {
    let form = Form::empty().refuse("joint_agrees", Message::new("error-choice").about("joint-question"));
    CasePage { form, ..at("joint-review", Acts { joint: Some(joint::sample()), ..Acts::default() }) }
}

fn meeting_open() -> CasePage {
    let acts =
        Acts { meeting: Some(meeting::sample_open()), joint: Some(joint::sample()), ..Acts::default() };
    let form = Form::empty()
        .with("present_1", "on")
        .with("in_favour", "1")
        .refuse("present", Message::new("refusal-quorum-missing").with("quorum", 2).with("present", 1));
    CasePage { form, ..at("approval", acts) }
}

fn meeting_resolved() -> CasePage {
    at("publicity", Acts { meeting: Some(meeting::sample_resolved()), ..Acts::default() })
}

fn ended_overdue() -> CasePage {
    let status = Status {
        owner: None,
        due_on: None,
        working_days_left: None,
        ended_overdue_at: Some("joint-review".to_owned()),
        ..base("rejected").status
    };
    CasePage { status, actions: Actions::default(), ..base("rejected") }
}
