//! County-level codes of GB/T 2260 around Haimen, dated, with what became of them. A code given up
//! keeps its meaning for ever: whoever was registered under it is not wrong today.
//! A table only; regions beyond Nantong are not in it and answer nothing.

/// A region code and what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    pub code: &'static str,
    pub name: &'static str,
    /// None while the code is in use.
    pub ended: Option<Ended>,
}

/// How a code went out of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// Year of the change.
    pub year: u16,
    /// The code that took its place.
    pub successor: &'static str,
}

impl Region {
    pub const fn is_current(&self) -> bool {
        self.ended.is_none()
    }

    /// The region today: itself, or what took its place.
    pub fn today(&self) -> &'static str {
        self.ended.map_or(self.code, |ended| ended.successor)
    }
}

const fn current(code: &'static str, name: &'static str) -> Region {
    Region { code, name, ended: None }
}

const fn given_up(code: &'static str, name: &'static str, year: u16, successor: &'static str) -> Region {
    Region { code, name, ended: Some(Ended { year, successor }) }
}

const REGIONS: [Region; 15] = [
    current("320000", "江苏省"),
    current("320600", "南通市"),
    given_up("320602", "崇川区", 2020, "320613"),
    given_up("320611", "港闸区", 2020, "320613"),
    current("320612", "通州区"),
    current("320613", "崇川区"),
    current("320614", "海门区"),
    given_up("320621", "海安县", 2018, "320685"),
    current("320623", "如东县"),
    // A code of the statistics, not of the standard's own list.
    current("320671", "南通经济技术开发区"),
    current("320681", "启东市"),
    current("320682", "如皋市"),
    given_up("320683", "通州市", 2009, "320612"),
    given_up("320684", "海门市", 2020, "320614"),
    current("320685", "海安市"),
];

/// The region of a six-digit code, in use or not.
pub fn find_region(code: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.code == code)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn a_code_given_up_leads_to_one_in_use() {
        for region in &REGIONS {
            assert!(find_region(region.today()).unwrap().is_current(), "{}", region.code);
            assert!(region.code.len() == 6 && region.code.bytes().all(|byte| byte.is_ascii_digit()));
        }
        let haimen = find_region("320684").unwrap();
        assert_eq!((haimen.name, haimen.today()), ("海门市", "320614"));
        assert_eq!(find_region("320699"), None);
    }

    #[test]
    fn no_code_stands_twice() {
        assert!(REGIONS.is_sorted_by(|one, next| one.code < next.code));
    }
}
