//! Real-name objections to items of publicity lists: filed by anybody, answered by somebody who did not
//! review the case. Who objected stands in a row of its own, never in the record of the case.

use serde::{Deserialize, Serialize};
use store::UnitOfWork;
use store::objections::ObjectionRow;
use workflow::clock::Date;
use workflow::command::ObjectionDecision;
use workflow::decide::TEXT_LIMIT_CHARACTERS;
use workflow::id::{ApplicationId, NoticeId, ObjectionId};
use workflow::identity::{check_id_card, check_uscc, normalise_code};
use workflow::{Actor, Application, Command, Money, Stage, State, Timestamp};

use crate::actor::Signed;
use crate::applications::VERSION_MOVED_ON;
use crate::case::{Loaded, state_of};
use crate::error::{Faults, FieldFault};
use crate::perform::{Receipt, perform};
use crate::queries::sight::may_see;
use crate::text::{self, LINE_MAX_CHARACTERS};
use crate::{Engine, EngineError};

/// Forms one address may send within the window: an office may share one address.
pub const ATTEMPTS_PER_ADDRESS_MAX: i64 = 10;
/// The window, and the longest wait.
pub const ATTEMPTS_WINDOW_SECONDS: i64 = 60 * 60;
/// The shortest real name has two characters.
const NAME_MIN_CHARACTERS: usize = 2;
/// Names that name nobody.
const NOBODY: [&str; 6] = ["匿名", "无名", "无名氏", "anonymous", "nobody", "none"];
/// Digits of a telephone number, with area code.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// The name of the mail to an objector.
const REPLY_MAIL: &str = "objection-reply";

/// An objection as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ObjectionInput {
    pub name: String,
    pub identity_number: String,
    pub contact: String,
    pub text: String,
    /// Language of the answer.
    pub locale: String,
}

/// What the objector keeps.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Filed {
    /// Human number of the objection.
    pub number: String,
}

/// What the public form is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectionItem {
    pub organisation: String,
    pub amount: Money,
    pub last_day: Date,
    /// The list is public today and the item stands on it.
    pub open: bool,
    /// Working days within which it is answered.
    pub answer_working_days: u16,
}

impl Engine {
    /// One item of a list, for whoever wants to object: for everybody.
    pub async fn objection_item(
        &self,
        notice: NoticeId,
        application: ApplicationId,
    ) -> Result<ObjectionItem, EngineError> {
        let missing = || EngineError::NotFound { what: "notice" };
        let row = store::notices::find(&self.store, notice).await?.ok_or_else(missing)?;
        let items = store::notices::items(&self.store, notice).await?;
        let item = items.into_iter().find(|item| item.application_id == application).ok_or_else(missing)?;
        let loaded = Loaded::read(self, &self.store, application).await?;
        let today = self.today().await?;
        Ok(ObjectionItem {
            organisation: item.organisation_name,
            amount: item.amount_fen,
            last_day: row.last_day,
            open: listed_on(&loaded.application, notice) && today <= row.last_day,
            answer_working_days: loaded.pipeline.limit(Stage::Objection).map_or(0, |(days, _)| days),
        })
    }

    /// Files an objection. Needs no account; a real name, an identity number and a way to be answered.
    pub async fn file_objection(
        &self,
        address: &str,
        (notice, application): (NoticeId, ApplicationId),
        input: ObjectionInput,
        key: &str,
    ) -> Result<Filed, EngineError> {
        self.admit_objection(address).await?;
        let checked = check(&input)?;
        let (engine, owned_key) = (self.clone(), key.to_owned());
        let scope = format!("objection:{notice}:{application}");
        self.once(&scope, key, &("file-objection", notice, application, input), move |unit, now| {
            Box::pin(
                async move { file(&engine, unit, now, (notice, application), checked, &owned_key).await },
            )
        })
        .await
    }

    /// Answers every open objection to a case, read at `version`; the objectors are told.
    pub async fn decide_objection(
        &self,
        signed: &Signed,
        application: ApplicationId,
        version: u64,
        (decision, reply): (ObjectionDecision, String),
        key: &str,
    ) -> Result<Receipt, EngineError> {
        let (engine, signed, owned_key) = (self.clone(), signed.clone(), key.to_owned());
        let scope = signed.id().to_string();
        let input = ("decide-objection", application, version, decision, reply);
        self.once(&scope, key, &input.clone(), move |unit, now| {
            Box::pin(async move {
                let (_, application, version, decision, reply) = input;
                let row = store::applications::lock(unit, application).await?;
                let row = row.ok_or(EngineError::NotFound { what: "application" })?;
                let state = state_of(&row.state_json)?;
                if !may_see(&signed, &state) {
                    return Err(EngineError::NotFound { what: "application" });
                }
                if state.version != version {
                    return Err(EngineError::Conflict { what: VERSION_MOVED_ON.to_owned() });
                }
                let command = Command::DecideObjection { decision, reply: reply.clone() };
                let receipt =
                    perform(&engine, unit, now, &signed.actor, application, &command, &owned_key).await?;
                answer(&engine, unit, now, &signed, application, (decision, reply.trim())).await?;
                Ok(receipt)
            })
        })
        .await
    }

    /// Counts the attempt, whatever comes of it; refuses when an address sends too many.
    async fn admit_objection(&self, address: &str) -> Result<(), EngineError> {
        let now = self.clock.now();
        let address = address.to_owned();
        let since = now.plus_seconds(-ATTEMPTS_WINDOW_SECONDS);
        let made = self
            .in_unit(move |unit, _| {
                Box::pin(async move { Ok(store::objections::attempt(unit, &address, now, since).await?) })
            })
            .await?;
        if made > ATTEMPTS_PER_ADDRESS_MAX {
            return Err(EngineError::TooManyAttempts { seconds: ATTEMPTS_WINDOW_SECONDS.unsigned_abs() });
        }
        Ok(())
    }
}

/// Stands on this list, frozen or not.
fn listed_on(application: &Application, notice: NoticeId) -> bool {
    match &application.state {
        State::Publicity { listing: Some(listing) } | State::Objection { listing, .. } => {
            listing.notice == notice
        }
        _ => false,
    }
}

/// What was typed, trimmed and proven, or every fault at once.
fn check(input: &ObjectionInput) -> Result<ObjectionInput, EngineError> {
    let mut faults = Faults::default();
    let name = text::optional(&mut faults, "objector_name", &input.name, LINE_MAX_CHARACTERS);
    let names_nobody = NOBODY.contains(&name.to_lowercase().as_str());
    if name.chars().count() < NAME_MIN_CHARACTERS || names_nobody {
        faults.add("objector_name", "anonymous");
    }
    let identity_number = normalise_code(&input.identity_number);
    if check_id_card(&identity_number).is_err() && check_uscc(&identity_number).is_err() {
        faults.add("objector_identity", "identity");
    }
    let contact = input.contact.trim().to_owned();
    if !is_contact(&contact) {
        faults.add("objector_contact", "contact");
    }
    let text = input.text.trim().to_owned();
    if text.is_empty() {
        faults.add("objection_text", "required");
    }
    if text.chars().count() > TEXT_LIMIT_CHARACTERS {
        faults.push(FieldFault::new("objection_text", "too-long").with("limit", TEXT_LIMIT_CHARACTERS));
    }
    faults.into_result()?;
    Ok(ObjectionInput { name, identity_number, contact, text, locale: input.locale.clone() })
}

/// A mail address or a telephone number.
fn is_contact(typed: &str) -> bool {
    if typed.contains('@') {
        let mut faults = Faults::default();
        text::email(&mut faults, "objector_contact", typed);
        return faults.into_list().is_empty();
    }
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    PHONE_DIGITS.contains(&digits)
        && typed.chars().all(|character| character.is_ascii_digit() || " +-()".contains(character))
}

async fn file(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    (notice, application): (NoticeId, ApplicationId),
    input: ObjectionInput,
    key: &str,
) -> Result<Filed, EngineError> {
    let row = store::applications::lock(unit, application).await?;
    let state = state_of(&row.ok_or(EngineError::NotFound { what: "notice" })?.state_json)?;
    let list = store::notices::find(unit, notice).await?;
    let list = list.ok_or(EngineError::NotFound { what: "notice" })?;
    if now.date() > list.last_day {
        let fault = FieldFault::new("", "objection-closed").with("day", list.last_day);
        return Err(EngineError::Invalid(vec![fault]));
    }
    if !listed_on(&state, notice) {
        return Err(EngineError::field("", "objection-not-listed"));
    }
    let id = engine.fresh_id(now, ObjectionId::new)?;
    let command = Command::FileObjection { objection: id, text: input.text.clone() };
    perform(engine, unit, now, &Actor::public(), application, &command, key).await?;
    let year = now.date().year();
    let turn = store::counters::next(unit, &format!("objection-{year}")).await?;
    let row = ObjectionRow {
        id,
        number: format!("{}-{year}-Y{turn:04}", engine.settings.number_prefix),
        application_id: application,
        notice_id: notice,
        name: input.name.into(),
        identity_number: input.identity_number.into(),
        contact: input.contact.into(),
        locale: input.locale,
        body: input.text,
        filed_at: now,
        decision: None,
        reply: None,
        decided_by: None,
        decided_at: None,
    };
    store::objections::insert(unit, &row).await?;
    Ok(Filed { number: row.number })
}

/// Stable key of a decision; rows, pages and mails carry it.
pub const fn decision_key(decision: ObjectionDecision) -> &'static str {
    match decision {
        ObjectionDecision::Upheld => "upheld",
        ObjectionDecision::Dismissed => "dismissed",
        ObjectionDecision::Amended { .. } => "amended",
    }
}

/// Writes the answer into the open rows, and sends it to whoever left a mail address.
async fn answer(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    signed: &Signed,
    application: ApplicationId,
    (decision, reply): (ObjectionDecision, &str),
) -> Result<(), EngineError> {
    let rows = store::objections::of_application(unit, application).await?;
    let open: Vec<ObjectionRow> = rows.into_iter().filter(|row| row.decided_at.is_none()).collect();
    let key = decision_key(decision);
    store::objections::decide(unit, application, key, reply, signed.id(), now).await?;
    let loaded = Loaded::read(engine, unit, application).await?;
    for row in open {
        let address = row.contact.reveal();
        if !address.contains('@') {
            continue;
        }
        let context = serde_json::json!({
            "number": row.number,
            "organisation": loaded.organisation.name,
            "decision": key,
            "reply": { "key": "verbatim", "args": { "text": reply } },
        });
        let to = (row.name.reveal().as_str(), text::normalise_email(address));
        let mail = (REPLY_MAIL, context);
        crate::notify::enqueue_to_stranger(engine, unit, now, to, &row.locale, mail, &row.number).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn codes(name: &str, identity: &str, contact: &str, text: &str) -> Vec<&'static str> {
        let input = ObjectionInput {
            name: name.to_owned(),
            identity_number: identity.to_owned(),
            contact: contact.to_owned(),
            text: text.to_owned(),
            locale: "zh-CN".to_owned(),
        };
        match check(&input) {
            Ok(_) => Vec::new(),
            Err(EngineError::Invalid(faults)) => faults.iter().map(|fault| fault.code).collect(),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn an_objection_has_a_name_an_identity_and_a_way_back() {
        let none: [&str; 0] = [];
        assert_eq!(codes("异议人", "11010519491231002X", "13900000000", "情况不实"), none);
        assert_eq!(codes("某单位", "9144030071526726xg", "a@b.example", "情况不实"), none);
        assert_eq!(codes("匿名", "11010519491231002X", "0513-82211234", "情况不实"), ["anonymous"]);
        assert_eq!(
            codes("", "110105194912310021", "call me", " "),
            ["anonymous", "identity", "contact", "required"]
        );
    }
}
