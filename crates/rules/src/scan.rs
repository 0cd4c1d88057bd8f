//! A light reading of script text, independent of the engine's syntax tree: which names a script
//! uses, which functions it calls, and which criteria it states with which facts. Serves the
//! lint and the trace; decides nothing.

mod fields;

use std::collections::{BTreeMap, BTreeSet};

/// Words of the language that are never facts.
const KEYWORDS: &[&str] = &[
    "let", "const", "if", "else", "switch", "for", "in", "while", "loop", "until", "do", "break", "continue",
    "return", "throw", "try", "catch", "fn", "true", "false", "private", "this",
];

/// Functions whose first two arguments are a criterion's code and clause.
const STATING: &[&str] = &["criterion", "soft_criterion"];
/// Words that let a script take one way or another.
const BRANCHING: &[&str] = &["if", "switch", "for", "while", "until"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Name(String),
    Text(String),
    Mark(char),
}

#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) token: Token,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A name at its first place in the script.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A `criterion("code", "clause")` of the script.
#[derive(Clone, Debug)]
pub(crate) struct StatedCriterion {
    pub(crate) code: Named,
    pub(crate) clause: Option<String>,
    pub(crate) names: BTreeSet<String>,
}

/// A field of a record the script reads: `ip.advanced`, or `sum(loans, "interest")`.
#[derive(Clone, Debug)]
pub(crate) struct FieldRead {
    /// The name it is read of; none where it is read of an expression.
    pub(crate) base: Option<String>,
    pub(crate) field: Named,
    /// Of every record of a list, rather than of one record.
    pub(crate) of_items: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Scan {
    pub(crate) variables: Vec<Named>,
    pub(crate) calls: Vec<Named>,
    pub(crate) declared: BTreeSet<String>,
    pub(crate) functions: BTreeSet<String>,
    pub(crate) criteria: Vec<StatedCriterion>,
    /// Names in conditions and assignments: they decide which criteria are asked, or with what.
    pub(crate) deciding: BTreeSet<String>,
    pub(crate) fields: Vec<FieldRead>,
}

impl Scan {
    pub(crate) fn of(script: &str) -> Self {
        let tokens = tokenise(script);
        let mut scan = Self::default();
        scan.collect_names(&tokens);
        scan.collect_criteria(&tokens);
        scan.fields = fields::read_in(&tokens);
        scan
    }

    pub(crate) fn uses(&self, name: &str) -> bool {
        self.variables.iter().any(|variable| variable.name == name)
    }

    fn collect_names(&mut self, tokens: &[Placed]) {
        let mut parameters_of_fn = false;
        for (at, placed) in tokens.iter().enumerate() {
            let Token::Name(name) = &placed.token else {
                parameters_of_fn &= placed.token != Token::Mark(')');
                continue;
            };
            let previous = at.checked_sub(1).map(|before| &tokens[before].token);
            let next = tokens.get(at + 1).map(|after| &after.token);
            let after = |word: &str| previous == Some(&Token::Name(word.into()));
            let named = || Named { name: name.clone(), line: placed.line, column: placed.column };
            if KEYWORDS.contains(&name.as_str()) {
                continue;
            }
            if after("fn") {
                self.functions.insert(name.clone());
                parameters_of_fn = true;
            } else if parameters_of_fn || after("let") || after("const") || after("for") {
                self.declared.insert(name.clone());
            } else if next == Some(&Token::Mark('(')) {
                self.calls.push(named());
            } else if previous != Some(&Token::Mark('.')) {
                self.variables.push(named());
            }
        }
    }

    /// Statement by statement, so that a criterion knows the names it rests on, also through
    /// `let` variables stated before it.
    fn collect_criteria(&mut self, tokens: &[Placed]) {
        let mut behind: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for statement in tokens.split(|placed| matches!(placed.token, Token::Mark(';' | '{' | '}'))) {
            let declared = declared_name(statement);
            let stated = &statement[if declared.is_some() { 2 } else { 0 }..];
            let mut names = BTreeSet::new();
            for (at, name) in
                stated.iter().enumerate().filter_map(|(at, placed)| Some((at, placed.token.name()?)))
            {
                if fields::is_property(stated, at) {
                    continue;
                }
                match behind.get(name) {
                    Some(resolved) => names.extend(resolved.iter().cloned()),
                    None => drop(names.insert(name.to_owned())),
                }
            }
            let stating = stated.iter().any(|placed| placed.is_any_of(STATING));
            if statement.iter().any(|placed| placed.is_any_of(BRANCHING)) || declared.is_none() && !stating {
                self.deciding.extend(names.iter().cloned());
            }
            if let Some(local) = declared {
                behind.insert(local.to_owned(), names.clone());
            }
            for (at, placed) in statement.iter().enumerate() {
                if placed.is_any_of(STATING) {
                    self.criteria.extend(stated_criterion(&statement[at..], &names));
                }
            }
        }
    }
}

impl Placed {
    fn is_any_of(&self, words: &[&str]) -> bool {
        self.token.name().is_some_and(|name| words.contains(&name))
    }
}

impl Token {
    fn name(&self) -> Option<&str> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }
}

/// The variable a `let` or `const` statement introduces.
fn declared_name(statement: &[Placed]) -> Option<&str> {
    let word = statement.first()?.token.name()?;
    let local = statement.get(1)?.token.name()?;
    (word == "let" || word == "const").then_some(local)
}

fn stated_criterion(tokens: &[Placed], names: &BTreeSet<String>) -> Option<StatedCriterion> {
    let place = tokens.get(2)?;
    let Token::Text(code) = &place.token else {
        return None;
    };
    let clause = match (tokens.get(3).map(|placed| &placed.token), tokens.get(4).map(|placed| &placed.token))
    {
        (Some(Token::Mark(',')), Some(Token::Text(clause))) => Some(clause.clone()),
        _ => None,
    };
    let code = Named { name: code.clone(), line: place.line, column: place.column };
    Some(StatedCriterion { code, clause, names: names.clone() })
}

fn tokenise(script: &str) -> Vec<Placed> {
    let mut tokens = Vec::new();
    let mut characters = script.chars().peekable();
    let (mut line, mut column) = (1, 0);
    let mut advance = |characters: &mut std::iter::Peekable<std::str::Chars<'_>>| {
        let next = characters.next();
        match next {
            Some('\n') => (line, column) = (line + 1, 0),
            Some(_) => column += 1,
            None => {}
        }
        (next, line, column)
    };
    loop {
        let (Some(character), line, column) = advance(&mut characters) else {
            return tokens;
        };
        let token = match character {
            '/' if characters.peek() == Some(&'/') => {
                while !matches!(advance(&mut characters).0, None | Some('\n')) {}
                continue;
            }
            '/' if characters.peek() == Some(&'*') => {
                let mut last = ' ';
                while let (Some(next), ..) = advance(&mut characters) {
                    if last == '*' && next == '/' {
                        break;
                    }
                    last = next;
                }
                continue;
            }
            '"' | '`' => {
                let mut text = String::new();
                while let (Some(next), ..) = advance(&mut characters) {
                    match next {
                        '\\' => text.extend(advance(&mut characters).0),
                        end if end == character => break,
                        other => text.push(other),
                    }
                }
                Token::Text(text)
            }
            letter if letter.is_ascii_alphanumeric() || letter == '_' => {
                let mut name = String::from(letter);
                while characters.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '_') {
                    name.extend(advance(&mut characters).0);
                }
                if letter.is_ascii_digit() {
                    continue;
                }
                Token::Name(name)
            }
            space if space.is_whitespace() => continue,
            mark => Token::Mark(mark),
        };
        tokens.push(Placed { token, line, column });
    }
}

/// Farthest misspelling still offered as a suggestion, in single-letter edits.
const SUGGESTION_MAX_EDITS: usize = 3;

/// The known name closest to a misspelt one.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    known
        .map(|candidate| (edits(name, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= SUGGESTION_MAX_EDITS && *distance < candidate.chars().count()
        })
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

/// Levenshtein distance; both names are short, the quadratic table is fine.
fn edits(left: &str, right: &str) -> usize {
    /// Names longer than this are not worth comparing.
    const NAME_MAX_CHARS: usize = 64;
    let right: Vec<char> = right.chars().take(NAME_MAX_CHARS).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, letter) in left.chars().take(NAME_MAX_CHARS).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_criterion_rests_on_the_facts_behind_its_variables() {
        let script = concat!(
            "// tier, not \"used\"\n",
            "let tier = band(last(sales_y), [[wan(5000), small]], big);\n",
            "criterion(\"rd-ratio\", \"11-5\").at_least(ratio(sum(rd_y), sum(sales_y)), tier);",
        );
        let scan = Scan::of(script);
        let criterion = &scan.criteria[0];
        assert_eq!((criterion.code.name.as_str(), criterion.clause.as_deref()), ("rd-ratio", Some("11-5")));
        assert_eq!((criterion.code.line, criterion.code.column), (3, 11));
        for name in ["sales_y", "rd_y", "small", "big"] {
            assert!(criterion.names.contains(name), "{name}");
        }
        assert!(!criterion.names.contains("tier") && !scan.uses("used"));
        assert!(scan.uses("small") && scan.declared.contains("tier"));
        assert!(scan.deciding.is_empty(), "{:?}", scan.deciding);
    }

    #[test]
    fn conditions_and_assignments_decide() {
        let script = r#"let met = criterion("a", "1").at_least(x, 1);
            if !met { criterion("b", "2").at_least(y, 1); }
            points += z; let w = if v { 1 } else { 2 };"#;
        let deciding = Scan::of(script).deciding;
        for (name, decides) in [("x", true), ("y", false), ("z", true), ("v", true)] {
            assert_eq!(deciding.contains(name), decides, "{name}");
        }
    }

    #[test]
    fn the_nearest_name_is_offered_only_when_near() {
        let known = ["sales_y", "rd_y", "total_staff"];
        assert_eq!(nearest("slaes_y", known.into_iter()), Some("sales_y".into()));
        assert_eq!(nearest("innovation", known.into_iter()), None);
    }
}
