//! Telling people: a notification becomes one outbox row per recipient, in the transaction of the act.
//!
//! Contexts carry codes and figures as the mail templates read them; no identity or account numbers.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::UnitOfWork;
use store::outbox::OutboxDraft;
use store::people::PersonRow;
use workflow::calendar::Due;
use workflow::effect::{Audience, MailKind, Notification};
use workflow::id::OutboxId;
use workflow::state::{Listing, State};
use workflow::{Pipeline, Role, Timestamp};

use crate::case::Loaded;
use crate::{Engine, EngineError};

/// The kind of outbox rows that are mails.
pub const MAIL_KIND: &str = "mail";

/// What the mail job needs to render and send one mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailOrder {
    /// The mail's name in the templates.
    pub mail: String,
    /// `zh-CN` or `en`.
    pub locale: String,
    pub recipient_name: String,
    pub recipient_address: String,
    pub recipient_person: Option<workflow::id::PersonId>,
    pub context: Value,
}

/// Puts one mail to one person into the outbox; the same `dedupe` again changes nothing.
pub(crate) async fn enqueue_mail(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    to: &PersonRow,
    mail: &str,
    context: Value,
    dedupe: &str,
) -> Result<(), EngineError> {
    let order = MailOrder {
        mail: mail.to_owned(),
        locale: to.locale.clone(),
        recipient_name: to.name.clone(),
        recipient_address: to.login.clone(),
        recipient_person: Some(to.id),
        context,
    };
    let draft = OutboxDraft {
        id: engine.fresh_id(now, OutboxId::new)?,
        kind: MAIL_KIND.to_owned(),
        payload_json: crate::perform::encode(&order)?,
        created_at: now,
        available_at: now,
        dedupe_key: Some(format!("{mail}:{dedupe}:{}", to.id)),
    };
    store::outbox::enqueue(unit, &draft).await?;
    Ok(())
}

/// The same to somebody without an account, who left a name and an address.
pub(crate) async fn enqueue_to_stranger(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    (name, address): (&str, String),
    locale: &str,
    (mail, context): (&str, Value),
    dedupe: &str,
) -> Result<(), EngineError> {
    let order = MailOrder {
        mail: mail.to_owned(),
        locale: locale.to_owned(),
        recipient_name: name.to_owned(),
        recipient_address: address,
        recipient_person: None,
        context,
    };
    let draft = OutboxDraft {
        id: engine.fresh_id(now, OutboxId::new)?,
        kind: MAIL_KIND.to_owned(),
        payload_json: crate::perform::encode(&order)?,
        created_at: now,
        available_at: now,
        dedupe_key: Some(format!("{mail}:{dedupe}")),
    };
    store::outbox::enqueue(unit, &draft).await?;
    Ok(())
}

/// Carries out a notification of the workflow about a case.
pub(crate) async fn notify(
    engine: &Engine,
    unit: &UnitOfWork,
    loaded: &Loaded,
    notification: Notification,
    now: Timestamp,
    dedupe: &str,
) -> Result<(), EngineError> {
    for person in recipients(unit, loaded, notification.audience).await? {
        let context = context(engine, loaded, notification.mail, &person.locale, now);
        enqueue_mail(engine, unit, now, &person, notification.mail.key(), context, dedupe).await?;
    }
    Ok(())
}

/// Who is told: members of the organisation, or holders of a role who are not of that organisation.
pub(crate) async fn recipients(
    unit: &UnitOfWork,
    loaded: &Loaded,
    audience: Audience,
) -> Result<Vec<PersonRow>, EngineError> {
    let organisation = loaded.application.origin.organisation;
    let members = store::people::members_of(unit, organisation).await?;
    let role = match audience {
        Audience::Holders(role) => role,
        Audience::Applicant => return Ok(members),
        Audience::Panel => return panel(unit, loaded).await,
    };
    if role == Role::Applicant {
        return Ok(members);
    }
    let holders = store::people::holding(unit, role).await?;
    let town = loaded.application.origin.town;
    let concerned = |person: &PersonRow| {
        let own_town = role != Role::Recommender || person.town_id == Some(town);
        own_town && members.iter().all(|member| member.id != person.id)
    };
    Ok(holders.into_iter().filter(concerned).collect())
}

/// The experts from whom something is awaited.
async fn panel(unit: &UnitOfWork, loaded: &Loaded) -> Result<Vec<PersonRow>, EngineError> {
    let mut experts = Vec::new();
    for expert in Pipeline::awaited_experts(&loaded.application) {
        experts.extend(store::people::find(unit, expert).await?.filter(|person| person.active));
    }
    Ok(experts)
}

/// The part of every context that names the case.
pub(crate) fn case_reference(engine: &Engine, loaded: &Loaded, locale: &str) -> Value {
    let call = if locale == "en" { &loaded.call.title_en } else { &loaded.call.title_zh };
    let origin = &loaded.application.origin;
    json!({
        "number": origin.number,
        "call": call,
        "organisation": loaded.organisation.name,
        "link": format!("{}/applications/{}", engine.settings().public_url, origin.id),
    })
}

/// What a person wrote, as the templates carry it.
fn verbatim(text: &str) -> Value {
    json!({ "key": "verbatim", "args": { "text": text } })
}

fn context(engine: &Engine, loaded: &Loaded, mail: MailKind, locale: &str, now: Timestamp) -> Value {
    let application = &loaded.application;
    let mut context = json!({ "case": case_reference(engine, loaded, locale) });
    let mut set = |name: &str, value: Value| context[name] = value;
    let due = application.due().and_then(Due::day).map(last_minute);
    let amount = application.amount().map_or(0, workflow::Money::fen);
    match mail {
        MailKind::ApplicationSubmitted => set("submitted_at_millis", now.millis().into()),
        MailKind::CorrectionRequested => {
            if let State::Correction { defects, .. } = &application.state {
                set("defects", defects.iter().map(|defect| verbatim(&defect.message)).collect());
            }
            set("due_at_millis", json!(due));
        }
        MailKind::NotRecommended => set("reason", verbatim(reason(&application.state))),
        MailKind::Rejected => set("reasons", json!([verbatim(reason(&application.state))])),
        MailKind::Approved => set("amount_fen", amount.into()),
        MailKind::PublicityStarted => {
            if let State::Publicity { listing: Some(listing) } = &application.state {
                publicity(engine, listing, &mut set);
            }
        }
        MailKind::Awarded => {
            if let State::Disbursement { award, .. } = &application.state {
                set("document_number", award.document_number.clone().into());
            }
            set("amount_fen", amount.into());
        }
        MailKind::Paid => {
            set("amount_fen", amount.into());
            set("settled_at_millis", now.millis().into());
        }
        MailKind::PaymentRejected => {
            set("amount_fen", amount.into());
            if let State::Disbursement { payment: workflow::award::Payment::Returned { reason }, .. } =
                &application.state
            {
                set("reason", verbatim(reason));
            }
        }
        MailKind::Lapsed => {
            if let State::Lapsed { at_stage } = &application.state {
                set("stage", at_stage.key().into());
            }
            set("due_at_millis", last_minute(now.date().previous()).into());
        }
        MailKind::WorkWaiting
        | MailKind::YourTurn
        | MailKind::Proposed
        | MailKind::ReviewInvitation
        | MailKind::ObjectionFiled
        | MailKind::MilestoneAccepted
        | MailKind::MilestoneReturned
        | MailKind::ObjectionDecided
        | MailKind::Evaluated
        | MailKind::Revoked
        | MailKind::RecoveryDemanded
        | MailKind::Recovered => {
            set("stage", application.stage().key().into());
            set("due_at_millis", json!(due));
        }
        MailKind::Recommended
        | MailKind::PublicityEnded
        | MailKind::Withdrawn
        | MailKind::DeadlineReminder => {}
    }
    context
}

/// A limit runs to the last minute of its day.
pub(crate) fn last_minute(day: workflow::Date) -> i64 {
    day.next().start().plus_seconds(-60).millis()
}

fn publicity(engine: &Engine, listing: &Listing, set: &mut impl FnMut(&str, Value)) {
    set("from", listing.first_day.to_string().into());
    set("until", listing.last_day.to_string().into());
    let link = format!("{}/publicity/{}", engine.settings().public_url, listing.notice);
    set("notice_link", link.into());
}

fn reason(state: &State) -> &str {
    match state {
        State::Rejected { reason, .. } | State::Withdrawn { reason, .. } => reason,
        _ => "",
    }
}
