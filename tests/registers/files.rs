//! Small files of every register, as a bureau would have them. People are the codes P-1, P-2, …
//! Nothing is loaded here.

use engine::registers::Register;
use workflow::identity::complete_uscc;

/// The code of a generated organisation.
pub fn uscc(number: u32) -> String {
    complete_uscc(&format!("9132068{number:010}")).unwrap()
}

/// A table: its first line, and lines behind it.
pub fn table(header: &str, lines: &[String]) -> Vec<u8> {
    format!("{header}\n{}\n", lines.join("\n")).into_bytes()
}

pub fn people(codes: std::ops::RangeInclusive<u32>) -> Vec<u8> {
    let lines: Vec<String> = codes.map(|code| format!("P-{code},专家 {code},名册,2020-01-01")).collect();
    table("person_code,name,source,valid_from", &lines)
}

/// One file of each register, in an order in which they can be loaded.
pub fn every_register() -> Vec<(Register, Vec<u8>)> {
    let (one, two) = (uscc(1), uscc(2));
    let file = |header: &str, line: String| table(header, &[line]);
    vec![
        (
            Register::Organisation,
            file(
                "uscc,organisation_name,phone,address,bank_account,legal_representative,source,valid_from",
                format!(
                    "{one},示例一,0513-82100001,示例路 1 号,6222 0001 0002 0003,法定代表人,工商登记,2020-01-01"
                ),
            ),
        ),
        (Register::Person, people(1..=3)),
        (
            Register::Position,
            file(
                "person_code,uscc,position_title,source,valid_from,valid_to",
                format!("P-1,{one},总工程师,社保名册,2020-01-01,2025-12-31"),
            ),
        ),
        (
            Register::IpRight,
            file(
                "right_number,right_class,title,owners,inventors,source,valid_from",
                format!("ZL202010000001.1,I,一种装置,{two};{one},P-2；p-1,专利公报,2021-05-01"),
            ),
        ),
        (
            Register::Agreement,
            file(
                "agreement_number,title,organisations,people,amount,paid,source,valid_from",
                format!(
                    "2024-320684-000001,技术开发,{one}、{two},P-3,\"1,200,000.50\",600000,认定登记,2024-03-01"
                ),
            ),
        ),
        (
            Register::Loan,
            file(
                "loan_number,bank,borrower,amount,interest,source,valid_from,valid_to",
                format!("L-2024-01,示例银行,{one},5000000,180000.25,借款合同,2024-01-01,2025-01-01"),
            ),
        ),
        (
            Register::Certificate,
            file(
                "certificate_kind,certificate_number,uscc,source,valid_from,valid_to",
                format!("高新技术企业,GR202432000001,{one},公告,2024-11-01,2027-10-31"),
            ),
        ),
        (
            Register::Publication,
            file(
                "publication_number,title,authors,source,valid_from",
                "10.1000/EXAMPLE.1,一种方法,P-1;P-2,期刊,2023-06-01".to_owned(),
            ),
        ),
        (
            Register::Expert,
            file(
                "person_code,expertise,employer,login,source,valid_from",
                format!("P-1,智能装备,{one},officer@demo.houbu.test,聘书,2025-01-01"),
            ),
        ),
    ]
}
