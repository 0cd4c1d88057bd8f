//! Which columns the file of each register has. The order is that of a file we would write ourselves.
//! How a cell is read stands in `rows`.

use store::registers::Register;

use crate::exchange::csv::Column;

const fn required(code: &'static str) -> Column {
    Column { code, required: true }
}

const fn optional(code: &'static str) -> Column {
    Column { code, required: false }
}

/// Own columns, and behind them those every register has.
macro_rules! columns {
    ($($column:expr),* $(,)?) => {
        const { &[$($column,)* required("source"), required("valid_from"), optional("valid_to")] }
    };
}

/// The columns of a register's file.
pub const fn columns(register: Register) -> &'static [Column] {
    match register {
        Register::Organisation => columns![
            required("uscc"),
            required("organisation_name"),
            optional("phone"),
            optional("address"),
            optional("bank_account"),
            optional("legal_representative"),
        ],
        Register::Person => columns![
            required("person_code"),
            required("name"),
            optional("identity_number"),
            optional("phone"),
            optional("address"),
            optional("bank_account"),
        ],
        Register::Position => {
            columns![required("person_code"), required("uscc"), required("position_title")]
        }
        Register::IpRight => columns![
            required("right_number"),
            required("right_class"),
            required("title"),
            required("owners"),
            optional("inventors"),
        ],
        Register::Agreement => columns![
            required("agreement_number"),
            required("title"),
            required("organisations"),
            optional("people"),
            required("amount"),
            required("paid"),
        ],
        Register::Loan => columns![
            required("loan_number"),
            required("bank"),
            required("borrower"),
            required("amount"),
            required("interest"),
        ],
        Register::Certificate => {
            columns![required("certificate_kind"), required("certificate_number"), required("uscc")]
        }
        Register::Publication => {
            columns![required("publication_number"), required("title"), required("authors")]
        }
        Register::Expert => {
            columns![required("person_code"), required("expertise"), optional("employer"), optional("login")]
        }
    }
}
