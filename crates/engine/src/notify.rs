//! Telling people: a notification becomes one outbox row per recipient, in the transaction of the act.
//!
//! What a mail is told stands in `context`; here is who gets one.

mod context;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::UnitOfWork;
use store::outbox::OutboxDraft;
use store::people::PersonRow;
use workflow::effect::{Audience, Notification};
use workflow::id::OutboxId;
use workflow::{Event, Pipeline, Role, Timestamp};

use crate::case::Loaded;
use crate::queries::department::is_silent;
use crate::{Engine, EngineError};

pub(crate) use context::case_reference;

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

/// Carries out a notification of the workflow about a case, as the events of the decision left it.
pub(crate) async fn notify(
    engine: &Engine,
    unit: &UnitOfWork,
    loaded: &Loaded,
    (notification, events): (Notification, &[Event]),
    now: Timestamp,
    dedupe: &str,
) -> Result<(), EngineError> {
    for person in recipients(unit, loaded, notification.audience).await? {
        let told = context::Told { engine, loaded, events, now, locale: &person.locale };
        let context = told.context(notification.mail);
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
    match role {
        Role::Applicant => return Ok(members),
        Role::Expert => return panel(unit, loaded).await,
        _ => {}
    }
    let holders = store::people::holding(unit, role).await?;
    let town = loaded.application.origin.town;
    // Whoever has answered is not asked again.
    let asked = |person: &PersonRow| {
        let mut departments = loaded.pipeline.departments().iter();
        let own = departments.find(|department| person.department.as_ref() == Some(&department.key));
        own.is_some_and(|department| is_silent(&loaded.application, &department.key))
    };
    let concerned = |person: &PersonRow| {
        let own_town = role != Role::Recommender || person.town_id == Some(town);
        let own_department = role != Role::Department || asked(person);
        own_town && own_department && members.iter().all(|member| member.id != person.id)
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
