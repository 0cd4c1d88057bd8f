//! What a department of the joint review finds again: the cases it was asked about, also when they have ended.
//! What it reads of them stands in `review`.

use harness::{House, on_both_databases};

use super::review::{DIRECTOR, JOINT, Review, SMALL};
use super::walk::says;

on_both_databases! {
    async fn a_department_finds_the_cases_it_answered_when_they_have_ended(database: Database) {
        let review = Review::begin(House::open(database).await, &[JOINT, DIRECTOR], SMALL).await;
        let unasked = Review::another(&review.house, review.call, 1, SMALL).await;
        let own = review.house.member_of(review.house.cast.organisations[1]).await;
        let withdraw = workflow::Command::Withdraw { reason: "撤回".to_owned() };
        review.house.give(&own, unasked, withdraw, "withdraw").await;
        for department in ["tax", "emergency"] {
            says(&review.act(department, "give-opinion", &[("joint_agrees", "yes")]).await, &[]);
        }
        says(&review.act("director", "reject", &[("reject_reason", "材料不实")]).await, &["不予支持"]);
        let tax = review.house.client("tax").await;
        for place in ["/cases", "/cases?stage=rejected"] {
            let page = tax.get(place).await;
            says(&page, &["海门示例01", "不予支持"]);
            assert!(!page.has("海门示例02"), "nobody answered before it was withdrawn: {}", page.text());
        }
        assert!(!tax.get("/cases?stage=withdrawn").await.has("海门示例"));
        says(&tax.get(&review.place()).await, &["本部门意见"]);
        assert!(!review.house.client("credit").await.get("/cases").await.has("海门示例01"));
        assert!(!tax.get("/work").await.has("海门示例01"), "nothing is left to do");
    }
}
