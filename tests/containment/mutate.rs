//! Scripts made from scripts: words are dropped, doubled, exchanged, nested and blown up, by a seed.
//! The same seed makes the same script. It knows the look of the language, not its meaning.

/// Changes made to one script.
const CHANGES_MAX: usize = 3;
/// A script grows no further than this: beyond it, its length alone is refused.
const SCRIPT_MAX_CHARACTERS: usize = 60_000;

/// Words that have a meaning, and figures on every edge.
const WORDS: [&str; 98] = [
    "let",
    "if",
    "else",
    "for",
    "in",
    "while",
    "loop",
    "do",
    "until",
    "break",
    "continue",
    "return",
    "fn",
    "switch",
    "throw",
    "try",
    "catch",
    "const",
    "private",
    "true",
    "false",
    "null",
    "this",
    "is_def_var",
    "criterion",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "equals",
    "is_true",
    "is_false",
    "output",
    "needs_review",
    "soft_criterion",
    "amount",
    "fixed",
    "rate",
    "banded",
    "per_full",
    "cap",
    "floor_at",
    "round_down_to_fen",
    "round_half_up_to_fen",
    "round_down_to_yuan",
    "leave_amount_to_person",
    "range",
    "percent",
    "permille",
    "wan",
    "yi",
    "ratio",
    "floor",
    "ceiling",
    "round_to",
    "min",
    "max",
    "is_missing",
    "first_known",
    "sum",
    "last",
    "first",
    "len",
    "band",
    "count",
    "largest",
    "smallest",
    "only",
    "contains",
    "average",
    "at",
    "x",
    "word",
    "xs",
    "eval",
    "Fn",
    "call",
    "curry",
    "import",
    "print",
    "0",
    "1",
    "-1",
    "0.1",
    "1.5",
    "9223372036854775807",
    "-9223372036854775808",
    "79228162514264337593543950335",
    "0.000000000000001",
    "1e30",
    "()",
    "[]",
    "\"\"",
    "#{}",
    "`${x}`",
    "&&",
    "||",
    "=>",
];

/// What is put around a piece of script.
const WRAPPERS: [(&str, &str); 14] = [
    ("loop { ", " }"),
    ("for i in range(0, 1000) { ", " }"),
    ("for i in xs { ", " }"),
    ("while true { ", " }"),
    ("if true { ", " } else { 1 }"),
    ("{ ", " }"),
    ("(", ")"),
    ("[", "]"),
    ("#{a: ", "}"),
    ("-(", ")"),
    ("`${", "}`"),
    ("output(\"n\", ", ");"),
    ("try { ", " } catch { }"),
    ("fn f(a) { ", " } f(1);"),
];

/// A sequence of numbers from a seed; good enough to choose with, no good for secrets.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below the bound, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    pub fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// The script with some changes; pieces of the other one may come in.
pub fn mutated(script: &str, other: &str, chance: &mut Chance) -> String {
    let mut words = words_of(script);
    for _ in 0..=chance.below(CHANGES_MAX) {
        change(&mut words, other, chance);
    }
    let mut text = words.concat();
    if text.len() > SCRIPT_MAX_CHARACTERS {
        text.truncate(text.floor_char_boundary(SCRIPT_MAX_CHARACTERS));
    }
    text
}

fn change(words: &mut Vec<String>, other: &str, chance: &mut Chance) {
    if words.is_empty() {
        words.push("1".to_owned());
    }
    let place = chance.below(words.len());
    let end = (place + 1 + chance.below(24)).min(words.len());
    match chance.below(11) {
        0 => drop(words.remove(place)),
        1 => {
            let piece = words[place..end].to_vec();
            words.splice(place..place, piece);
        }
        2 => {
            let elsewhere = chance.below(words.len());
            words.swap(place, elsewhere);
        }
        3 => (*chance.one_of(&WORDS)).clone_into(&mut words[place]),
        4 => words.insert(place, format!(" {} ", chance.one_of(&WORDS))),
        5 => {
            let others = words_of(other);
            let from = chance.below(others.len().max(1)).min(others.len());
            let until = (from + 1 + chance.below(40)).min(others.len());
            words.splice(place..place, others[from..until].to_vec());
        }
        6 => {
            let times = [2, 10, 100, 3_000][chance.below(4)];
            let piece = words[place..end].concat().repeat(times);
            words.splice(place..end, [piece]);
        }
        7 | 8 => {
            let depth = [1, 1, 1, 8, 20, 40, 2_000][chance.below(7)];
            let (open, close) = chance.one_of(&WRAPPERS);
            words.insert(end, close.repeat(depth));
            words.insert(place, open.repeat(depth));
        }
        9 => words.insert(place, "9".repeat([1, 20, 40, 400][chance.below(4)])),
        _ => {
            let odd = ['\0', '\u{202e}', '\u{1b}', '"', '`', '\\', '{', '/', '长', '\u{fffd}'];
            words.insert(place, chance.one_of(&odd).to_string());
        }
    }
}

/// Names, numbers, blanks and single signs.
fn words_of(script: &str) -> Vec<String> {
    let kind = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' => 0,
        c if c.is_whitespace() => 1,
        _ => 2,
    };
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for character in script.chars() {
        match words.last_mut() {
            Some(word) if last == Some(kind(character)) && kind(character) != 2 => word.push(character),
            _ => words.push(character.to_string()),
        }
        last = Some(kind(character));
    }
    words
}
