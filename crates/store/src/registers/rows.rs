//! The rows of each register. Organisations are named by unified social credit code, people by the code
//! the bureau gave them; several of either stand in one column, sorted, with semicolons between.
//!
//! Identity numbers, telephones of people and account numbers are hidden from logs.

use workflow::{Date, Money, Timestamp};

use crate::cell::Hidden;
use crate::registers::{Capacity, Party, PartyKind, Register, RegisterRow};
use crate::row::table;

/// What stands between several codes in one column.
pub const BETWEEN_CODES: char = ';';

/// Defines a register: its own columns between those that every register has.
macro_rules! register {
    ($table:literal, $register:ident, parties [$($capacity:ident of $kind:ident in $column:ident),*];
     $(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        table! { $table, key 1, numbered true;
            $(#[$doc])*
            pub struct $name {
                /// Made by the database; anything when inserting.
                id: i64,
                key: String,
                $($(#[$field_doc])* $field: $type,)*
                /// The document or system the fact was taken from.
                source: String,
                valid_from: Date,
                /// The last day on which it holds; open while it does.
                valid_to: Option<Date>,
                recorded_at: Timestamp,
                /// When another row took its place.
                replaced_at: Option<Timestamp>,
            }
        }

        impl RegisterRow for $name {
            const REGISTER: Register = Register::$register;

            fn id(&self) -> i64 {
                self.id
            }

            fn key(&self) -> &str {
                &self.key
            }

            fn days(&self) -> (Date, Option<Date>) {
                (self.valid_from, self.valid_to)
            }

            fn says_the_same(&self, other: &Self) -> bool {
                let (id, recorded_at, replaced_at) = (other.id, other.recorded_at, other.replaced_at);
                Self { id, recorded_at, replaced_at, ..self.clone() } == *other
            }

            fn parties(&self) -> Vec<Party<'_>> {
                let lists: Vec<Vec<Party<'_>>> =
                    vec![$(named(Capacity::$capacity, PartyKind::$kind, &self.$column)),*];
                lists.concat()
            }
        }
    };
}

/// The parties a column names.
fn named(capacity: Capacity, kind: PartyKind, codes: &str) -> Vec<Party<'_>> {
    let codes = codes.split(BETWEEN_CODES).filter(|code| !code.is_empty());
    codes.map(|code| (capacity, kind, code)).collect()
}

register! { "register_organisations", Organisation, parties [];
    /// What is certified about an organisation; keyed by its code.
    pub struct RegisteredOrganisation {
        uscc: String,
        name: String,
        phone: Option<String>,
        address: Option<String>,
        bank_account: Option<Hidden<String>>,
        legal_representative: Option<String>,
    }
}

register! { "register_people", Person, parties [];
    /// What is known of a person, with or without an account; keyed by the bureau's code.
    pub struct RegisteredPerson {
        code: String,
        name: String,
        identity_number: Option<Hidden<String>>,
        phone: Option<Hidden<String>>,
        address: Option<Hidden<String>>,
        bank_account: Option<Hidden<String>>,
    }
}

register! { "register_positions", Position, parties [];
    /// Who works where as what; its days are those of the employment.
    pub struct Position {
        person: String,
        uscc: String,
        title: String,
    }
}

register! { "register_ip_rights", IpRight,
    parties [Owner of Organisation in owners, Inventor of Person in inventors];
    /// A patent or another right; keyed by its number.
    pub struct IpRight {
        number: String,
        /// `I` or `II`.
        class: String,
        title: String,
        owners: String,
        inventors: String,
    }
}

register! { "register_agreements", Agreement,
    parties [Party of Organisation in organisations, Party of Person in people];
    /// A technical contract or another agreement; keyed by its number.
    pub struct Agreement {
        number: String,
        title: String,
        organisations: String,
        people: String,
        amount_fen: Money,
        paid_fen: Money,
    }
}

register! { "register_loans", Loan, parties [];
    /// A loan; keyed by the number of its contract.
    pub struct Loan {
        number: String,
        bank: String,
        borrower: String,
        amount_fen: Money,
        interest_fen: Money,
    }
}

register! { "register_certificates", Certificate, parties [];
    /// A certificate or a place in a pool; keyed by kind and number.
    pub struct Certificate {
        kind: String,
        number: String,
        uscc: String,
    }
}

register! { "register_publications", Publication, parties [Author of Person in authors];
    /// A paper or a book; keyed by its number.
    pub struct Publication {
        number: String,
        title: String,
        authors: String,
    }
}

register! { "register_experts", Expert, parties [];
    /// Somebody who may be asked to review; keyed by the person.
    pub struct Expert {
        person: String,
        /// Fields of expertise.
        fields: String,
        employer: Option<String>,
        /// The account they review with; without one nobody is drawn.
        login: Option<String>,
    }
}
