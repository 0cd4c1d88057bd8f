//! Why a command was refused: always with the stage and the command, never a bare no.
//!
//! Reasons are codes with their numbers; the catalogues say them in the reader's language.

use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::command::CommandKind;
use crate::id::PersonId;
use crate::migration::LostRight;
use crate::money::Money;
use crate::panel::{DrawFault, TallyFault};
use crate::role::Role;
use crate::stage::Stage;

/// A refused command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{command:?} is refused at stage {stage:?}: {reason:?}")]
pub struct Refusal {
    pub stage: Stage,
    pub command: CommandKind,
    pub reason: RefusalReason,
}

/// Writes the enum of reasons and their stable keys.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident $({ $($field:ident: $type:ty),* $(,)? })? = $key:literal,)*) => {
        /// The reason, with what would be right.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "reason", rename_all = "kebab-case")]
        pub enum RefusalReason { $($(#[$doc])* $name $({ $($field: $type),* })?,)* }

        impl RefusalReason {
            pub const KEYS: &'static [&'static str] = &[$($key,)*];

            /// Stable key; the catalogues label it.
            pub const fn key(&self) -> &'static str {
                match self { $(Self::$name { .. } => $key,)* }
            }
        }
    };
}

reasons! {
    /// The command does not belong to this stage.
    WrongStage = "wrong-stage",
    RoleRequired { role: Role } = "role-required",
    /// Nobody acts on a case of an organisation they are a member of.
    OwnOrganisation = "own-organisation",
    /// Not a member of the organisation, or a recommender of another town.
    NotYourCase = "not-your-case",
    /// The person, or the one it stands for, has stepped back from this case.
    Recused = "recused",
    /// The work of this stage was given to somebody else.
    AssignedElsewhere = "assigned-elsewhere",
    /// The formal check and the site visit need two different officers.
    SecondOfficerRequired = "second-officer-required",
    /// Each rung of the ladder needs somebody else.
    SecondApproverRequired = "second-approver-required",
    /// An objection is handled by somebody who did not review the case.
    ReviewedBefore = "reviewed-before",
    /// The authoriser of a payment must not be its maker.
    MakerIsChecker = "maker-is-checker",
    WindowNotOpen { opens_on: Date } = "window-not-open",
    WindowClosed { closed_on: Date } = "window-closed",
    OrganisationNotConfirmed = "organisation-not-confirmed",
    /// The account the money would go to is not entered.
    AccountMissing = "account-missing",
    /// Fields and documents still missing or wrong.
    Incomplete { fields: Vec<String> } = "incomplete",
    NotEligible { findings: Vec<String> } = "not-eligible",
    JudgementMissing = "judgement-missing",
    ReasonRequired { field: String } = "reason-required",
    TextTooLong { field: String, limit: usize } = "text-too-long",
    /// The day lies in the future, or before the stage began.
    DateOutOfRange { field: String, first: Date, last: Date } = "date-out-of-range",
    DefectsRequired = "defects-required",
    TooManyDefects { limit: usize } = "too-many-defects",
    CorrectionRoundsUsed { limit: u8 } = "correction-rounds-used",
    PanelComplete = "panel-complete",
    DrawImpossible { fault: DrawFault } = "draw-impossible",
    /// Not drawn for this case, or stepped back from it.
    NotOnPanel = "not-on-panel",
    /// An expert declares to be free of conflicts before it reads or scores.
    DeclarationRequired = "declaration-required",
    AlreadyDeclared = "already-declared",
    AlreadyScored = "already-scored",
    MarksWrong { fault: TallyFault } = "marks-wrong",
    ExplanationNotAsked = "explanation-not-asked",
    PhotosRequired = "photos-required",
    /// Somebody else has recorded the visit already, or nobody has yet.
    VisitElsewhere = "visit-elsewhere",
    /// The person speaks for no department of this review.
    DepartmentUnknown = "department-unknown",
    OpinionAlreadyGiven = "opinion-already-given",
    AmountRequired = "amount-required",
    /// The rules or a lower rung fixed the amount; nobody sets another.
    AmountFixed { amount: Money } = "amount-fixed",
    AmountNotPositive = "amount-not-positive",
    /// The published text leaves the amount open below a most.
    AmountAboveCeiling { ceiling: Money } = "amount-above-ceiling",
    BelowPassMark { mean_hundredths: u32, pass_mark_hundredths: u32 } = "below-pass-mark",
    /// Two officers did not find on the spot what was applied for.
    VisitNotConfirmed = "visit-not-confirmed",
    /// At this rung the bureau meeting decides, by its minutes.
    MeetingDecides = "meeting-decides",
    NotAMeetingMember { person: PersonId } = "not-a-meeting-member",
    QuorumMissing { quorum: u16, present: u16 } = "quorum-missing",
    /// More than half of those present must be in favour.
    MajorityMissing { in_favour: u16, present: u16 } = "majority-missing",
    AlreadyPublished = "already-published",
    NotPublished = "not-published",
    PublicityRunning { last_day: Date } = "publicity-running",
    /// Objections are heard while the list is public.
    ObjectionLate { last_day: Date } = "objection-late",
    TooManyObjections { limit: usize } = "too-many-objections",
    /// An objection can lower an amount, never raise it.
    AmountNotLower { amount: Money } = "amount-not-lower",
    AmendmentRoundsUsed { limit: u8 } = "amendment-rounds-used",
    /// Shares add up to 100, each is positive, and there are not too many.
    SharesWrong { limit: usize } = "shares-wrong",
    AgreementNotDrafted = "agreement-not-drafted",
    ReportMissing = "report-missing",
    AlreadyReported = "already-reported",
    NotYetPayable { day: Date } = "not-yet-payable",
    /// Money is on its way; wait for the bank's answer.
    PaymentUnderWay = "payment-under-way",
    /// The order is not the one this case waits for, or not in that state.
    PaymentElsewhere = "payment-elsewhere",
    AlreadyDemanded = "already-demanded",
    NotDemanded = "not-demanded",
    RepaymentTooMuch { left: Money } = "repayment-too-much",
    TwoAssigneesRequired = "two-assignees-required",
    /// The person could not do this work: wrong role, own organisation, or reviewed before.
    AssigneeUnable { person: PersonId } = "assignee-unable",
    NoMigrationPlan = "no-migration-plan",
    MigrationUnsafe { lost: LostRight } = "migration-unsafe",
    NotOverdue { due: Option<Date> } = "not-overdue",
    /// The programme lets this limit pass without that consequence.
    OverdueDoesNotLapse = "overdue-does-not-lapse",
    /// The deadline has its day already, or there is none.
    DeadlineKnown = "deadline-known",
    CalendarNotLoaded { year: i32 } = "calendar-not-loaded",
}
