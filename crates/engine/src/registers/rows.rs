//! From a line of a file to a row of its register: which cell is read how, and what the row's key is.
//!
//! Faults are gathered by the line; a row made beside a fault is never written.

use store::registers::{
    Agreement, Certificate, Expert, IpRight, Loan, Position, Publication, RegisteredOrganisation,
    RegisteredPerson,
};

use super::line::Line;

/// Makes a row: its own fields, and those every register has.
macro_rules! row {
    ($line:ident, $name:ident { $($field:ident: $value:expr,)* } key $key:expr) => {{
        $(let $field = $value;)*
        let source = $line.text("source");
        let (valid_from, valid_to) = $line.days();
        $name {
            id: 0,
            key: $key,
            $($field,)*
            source,
            valid_from,
            valid_to,
            recorded_at: $line.now(),
            replaced_at: None,
        }
    }};
}

pub(super) fn organisation(line: &mut Line<'_>) -> RegisteredOrganisation {
    row! { line, RegisteredOrganisation {
        uscc: line.organisation("uscc"),
        name: line.text("organisation_name"),
        phone: line.optional("phone"),
        address: line.optional("address"),
        bank_account: line.bank_account("bank_account"),
        legal_representative: line.optional("legal_representative"),
    } key uscc.clone() }
}

pub(super) fn person(line: &mut Line<'_>) -> RegisteredPerson {
    row! { line, RegisteredPerson {
        code: line.code("person_code"),
        name: line.text("name"),
        identity_number: line.identity_number("identity_number"),
        phone: line.hidden("phone"),
        address: line.hidden("address"),
        bank_account: line.bank_account("bank_account"),
    } key code.clone() }
}

pub(super) fn position(line: &mut Line<'_>) -> Position {
    let row = row! { line, Position {
        person: line.person("person_code"),
        uscc: line.organisation("uscc"),
        title: line.text("position_title"),
    } key String::new() };
    // The same person may come back to the same desk: the first day tells the two apart.
    let key = format!("{}|{}|{}|{}", row.person, row.uscc, row.title, row.valid_from);
    Position { key, ..row }
}

pub(super) fn ip_right(line: &mut Line<'_>) -> IpRight {
    row! { line, IpRight {
        number: line.code("right_number"),
        class: line.choice("right_class", &["I", "II"]),
        title: line.text("title"),
        owners: line.organisations("owners"),
        inventors: line.people("inventors"),
    } key number.clone() }
}

pub(super) fn agreement(line: &mut Line<'_>) -> Agreement {
    let row = row! { line, Agreement {
        number: line.code("agreement_number"),
        title: line.text("title"),
        organisations: line.organisations("organisations"),
        people: line.people("people"),
        amount_fen: line.amount("amount"),
        paid_fen: line.amount("paid"),
    } key number.clone() };
    line.check_part(("paid", row.paid_fen), row.amount_fen);
    row
}

pub(super) fn loan(line: &mut Line<'_>) -> Loan {
    row! { line, Loan {
        number: line.code("loan_number"),
        bank: line.text("bank"),
        borrower: line.organisation("borrower"),
        amount_fen: line.amount("amount"),
        interest_fen: line.amount("interest"),
    } key number.clone() }
}

pub(super) fn certificate(line: &mut Line<'_>) -> Certificate {
    row! { line, Certificate {
        kind: line.text("certificate_kind"),
        number: line.code("certificate_number"),
        uscc: line.organisation("uscc"),
    } key format!("{kind}|{number}") }
}

pub(super) fn publication(line: &mut Line<'_>) -> Publication {
    row! { line, Publication {
        number: line.code("publication_number"),
        title: line.text("title"),
        authors: line.people("authors"),
    } key number.clone() }
}

pub(super) fn expert(line: &mut Line<'_>) -> Expert {
    row! { line, Expert {
        person: line.person("person_code"),
        fields: line.text("expertise"),
        employer: line.optional_organisation("employer"),
        login: line.login("login"),
    } key person.clone() }
}
