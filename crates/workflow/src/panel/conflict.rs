//! What keeps an expert away from a case, computed from facts that registers hold.
//!
//! Facts are plain and already gathered; nothing is looked up here. A conflict is a kind without
//! particulars, so that the record of a draw can be published.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::id::PersonId;

/// How long a position or an agreement that has ended still counts, unless a programme says otherwise.
pub const LOOK_BACK_YEARS: u16 = 3;
/// A local number without its area code; what is shorter stands for "none".
const PHONE_MINIMUM_DIGITS: usize = 7;
/// A town, a road and a number; what is shorter is a region or "none".
const ADDRESS_MINIMUM_CHARACTERS: usize = 6;
/// The shortest account number a bank gives out.
const ACCOUNT_MINIMUM_CHARACTERS: usize = 8;

/// Why an expert may not review a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conflict {
    /// Holds, or within the look-back held, a position at an organisation of the case.
    SameOrganisation,
    /// Reached by a telephone that also reaches the organisation or its people.
    SharedPhone,
    /// Lives or works where the organisation sits.
    SharedAddress,
    /// Is paid into an account that the organisation uses.
    SharedBankAccount,
    /// Made or published something together with the organisation or its people.
    SharedWork,
    /// Party, in person or through an employer, to an agreement with the organisation.
    SharedAgreement,
    /// Acts for the applicant, or has handled, supported or uploaded something to this case.
    WorkedOnApplication,
    /// Holds a duty of the bureau that reads whole cases: a blind review would not be blind.
    BureauDuty,
    /// Said so themselves.
    Declared,
}

impl Conflict {
    pub const ALL: [Self; 9] = [
        Self::SameOrganisation,
        Self::SharedPhone,
        Self::SharedAddress,
        Self::SharedBankAccount,
        Self::SharedWork,
        Self::SharedAgreement,
        Self::WorkedOnApplication,
        Self::BureauDuty,
        Self::Declared,
    ];

    /// The stable key, as catalogues and stored draws write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SameOrganisation => "same-organisation",
            Self::SharedPhone => "shared-phone",
            Self::SharedAddress => "shared-address",
            Self::SharedBankAccount => "shared-bank-account",
            Self::SharedWork => "shared-work",
            Self::SharedAgreement => "shared-agreement",
            Self::WorkedOnApplication => "worked-on-application",
            Self::BureauDuty => "bureau-duty",
            Self::Declared => "declared",
        }
    }
}

/// A bond that began and may have ended: a position (keyed by the organisation's code) or an agreement
/// (keyed by its number).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tie {
    pub key: String,
    pub from: Date,
    /// The last day; `None` while it lasts.
    pub until: Option<Date>,
}

impl Tie {
    /// Whether it lasted on `on`, or ended no earlier than `since`.
    fn counts(&self, since: Date, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|until| until >= since)
    }
}

/// What is known of one expert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpertFacts {
    pub expert: PersonId,
    /// Positions, each keyed by the code of its organisation.
    pub positions: Vec<Tie>,
    /// Own telephones, and those of the organisations they work at.
    pub phones: Vec<String>,
    pub addresses: Vec<String>,
    pub bank_accounts: Vec<String>,
    /// Keys of intellectual property and publications they had a hand in.
    pub works: Vec<String>,
    /// Agreements they or the organisations they work at are party to.
    pub agreements: Vec<Tie>,
}

impl ExpertFacts {
    /// An expert of whom nothing is known yet.
    pub const fn unknown(expert: PersonId) -> Self {
        Self {
            expert,
            positions: Vec::new(),
            phones: Vec::new(),
            addresses: Vec::new(),
            bank_accounts: Vec::new(),
            works: Vec::new(),
            agreements: Vec::new(),
        }
    }
}

/// What is known of one case: its organisations, their people, and who has touched it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFacts {
    /// Codes of the applicant and its partners.
    pub organisations: Vec<String>,
    pub phones: Vec<String>,
    pub addresses: Vec<String>,
    pub bank_accounts: Vec<String>,
    /// Keys of what the organisations own or their people had a hand in.
    pub works: Vec<String>,
    /// Numbers of agreements the organisations or their people are party to.
    pub agreements: Vec<String>,
    /// Members of the applicant, and everybody who acted on the case or uploaded to it.
    pub participants: BTreeSet<PersonId>,
    /// Experts who declared a conflict with this case.
    pub declared: BTreeSet<PersonId>,
}

/// Every conflict of one expert with one case on a day, each kind once, in the order of [`Conflict::ALL`].
pub fn conflicts(expert: &ExpertFacts, case: &CaseFacts, on: Date, look_back_years: u16) -> Vec<Conflict> {
    let since = years_before(on, look_back_years);
    Conflict::ALL.into_iter().filter(|kind| holds(*kind, expert, case, (since, on))).collect()
}

fn holds(kind: Conflict, expert: &ExpertFacts, case: &CaseFacts, (since, on): (Date, Date)) -> bool {
    let live = |ties: &[Tie]| -> Vec<String> {
        ties.iter().filter(|tie| tie.counts(since, on)).map(|tie| tie.key.clone()).collect()
    };
    match kind {
        Conflict::SameOrganisation => meet(&live(&expert.positions), &case.organisations, key, 1),
        Conflict::SharedPhone => meet(&expert.phones, &case.phones, phone, PHONE_MINIMUM_DIGITS),
        Conflict::SharedAddress => meet(&expert.addresses, &case.addresses, key, ADDRESS_MINIMUM_CHARACTERS),
        Conflict::SharedBankAccount => {
            meet(&expert.bank_accounts, &case.bank_accounts, key, ACCOUNT_MINIMUM_CHARACTERS)
        }
        Conflict::SharedWork => meet(&expert.works, &case.works, key, 1),
        Conflict::SharedAgreement => meet(&live(&expert.agreements), &case.agreements, key, 1),
        Conflict::WorkedOnApplication => case.participants.contains(&expert.expert),
        // No register knows duties: whoever lays the candidates on the table adds it.
        Conflict::BureauDuty => false,
        Conflict::Declared => case.declared.contains(&expert.expert),
    }
}

/// Whether two lists name one thing; a text shorter than `minimum` characters names nothing.
fn meet(left: &[String], right: &[String], normalise: fn(&str) -> String, minimum: usize) -> bool {
    let known: BTreeSet<String> = left.iter().map(|text| normalise(text)).collect();
    let mut sought = right.iter().map(|text| normalise(text));
    sought.any(|text| text.chars().count() >= minimum && known.contains(&text))
}

/// The same day so many years earlier; 29 February becomes 28 February.
fn years_before(day: Date, years: u16) -> Date {
    let earlier = day.naive().checked_sub_months(chrono::Months::new(u32::from(years) * 12));
    earlier.map_or(day, Date::new)
}

/// A code, number, account or address as it is compared: full-width forms narrowed, letters in capitals,
/// blanks and marks between characters gone.
pub fn key(text: &str) -> String {
    text.chars()
        .map(narrow)
        .filter(|character| character.is_alphanumeric())
        .map(|character| character.to_ascii_uppercase())
        .collect()
}

/// A telephone as it is compared: digits only, without extension, the country's prefix or the zero of an
/// area code.
pub fn phone(text: &str) -> String {
    /// Digits of a mobile number, and of the longest number with its area code and its zero.
    const NATIONAL_DIGITS: usize = 12;
    let plain: String = text.chars().map(narrow).collect();
    let before_extension = plain.split(['转', 'x', 'X', '#']).next().unwrap_or_default();
    let digits: String = before_extension.chars().filter(char::is_ascii_digit).collect();
    let without_exit = digits.strip_prefix("00").unwrap_or(&digits);
    let is_international = before_extension.contains('+') || without_exit.len() < digits.len();
    let national = match without_exit.strip_prefix("86") {
        Some(rest) if is_international || without_exit.len() > NATIONAL_DIGITS => rest,
        Some(_) | None => without_exit,
    };
    national.strip_prefix('0').unwrap_or(national).to_owned()
}

/// Full-width letters, digits and marks as plain ones.
fn narrow(character: char) -> char {
    const FULL_WIDTH_OFFSET: u32 = 0xFEE0;
    match character {
        '！'..='～' => char::from_u32(character as u32 - FULL_WIDTH_OFFSET).unwrap_or(character),
        other => other,
    }
}

#[cfg(test)]
mod tests;
