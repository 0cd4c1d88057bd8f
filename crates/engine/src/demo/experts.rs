//! The registers of the demo: a university, an institute, the first enterprises' contacts and engineers,
//! and eight experts, some of whom are bound to some enterprise. Loaded as a bureau loads its files.

use store::organisations::OrganisationRow;
use store::registers::Register;
use workflow::identity::complete_uscc;

use super::enterprises::subject_code;
use crate::{Engine, EngineError};

/// Names of the experts; the account of the first is `expert1@demo.houbu.test`.
const EXPERTS: [&str; 8] = ["专家一", "专家二", "专家三", "专家四", "专家五", "专家六", "专家七", "专家八"];
const FIELDS: [&str; 4] = ["智能装备", "新材料", "生物医药", "软件技术"];
const FROM: &str = "演示资料,2024-01-01";
/// So many enterprises have their contacts in the register.
const ENTERPRISES_REGISTERED: usize = 6;

impl Engine {
    /// Experts of the first enterprises: the sixth shares a telephone with the first enterprise, the seventh
    /// advised it until last summer, the eighth invented with the second one's engineer, and the institute of
    /// the last two works for the third.
    pub(super) async fn install_experts(&self, enterprises: &[OrganisationRow]) -> Result<(), EngineError> {
        let employers = Employers::named()?;
        for (register, file) in [
            (Register::Organisation, organisations(enterprises, &employers)),
            (Register::Person, people()),
            (Register::Position, positions(enterprises, &employers)),
            (Register::IpRight, rights(enterprises)),
            (Register::Agreement, agreements(enterprises, &employers)),
            (Register::Expert, experts(&employers)),
        ] {
            self.install_register(register, file.into_bytes()).await?;
        }
        Ok(())
    }
}

struct Employers {
    university: String,
    institute: String,
}

impl Employers {
    fn named() -> Result<Self, EngineError> {
        let code = |serial: &str| {
            complete_uscc(&format!("12320600{}", subject_code(serial)))
                .ok_or_else(|| EngineError::Corrupt { what: "demo code".to_owned() })
        };
        Ok(Self { university: code("MADEU001")?, institute: code("MADEU002")? })
    }

    /// The first six teach, the others research.
    fn of(&self, expert: usize) -> &str {
        if expert < 6 { &self.university } else { &self.institute }
    }
}

fn organisations(enterprises: &[OrganisationRow], employers: &Employers) -> String {
    let header = "uscc,organisation_name,phone,address,source,valid_from";
    let mut lines = vec![
        format!("{},示例大学,0513-85000001,南通市示例大道 1 号,{FROM}", employers.university),
        format!("{},示例研究院,0513-85000002,南通市示例大道 2 号,{FROM}", employers.institute),
    ];
    let registered = (1..).zip(enterprises.iter().take(ENTERPRISES_REGISTERED));
    lines.extend(registered.map(|(number, enterprise)| {
        let OrganisationRow { uscc, name, address, .. } = enterprise;
        format!("{uscc},{name},0513-8200{number:04},{address},{FROM}")
    }));
    file(header, &lines)
}

fn people() -> String {
    let mut lines: Vec<String> = (1..)
        .zip(EXPERTS)
        .map(|(number, name)| {
            let phone = if number == 6 { "0513-82000001".to_owned() } else { format!("1380000000{number}") };
            format!("ZJ-{number},{name},{phone},{FROM}")
        })
        .collect();
    let engineers = (1..=ENTERPRISES_REGISTERED).map(|number| format!("GC-{number},技术负责人,,{FROM}"));
    lines.extend(engineers);
    file("person_code,name,phone,source,valid_from", &lines)
}

fn positions(enterprises: &[OrganisationRow], employers: &Employers) -> String {
    let mut lines: Vec<String> = (0..EXPERTS.len())
        .map(|expert| format!("ZJ-{},{},研究员,{FROM},", expert + 1, employers.of(expert)))
        .collect();
    let registered = (1..).zip(enterprises.iter().take(ENTERPRISES_REGISTERED));
    lines.extend(
        registered.map(|(number, enterprise)| format!("GC-{number},{},总工程师,{FROM},", enterprise.uscc)),
    );
    lines.extend(enterprises.first().map(|first| format!("ZJ-7,{},技术顾问,{FROM},2025-06-30", first.uscc)));
    file("person_code,uscc,position_title,source,valid_from,valid_to", &lines)
}

fn rights(enterprises: &[OrganisationRow]) -> String {
    let second = enterprises.get(1);
    let line =
        second.map(|second| format!("ZL202410000001.1,I,一种示例装置,{},GC-2;ZJ-8,{FROM}", second.uscc));
    file("right_number,right_class,title,owners,inventors,source,valid_from", line.as_slice())
}

fn agreements(enterprises: &[OrganisationRow], employers: &Employers) -> String {
    let parties = |third: &OrganisationRow| format!("{};{}", third.uscc, employers.institute);
    let line = enterprises
        .get(2)
        .map(|third| format!("2024-320614-000001,示例工艺开发,{},500000,200000,{FROM}", parties(third)));
    file("agreement_number,title,organisations,amount,paid,source,valid_from", line.as_slice())
}

fn experts(employers: &Employers) -> String {
    let line = |expert: usize| {
        let number = expert + 1;
        let fields = FIELDS[expert % FIELDS.len()];
        format!("ZJ-{number},{fields},{},expert{number}@demo.houbu.test,{FROM}", employers.of(expert))
    };
    let lines: Vec<String> = (0..EXPERTS.len()).map(line).collect();
    file("person_code,expertise,employer,login,source,valid_from", &lines)
}

fn file(header: &str, lines: &[String]) -> String {
    format!("{header}\n{}\n", lines.join("\n"))
}
