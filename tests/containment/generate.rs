//! Statements made by chance that follow the grammar, so that they run instead of being refused: figures on
//! every edge, words of the host with arguments of every kind, loops, texts and lists that grow.
//! The same seed makes the same statements.

use super::mutate::Chance;

/// Nesting of expressions; the engine's own limit is past it now and then.
const DEPTH_MAX: usize = 4;

const FIGURES: [&str; 18] = [
    "0",
    "1",
    "-1",
    "7",
    "0.1",
    "1.5",
    "0.000000000000001",
    "9223372036854775807",
    "(-9223372036854775807 - 1)",
    "79228162514264337593543950335.0",
    "true",
    "false",
    "()",
    "[]",
    "[1, 2, 3]",
    "[(), 1]",
    "\"a\"",
    "\"长\"",
];
const OPERATORS: [&str; 16] =
    ["+", "-", "*", "/", "%", "**", "==", "!=", "<", "<=", ">", ">=", "&", "|", "^", "<<"];
const OF_ONE: [&str; 18] = [
    "percent",
    "permille",
    "wan",
    "yi",
    "floor",
    "ceiling",
    "is_missing",
    "sum",
    "last",
    "first",
    "len",
    "count",
    "largest",
    "smallest",
    "average",
    "-",
    "!",
    "output_of",
];
const OF_TWO: [&str; 8] = ["ratio", "min", "max", "round_to", "first_known", "contains", "at", "sum"];
const COMPARISONS: [&str; 5] = ["at_least", "more_than", "at_most", "less_than", "equals"];

/// One expression; names are those of the small pack when it is given.
fn expression(chance: &mut Chance, names: &[&str], depth: usize) -> String {
    let inner = |chance: &mut Chance| expression(chance, names, depth + 1);
    if depth >= DEPTH_MAX || chance.below(3) == 0 {
        let is_named = !names.is_empty() && chance.below(2) == 0;
        return (*chance.one_of(if is_named { names } else { &FIGURES })).to_owned();
    }
    match chance.below(9) {
        0..=2 => format!("({} {} {})", inner(chance), chance.one_of(&OPERATORS), inner(chance)),
        3 => match *chance.one_of(&OF_ONE) {
            "output_of" => format!("`${{{}}}`", inner(chance)),
            word => format!("{word}({})", inner(chance)),
        },
        4 => format!("{}({}, {})", chance.one_of(&OF_TWO), inner(chance), inner(chance)),
        5 => format!("[{}, {}]", inner(chance), inner(chance)),
        6 => format!(
            "band({}, [[1, {}], [5, {}]], {})",
            inner(chance),
            inner(chance),
            inner(chance),
            inner(chance)
        ),
        7 => format!("(if {} > 0 {{ {} }} else {{ {} }})", inner(chance), inner(chance), inner(chance)),
        _ => format!("only([{}], \"a\", {})", inner(chance), inner(chance)),
    }
}

/// One statement whose own names end in the number.
fn statement(chance: &mut Chance, names: &[&str], number: usize) -> String {
    let some = |chance: &mut Chance| expression(chance, names, 0);
    let turns = *chance.one_of(&["3", "30", "3000", "9223372036854775807"]);
    match chance.below(13) {
        0 => format!("let v{number} = {};", some(chance)),
        1 => format!("output(\"k{number}\", {});", some(chance)),
        2 => {
            let word = chance.one_of(&COMPARISONS);
            format!("criterion(\"c{number}\", \"1\").{word}({}, {});", some(chance), some(chance))
        }
        3 => format!("amount(\"p{number}\").fixed({}).cap({});", some(chance), some(chance)),
        4 => format!("amount(\"p{number}\").rate({}, {}).round_down_to_yuan();", some(chance), some(chance)),
        5 => format!("amount(\"p{number}\").per_full({}, {}, {});", some(chance), some(chance), some(chance)),
        6 => format!(
            "let s{number} = {}; for j in range(0, {turns}) {{ s{number} += s{number}; }}",
            some(chance)
        ),
        7 => format!(
            "let n{number} = {}; for j in range(0, {turns}) {{ n{number} = n{number} * n{number} + {}; }}",
            some(chance),
            some(chance)
        ),
        8 => {
            format!("let l{number} = [1]; for j in range(0, {turns}) {{ l{number} += [{}]; }}", some(chance))
        }
        9 => format!("for j in range(0, {turns}) {{ output(\"o{number}\" + j, {}); }}", some(chance)),
        10 => format!(
            "fn g{number}(a) {{ {} + g{number}(a - 1) }} g{number}({turns});",
            expression(chance, &["a"], 2)
        ),
        11 => format!(
            "if {} == 1 && {} != 2 {{ needs_review(\"r{number}\"); }} else {{ leave_amount_to_person(\"r{number}\"); }}",
            some(chance),
            some(chance)
        ),
        _ => format!(
            "let i{number} = 0; while i{number} < {turns} {{ i{number} += 1; let w = {}; }}",
            some(chance)
        ),
    }
}

/// The script with statements before, behind or between its lines.
pub fn grown(script: &str, names: &[&str], chance: &mut Chance) -> String {
    let mut lines: Vec<String> = script.lines().map(str::to_owned).collect();
    for number in 0..=chance.below(5) {
        let place = match chance.below(4) {
            0 => 0,
            1 => chance.below(lines.len() + 1),
            _ => lines.len(),
        };
        lines.insert(place, statement(chance, names, number));
    }
    lines.join("\n")
}
