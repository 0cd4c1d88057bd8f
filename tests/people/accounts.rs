//! Accounts made, changed and closed by the administrator; one's own tokens.
//! Pages are looked at elsewhere.

use engine::people::PersonInput;
use engine::{Engine, EngineError};
use harness::{House, on_both_databases};
use workflow::Role;

use super::coming_in::sign_in;

const PASSWORD: &str = engine::demo::DEMO_PASSWORD;

fn input(roles: &[&str]) -> PersonInput {
    PersonInput {
        name: "受理员".to_owned(),
        email: "Second.Officer@example.cn ".to_owned(),
        phone: String::new(),
        town: String::new(),
        department: String::new(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    }
}

fn codes(error: EngineError) -> Vec<&'static str> {
    match error {
        EngineError::Invalid(faults) => faults.into_iter().map(|fault| fault.code).collect(),
        other => panic!("{other:?}"),
    }
}

async fn roles(engine: &Engine, id: workflow::id::PersonId) -> Vec<Role> {
    engine.signed(id).await.unwrap().map(|signed| signed.actor.roles).unwrap_or_default()
}

on_both_databases! {
    async fn an_account_is_made_once_and_opened_by_mail(database: Database) {
        let house = House::open(database).await;
        let admin = house.signed("admin").await;
        let officer = house.signed("officer").await;
        let refused = house.engine.create_person(&officer, input(&["officer"]), "k").await;
        assert!(matches!(refused, Err(EngineError::Forbidden)));
        let wrong = house.engine.create_person(&admin, input(&["administrator", "officer"]), "k").await;
        assert_eq!(codes(wrong.unwrap_err()), ["administrator-alone"]);
        let wrong = house.engine.create_person(&admin, input(&["recommender", "clock"]), "k").await;
        assert_eq!(codes(wrong.unwrap_err()), ["choice", "town-of-recommender"]);
        let id = house.engine.create_person(&admin, input(&["officer"]), "k").await.unwrap();
        assert_eq!(house.engine.create_person(&admin, input(&["officer"]), "k").await.unwrap(), id);
        let taken = house.engine.create_person(&admin, input(&["officer"]), "other").await;
        assert_eq!(codes(taken.unwrap_err()), ["email-taken"]);
        house.deliver_mail().await;
        let mails = house.mails();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].to.address(), "second.officer@example.cn");
        assert_eq!(roles(&house.engine, id).await, [Role::Officer]);
    }

    async fn a_role_taken_away_is_gone_at_once_and_a_closed_account_too(database: Database) {
        let house = House::open(database).await;
        let admin = house.signed("admin").await;
        let officer = house.signed("officer").await;
        let client = house.visitor();
        sign_in(&client, "officer@demo.houbu.test", PASSWORD).await;
        assert_eq!(client.get("/officer/organisations").await.status, 200);
        house.engine.update_person(&admin, officer.id(), input(&["policy"]), "k1").await.unwrap();
        assert_eq!(client.get("/officer/organisations").await.status, 403);
        house.engine.set_person_active(&admin, officer.id(), false, "k2").await.unwrap();
        assert!(client.get("/account").await.path.starts_with("/sign-in"));
        assert!(house.engine.sign_in("officer@demo.houbu.test", PASSWORD, "::1").await.is_err());
        let own = house.engine.set_person_active(&admin, admin.id(), false, "k3").await;
        assert_eq!(codes(own.unwrap_err()), ["own-account"]);
    }

    async fn a_token_acts_as_its_person_until_revoked(database: Database) {
        let house = House::open(database).await;
        let officer = house.signed("officer").await;
        let secret = house.engine.create_api_token(&officer, "试用").await.unwrap();
        let token = house.engine.api_tokens(&officer).await.unwrap().remove(0);
        assert_eq!(house.engine.signed_by_token(&secret).await.unwrap().unwrap().id(), officer.id());
        let director = house.signed("director").await;
        let foreign = house.engine.revoke_api_token(&director, &token.id).await;
        assert!(foreign.is_err(), "nobody revokes another's token");
        house.engine.revoke_api_token(&officer, &token.id).await.unwrap();
        assert!(house.engine.signed_by_token(&secret).await.unwrap().is_none());
        assert!(house.engine.signed_by_token("houbu_0").await.unwrap().is_none());
    }
}
