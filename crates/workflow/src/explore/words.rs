//! A story in plain English: one sentence for each step.
//! For other languages the catalogues label the same keys.

use std::fmt;

use crate::command::CommandKind;

use super::property::{Chapter, Story, Violation};

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.property)?;
        write!(formatter, "{}", self.story)
    }
}

impl fmt::Display for Story {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, chapter) in (1..).zip(&self.chapters) {
            writeln!(formatter, "  {number:>2}. {chapter}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Chapter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.later {
            formatter.write_str("after every limit has passed, ")?;
        }
        write!(formatter, "{}", self.who)?;
        if let Some(person) = self.for_whom {
            write!(formatter, ", standing in for {person},")?;
        }
        write!(formatter, " {}", self.command.map_or("begins the case", does))?;
        if !self.detail.is_empty() {
            write!(formatter, " ({})", self.detail.replace('-', " "))?;
        }
        write!(formatter, "; the case is at {}", self.stage.key())
    }
}

const fn does(command: CommandKind) -> &'static str {
    match command {
        CommandKind::SaveAnswers => "saves the answers",
        CommandKind::Submit => "submits the application",
        CommandKind::Withdraw => "withdraws the application",
        CommandKind::Confirm => "confirms what was proposed",
        CommandKind::Decline => "declines what was proposed",
        CommandKind::Recommend => "recommends the case",
        CommandKind::DeclineRecommendation => "declines to recommend the case",
        CommandKind::PassCheck => "passes the formal check",
        CommandKind::RequestCorrection => "asks for a correction",
        CommandKind::AnswerCorrection => "answers the correction",
        CommandKind::DrawPanel => "draws the panel",
        CommandKind::AcceptReview => "declares to be free of conflicts",
        CommandKind::RecuseReview => "gives the seat back",
        CommandKind::SubmitScore => "scores the case",
        CommandKind::ExplainScore => "explains the score",
        CommandKind::RecordVisit => "records the site visit",
        CommandKind::ConfirmVisit => "signs the record of the visit",
        CommandKind::GiveOpinion => "gives the department's opinion",
        CommandKind::Approve => "approves",
        CommandKind::ResolveMeeting => "enters the resolution of the bureau meeting",
        CommandKind::Reject => "rejects the case",
        CommandKind::Publish => "publishes the list",
        CommandKind::EndPublicity => "ends publicity",
        CommandKind::FileObjection => "objects",
        CommandKind::DecideObjection => "decides the objection",
        CommandKind::Award => "makes the award",
        CommandKind::DraftAgreement => "drafts the agreement",
        CommandKind::SignAgreement => "signs the agreement",
        CommandKind::ReportMilestone => "reports the milestone",
        CommandKind::AcceptMilestone => "accepts the milestone",
        CommandKind::ReturnMilestone => "sends the milestone back",
        CommandKind::OrderPayment => "orders the payment",
        CommandKind::CancelPayment => "cancels the payment order",
        CommandKind::AuthorisePayment => "authorises the payment",
        CommandKind::SendPayment => "sends the payment to the bank",
        CommandKind::RecordAnswer => "records the bank's answer",
        CommandKind::ReportResults => "reports the results",
        CommandKind::Evaluate => "evaluates the results",
        CommandKind::Revoke => "revokes the award",
        CommandKind::DemandRecovery => "demands the money back",
        CommandKind::RecordRepayment => "records a repayment",
        CommandKind::Recuse => "steps back from the case",
        CommandKind::Assign => "hands the work out",
        CommandKind::Migrate => "moves the case to another pipeline",
        CommandKind::ComputeDeadline => "computes the deadline",
        CommandKind::Lapse => "lets the case lapse",
        CommandKind::RejectOverdue => "rejects the case by silence",
    }
}
