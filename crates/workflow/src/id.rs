//! Every identifier type of the system, from one macro, in one list.
//!
//! An id is a UUID (version 7, made by the engine) shown as 32 lowercase hexadecimal digits;
//! the types keep one thing's id from being handed to another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The text was not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id: 32 hexadecimal digits are expected")]
pub struct IdError;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Uuid);

        impl $name {
            pub const fn new(value: Uuid) -> Self {
                Self(value)
            }

            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}", self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, concat!(stringify!($name), "({})"), self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::try_parse(text).map(Self).map_err(|_| IdError)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
    )*};
}

ids! {
    /// One organisation's case in a call.
    ApplicationId;
    /// A file an applicant supplied.
    AttachmentId;
    /// Money a call may commit.
    BudgetLineId;
    /// A file received from the bank.
    BankMessageId;
    /// A programme opened for a fiscal year.
    CallId;
    /// Budget held for an award.
    CommitmentId;
    /// A role lent for some days.
    DelegationId;
    /// A mail, from its rendering to its delivery.
    MailId;
    /// A person's request to act, or right to act, for an organisation.
    MembershipId;
    /// A plan that moves running cases to another pipeline.
    MigrationPlanId;
    /// A publicity list.
    NoticeId;
    /// A real-name objection to one item of a publicity list.
    ObjectionId;
    /// A legal entity that applies.
    OrganisationId;
    /// A row of the outbox.
    OutboxId;
    /// A pack somebody in policy is writing.
    PackDraftId;
    /// Payment orders that go to the bank together.
    PaymentBatchId;
    /// One payment to one payee.
    PaymentOrderId;
    /// A human being with an account.
    PersonId;
    /// A town or zone of the jurisdiction.
    TownId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips_and_rubbish_is_refused() {
        let id = ApplicationId::new(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse::<ApplicationId>(), Ok(id));
        assert_eq!(id.to_string().len(), 32);
        assert!("not-an-id".parse::<ApplicationId>().is_err());
    }
}
