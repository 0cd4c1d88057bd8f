//! Breaks long lines of a plain-text mail. A Chinese character is two columns wide and may end
//! a line anywhere, except that closing punctuation never starts one. Links are never broken.

/// What a mail window shows without scrolling.
const LINE_MAX_COLUMNS: usize = 76;

/// Marks that belong to what stands before them.
const NEVER_FIRST: &str = "，。、；：？！）》」』”’%";

/// Marks that belong to what follows them.
const NEVER_LAST: &str = "（《「『“‘";

/// Wraps every line of a text.
pub fn wrapped(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        wrap_line(line, &mut lines);
    }
    lines.join("\n") + "\n"
}

fn wrap_line(line: &str, lines: &mut Vec<String>) {
    let mut current = String::new();
    let mut used = 0;
    for piece in pieces(line) {
        let width = columns(piece.trim_end());
        if used > 0 && used + width > LINE_MAX_COLUMNS {
            lines.push(current.trim_end().to_owned());
            current.clear();
            used = 0;
        }
        current.push_str(piece);
        used += columns(piece);
    }
    // Not trimmed: the signature mark "-- " keeps its space.
    lines.push(current);
}

/// Cuts a line into what must stay together: a word with the blanks after it,
/// or one wide character with the punctuation that follows it.
fn pieces(line: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut before = None;
    for (at, character) in line.char_indices() {
        if before.is_some_and(|before| may_break(before, character)) {
            cuts.push(at);
        }
        before = Some(character);
    }
    cuts.push(line.len());
    cuts.windows(2).filter_map(|pair| line.get(pair[0]..pair[1])).collect()
}

fn may_break(before: char, after: char) -> bool {
    let blank_ends = before == ' ' && after != ' ';
    let wide_meets = (is_wide(before) || is_wide(after)) && after != ' ';
    (blank_ends || wide_meets) && !NEVER_FIRST.contains(after) && !NEVER_LAST.contains(before)
}

fn columns(text: &str) -> usize {
    text.chars().map(|character| if is_wide(character) { 2 } else { 1 }).sum()
}

/// The blocks East Asian text is written in.
fn is_wide(character: char) -> bool {
    matches!(
        character,
        '\u{2e80}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe4f}'
            | '\u{ff00}'..='\u{ff60}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::{LINE_MAX_COLUMNS, columns, wrapped};

    #[test]
    fn chinese_wraps_at_the_width_and_keeps_its_punctuation() {
        let text = "补".repeat(38) + "，" + &"正".repeat(10);
        let lines: Vec<String> = wrapped(&text).lines().map(str::to_owned).collect();
        assert_eq!(lines, ["补".repeat(37), "补，".to_owned() + &"正".repeat(10)]);
        assert!(lines.iter().all(|line| columns(line) <= LINE_MAX_COLUMNS));
    }

    #[test]
    fn words_and_links_stay_whole() {
        let link = format!("https://houbu.example/{}", "a".repeat(90));
        assert_eq!(wrapped(&format!("open {link} now")), format!("open\n{link}\nnow\n"));
        assert_eq!(wrapped("-- \n"), "-- \n");
    }
}
