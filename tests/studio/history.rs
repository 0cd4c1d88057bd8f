//! A history of real cases: many claims of many figures over some days, under rules that change meanwhile.
//! The same seed writes the same history, on whichever database.

use engine::attachments::Upload;
use engine::studio::{DraftInput, DraftText, PublishDraft};
use harness::House;
use workflow::id::{ApplicationId, OrganisationId};
use workflow::{Command, Date};

use super::{PROGRAMME, with_case, with_rate};

/// Figures at and beside the bounds of the shipped bands; less than the first earns not even a fen.
const BOUNDS_YUAN: [&str; 9] = [
    "2",
    "99999.99",
    "100000",
    "100000.01",
    "1000000",
    "1000000.01",
    "45500000",
    "50000000",
    "99999999999.99",
];
/// The first band's rates, in turn, and what a million earns by them.
const RATES: [(&str, &str); 4] = [("2", "6500"), ("1.5", "6000"), ("0.5", "5000"), ("1", "5500")];
/// Organisations of the demo that may hand in.
const CONFIRMED: usize = 30;

/// Chance that anybody can repeat: `SplitMix64`.
pub struct Dice(pub u64);

impl Dice {
    pub fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn yuan(&mut self) -> String {
        if self.throw(3) == 0 {
            BOUNDS_YUAN[usize::try_from(self.throw(BOUNDS_YUAN.len() as u64)).unwrap()].to_owned()
        } else {
            let digits = 10_u64.pow(u32::try_from(self.throw(10) + 1).unwrap());
            format!("{}.{:02}", 2 + self.throw(digits), self.throw(100))
        }
    }

    /// From what a registrar has to reach, to the most a form takes.
    fn registered_yuan(&mut self) -> String {
        format!("{}.{:02}", 100_000_000 + self.throw(90_000_000_000), self.throw(100))
    }
}

/// Hands in so many claims; a quarter of the way each, other rules are published from the next day.
pub async fn write(house: &House, seed: u64, count: usize) {
    let mut dice = Dice(seed);
    let mut living: Vec<Option<ApplicationId>> = vec![None; CONFIRMED];
    let mut published = 0;
    for number in 0..count {
        if number * 4 / count > published {
            publish(house, published).await;
            published += 1;
        }
        let place = number % CONFIRMED;
        let organisation = house.cast.organisations[place];
        if let Some(case) = living[place].take() {
            let member = house.member_of(organisation).await;
            let away = Command::Withdraw { reason: "另行申报".to_owned() };
            house.give(&member, case, away, &format!("{case}-away")).await;
        }
        living[place] = Some(hand_in(house, organisation, number, &mut dice).await);
    }
}

async fn hand_in(
    house: &House,
    organisation: OrganisationId,
    number: usize,
    dice: &mut Dice,
) -> ApplicationId {
    let member = house.member_of(organisation).await;
    let key = |step: &str| format!("history-{number}-{step}");
    let begun =
        house.engine.start_application(&member, house.cast.calls[1], organisation, &key("start")).await;
    let case = begun.unwrap().application;
    let answers: Vec<(&str, String)> = if dice.throw(4) == 0 {
        vec![("kind", "registrar".to_owned()), ("registered_total", dice.registered_yuan())]
    } else {
        vec![
            ("kind", "unit".to_owned()),
            ("contract_total", "99999999999.99".to_owned()),
            ("paid_total", dice.yuan()),
        ]
    };
    let answers = answers.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
    house.give(&member, case, Command::SaveAnswers { answers }, &key("save")).await;
    for document in ["licence", "contract-registration"] {
        let upload = Upload {
            document_code: document.to_owned(),
            file_name: format!("{document}.pdf"),
            bytes: harness::cases::PDF.to_vec(),
        };
        house.engine.add_attachment(&member, case, upload, &key(document)).await.unwrap();
    }
    house.give(&member, case, Command::Submit, &key("submit")).await;
    case
}

/// Other rules from tomorrow on, by two people, and tomorrow comes.
async fn publish(house: &House, turn: usize) {
    let (author, second) = (house.signed("policy").await, house.signed("policy2").await);
    let key = |step: &str| format!("history-rules-{turn}-{step}");
    let input = DraftInput { programme: Some(PROGRAMME.to_owned()), files: None, note: "调整".to_owned() };
    let draft = house.engine.begin_draft(&author, input, &key("begin")).await.unwrap();
    let (rate, million) = RATES[turn % RATES.len()];
    let files = with_case(with_rate(house.engine.draft(&author, draft).await.unwrap().files, rate), million);
    let text = DraftText { files, note: "调整".to_owned(), rebase: false };
    house.engine.save_draft(&author, draft, 1, text, &key("save")).await.unwrap();
    house.engine.submit_draft(&author, draft, 2, &key("submit")).await.unwrap();
    let tomorrow: Date = house.engine.today().await.unwrap().next();
    let days = PublishDraft { effective_from: tomorrow.to_string(), effective_until: String::new() };
    house.engine.publish_draft(&second, draft, 3, days, &key("publish")).await.unwrap();
    house.set_day(&tomorrow.to_string()).await;
}
