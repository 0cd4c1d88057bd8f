//! Which fields of records a script reads, and of what: after a point, or named as text in a word
//! for lists. Reads tokens only; whether such a field exists is for the lint to say.

use super::{FieldRead, Named, Placed, Token};
use crate::host::OF_FIELD;

pub(super) fn read_in(tokens: &[Placed]) -> Vec<FieldRead> {
    let reads = tokens.iter().enumerate().filter_map(|(at, placed)| {
        let name = placed.token.name()?;
        if is_property(tokens, at) && !is_mark(tokens.get(at + 1), '(') {
            return Some(property(tokens, at, name));
        }
        if OF_FIELD.contains(&name) && is_mark(tokens.get(at + 1), '(') {
            return of_items(tokens, at);
        }
        None
    });
    reads.collect()
}

/// Whether the name stands after a point; the two points of a range are none.
pub(super) fn is_property(tokens: &[Placed], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|index| tokens.get(index));
    is_mark(before(1), '.') && !is_mark(before(2), '.')
}

fn is_mark(placed: Option<&Placed>, mark: char) -> bool {
    placed.is_some_and(|placed| placed.token == Token::Mark(mark))
}

fn property(tokens: &[Placed], at: usize, name: &str) -> FieldRead {
    let Placed { line, column, .. } = tokens[at];
    let base = at.checked_sub(2).filter(|base| !is_property(tokens, *base));
    FieldRead {
        base: base.and_then(|base| tokens[base].token.name()).map(str::to_owned),
        field: Named { name: name.to_owned(), line, column },
        of_items: false,
    }
}

/// The text in second place of a call such as `sum(loans, "interest")`.
fn of_items(tokens: &[Placed], call: usize) -> Option<FieldRead> {
    let mut depth = 0_usize;
    for at in call + 1..tokens.len() {
        match tokens[at].token {
            Token::Mark('(' | '[' | '{') => depth += 1,
            Token::Mark(')' | ']' | '}') if depth == 1 => return None,
            Token::Mark(')' | ']' | '}') => depth -= 1,
            Token::Mark(',') if depth == 1 => {
                let Placed { token: Token::Text(name), line, column } = tokens.get(at + 1)? else {
                    return None;
                };
                let alone = at == call + 3;
                return Some(FieldRead {
                    base: alone.then(|| tokens[call + 2].token.name().map(str::to_owned)).flatten(),
                    field: Named { name: name.clone(), line: *line, column: *column },
                    of_items: true,
                });
            }
            _ => {}
        }
    }
    None
}
