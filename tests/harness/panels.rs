//! Expert reviews in tests: a case of the shipped platform programme at its blind review, who sits on its
//! panel, and scores given through the engine.

use workflow::Command;
use workflow::id::{ApplicationId, CallId, OrganisationId};
use workflow::panel::Marks;

use crate::House;
use crate::programmes::shipped;

/// The demo's experts.
pub const EXPERTS: [&str; 8] =
    ["expert1", "expert2", "expert3", "expert4", "expert5", "expert6", "expert7", "expert8"];

/// What a platform applies with; the name is one an expert of a blind review must not see.
pub const PLATFORM_ANSWERS: [(&str, &str); 8] = [
    ("item", "rd_platform"),
    ("platform_name", "示例装备研发平台"),
    ("level", "national"),
    ("recognised", "yes"),
    ("rd_last_year", "2100000"),
    ("tax_registered_here", "yes"),
    ("incident_in_1y", "no"),
    ("serious_dishonesty_3y", "no"),
];

/// Document and file name.
pub const PLATFORM_DOCUMENTS: [(&str, &str); 8] = [
    ("licence", "licence.pdf"),
    ("recognition", "recognition.pdf"),
    ("plan", "plan.pdf"),
    ("plan-blind", "plan-of-the-applicant.pdf"),
    ("results-blind", "results-of-the-applicant.pdf"),
    ("tax-certificate", "tax.pdf"),
    ("safety-commitment", "safety.pdf"),
    ("credit-commitment", "credit.pdf"),
];

/// Points of the shipped rubric, criterion by criterion.
pub fn marks(points: [u16; 4]) -> Marks {
    let codes = ["foundation", "team", "output", "service"];
    codes.into_iter().map(str::to_owned).zip(points).collect()
}

impl House {
    /// An open call of the shipped platform programme.
    pub async fn platform_call(&self) -> CallId {
        self.call_of(shipped("rd-platform")).await
    }

    /// A case of that call, recommended and checked by two: its panel is to be drawn.
    pub async fn before_the_panel(
        &self,
        call: CallId,
        organisation: OrganisationId,
        answers: &[(&str, &str)],
        documents: &[(&str, &str)],
    ) -> ApplicationId {
        let case = self.handed_in(call, organisation, answers, documents).await;
        let town = store::organisations::find(self.database.store(), organisation).await;
        let mut recommender = self.signed("recommender").await;
        recommender.actor.town = town.expect("organisations are read").map(|row| row.town_id);
        let recommend = Command::Recommend { opinion: "情况属实".to_owned() };
        self.give(&recommender, case, recommend, &format!("{case}-recommend")).await;
        self.checked(case, "材料齐全").await;
        case
    }

    /// Accounts that sit on the panel of a case now, in the order of their names.
    pub async fn panel(&self, case: ApplicationId) -> Vec<&'static str> {
        let seats = store::registers::panel_seats::of_application(self.database.store(), case).await;
        let seats = seats.expect("seats are read");
        let mut sitting = Vec::new();
        for account in EXPERTS {
            let person = self.signed(account).await.id();
            if seats.iter().any(|seat| seat.expert_id == person && seat.released_at.is_none()) {
                sitting.push(account);
            }
        }
        sitting
    }

    /// Draws a panel and has every member declare.
    pub async fn declared_panel(&self, case: ApplicationId) -> Vec<&'static str> {
        let officer = self.signed("officer").await;
        self.give(&officer, case, Command::DrawPanel, &format!("{case}-draw")).await;
        let panel = self.panel(case).await;
        for account in &panel {
            let expert = self.signed(account).await;
            self.give(&expert, case, Command::AcceptReview, &format!("{case}-{account}-accept")).await;
        }
        panel
    }

    /// Every member of a declared panel scores alike, and the review ends.
    pub async fn scored_alike(&self, case: ApplicationId, points: [u16; 4]) {
        for account in self.panel(case).await {
            let expert = self.signed(account).await;
            let score = Command::SubmitScore { marks: marks(points), comment: "同意".to_owned() };
            self.give(&expert, case, score, &format!("{case}-{account}-score")).await;
        }
    }
}
