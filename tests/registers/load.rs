//! Loading: every register takes its file once, a correction replaces, a wrong line refuses the whole file
//! and says where. The printed columns and the documentation are the same.

use engine::registers::{LoadReport, Register, columns};
use engine::{EngineError, FieldFault};
use harness::{House, on_both_databases};
use store::Page;
use store::registers::{
    self, Agreement, Certificate, Expert, IpRight, Loan, Position, Publication, RegisterRow,
    RegisteredOrganisation, RegisteredPerson,
};

use super::files::{every_register, people, table, uscc};

const fn report(added: usize, corrected: usize, unchanged: usize) -> LoadReport {
    LoadReport { added, corrected, unchanged }
}

async fn load(house: &House, register: Register, file: Vec<u8>) -> LoadReport {
    house.engine.install_register(register, file).await.unwrap()
}

/// The faults of a file, each as `line column code`.
async fn refused(house: &House, register: Register, file: Vec<u8>) -> Vec<String> {
    let said = |fault: &FieldFault| {
        let line = fault.arguments.get("line").map_or("-", String::as_str);
        format!("{line} {} {}", fault.field, fault.code)
    };
    match house.engine.install_register(register, file).await {
        Err(EngineError::Invalid(faults)) => faults.iter().map(said).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

async fn standing<R: RegisterRow>(house: &House) -> usize {
    registers::page::<R>(house.engine.store(), &Page::first(500)).await.unwrap().len()
}

/// How many rows stand, register by register, in the order of [`Register::ALL`].
async fn all_standing(house: &House) -> [usize; 9] {
    [
        standing::<RegisteredOrganisation>(house).await,
        standing::<RegisteredPerson>(house).await,
        standing::<Position>(house).await,
        standing::<IpRight>(house).await,
        standing::<Agreement>(house).await,
        standing::<Loan>(house).await,
        standing::<Certificate>(house).await,
        standing::<Publication>(house).await,
        standing::<Expert>(house).await,
    ]
}

on_both_databases! {
    async fn every_register_takes_its_file_and_the_same_file_again_changes_nothing(database: Database) {
        let house = House::open(database).await;
        let before = all_standing(&house).await;
        for (register, file) in every_register() {
            let added = if register == Register::Person { 3 } else { 1 };
            assert_eq!(load(&house, register, file.clone()).await, report(added, 0, 0), "{register}");
            assert_eq!(load(&house, register, file).await, report(0, 0, added), "{register}");
        }
        let after = all_standing(&house).await;
        let added: Vec<usize> = after.iter().zip(before).map(|(after, before)| after - before).collect();
        assert_eq!(added, [1, 3, 1, 1, 1, 1, 1, 1, 1]);
        let store = house.engine.store();
        let right: IpRight = registers::one(store, "ZL202010000001.1").await.unwrap().unwrap();
        assert_eq!((right.inventors.as_str(), right.class.as_str()), ("P-1;P-2", "I"));
        let agreement: Agreement = registers::one(store, "2024-320684-000001").await.unwrap().unwrap();
        assert_eq!((agreement.amount_fen.fen(), agreement.paid_fen.fen()), (120_000_050, 60_000_000));
        let organisation: RegisteredOrganisation = registers::one(store, &uscc(1)).await.unwrap().unwrap();
        assert_eq!(organisation.bank_account.unwrap().reveal(), "6222000100020003");
    }

    async fn a_correction_replaces_the_row_and_keeps_it(database: Database) {
        let house = House::open(database).await;
        load(&house, Register::Person, people(1..=3)).await;
        let right = |inventors: &str| {
            let header = "right_number,right_class,title,owners,inventors,source,valid_from";
            table(header, &[format!("ZL1,I,一种装置,{},{inventors},专利公报,2021-05-01", uscc(1))])
        };
        assert_eq!(load(&house, Register::IpRight, right("P-1;P-2")).await, report(1, 0, 0));
        assert_eq!(load(&house, Register::IpRight, right("P-2;P-1")).await, report(0, 0, 1));
        assert_eq!(load(&house, Register::IpRight, right("P-3")).await, report(0, 1, 0));
        let store = house.engine.store();
        let history: Vec<IpRight> = registers::history(store, "ZL1").await.unwrap();
        let inventors: Vec<(&str, bool)> =
            history.iter().map(|row| (row.inventors.as_str(), row.replaced_at.is_some())).collect();
        assert_eq!(inventors, [("P-1;P-2", true), ("P-3", false)]);
        let day = "2026-03-02".parse().unwrap();
        let shared = registers::relations::shared_with(store, &uscc(1), day, 100).await.unwrap();
        let parties: Vec<&str> = shared.iter().map(|party| party.party.as_str()).collect();
        assert_eq!(parties, [uscc(1).as_str(), "P-3"], "who was corrected away is party to nothing");
    }

    async fn a_wrong_line_refuses_the_whole_file_and_says_where(database: Database) {
        let house = House::open(database).await;
        let before = all_standing(&house).await;
        let header = "uscc,organisation_name,bank_account,source,valid_from,valid_to";
        let good = format!("{},示例,,登记,2020-01-01,", uscc(1));
        let file = table(header, &[
            good.clone(),
            "91320684750503512K,示例,,登记,2020-01-01,".to_owned(),
            format!("{},,12,,2020-13-01,", uscc(2)),
            format!("{},示例,,登记,2020-01-02,2020-01-01", uscc(3)),
            good,
        ]);
        let faults = refused(&house, Register::Organisation, file).await;
        assert_eq!(faults, [
            "3 uscc uscc-check-digit",
            "4 organisation_name required",
            "4 bank_account account-number-length",
            "4 source required",
            "4 valid_from not-a-date",
            "5 valid_to date-order",
            "6 uscc table-line-twice",
        ]);
        let unknown = refused(&house, Register::Organisation, b"uscc,nmae\n".to_vec()).await;
        assert_eq!(unknown[0], "- file table-column-unknown");
        let paid = table(
            "agreement_number,title,organisations,amount,paid,source,valid_from",
            &[format!("A-1,开发,{},10,10.01,登记,2024-01-01", uscc(1)), format!("A-2,开发,{},-1,x,登记,2024-01-01", uscc(1))],
        );
        let faults = refused(&house, Register::Agreement, paid).await;
        assert_eq!(faults, [
            "2 paid table-part-exceeds-whole", "3 amount negative", "3 paid not-an-amount",
        ]);
        assert_eq!(all_standing(&house).await, before);
    }

    async fn whoever_a_line_names_must_be_known(database: Database) {
        let house = House::open(database).await;
        load(&house, Register::Person, people(1..=2)).await;
        let header = "person_code,expertise,login,source,valid_from";
        let file = table(header, &[
            "P-1,材料,officer@demo.houbu.test,聘书,2025-01-01".to_owned(),
            "P-9,材料,nobody@demo.houbu.test,聘书,2025-01-01".to_owned(),
            "P-2,材料,Officer@demo.houbu.test,聘书,2025-01-01".to_owned(),
        ]);
        let faults = refused(&house, Register::Expert, file).await;
        assert_eq!(faults, [
            "3 person_code table-person-unknown",
            "3 login table-account-unknown",
            "4 login table-line-twice",
        ]);
    }
}

/// The documentation lists the columns of every register in the order in which they are printed.
#[test]
fn the_documented_columns_are_those_that_are_read() {
    let text = std::fs::read_to_string(crate::source::root().join("docs/REGISTERS.md")).unwrap();
    for register in Register::ALL {
        let marked = |column: &engine::registers::Column| {
            if column.required { column.code.to_owned() } else { format!("[{}]", column.code) }
        };
        let own = columns(*register).iter().take_while(|column| column.code != "source");
        let row = format!("| `{register}` | {} |", own.map(marked).collect::<Vec<_>>().join(", "));
        assert!(text.contains(&row), "docs/REGISTERS.md lacks the row\n{row}");
    }
}
