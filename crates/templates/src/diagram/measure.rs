//! How wide a text is, judged by the class of each character, and where it is broken into lines.
//! The guess errs on the wide side, so that no text leaves its box. No font is read.

/// Thousandths of the font size. Chinese characters and marks are square.
const SQUARE_MILLI_EM: i32 = 1000;
const BROAD_MILLI_EM: i32 = 880;
const CAPITAL_MILLI_EM: i32 = 720;
const PLAIN_MILLI_EM: i32 = 580;
const NARROW_MILLI_EM: i32 = 340;

/// Marks that may not open a line: they stay with the character before them.
const CLOSING: &str = "，。、；：！？）》〉」』】”’,.;:!?)]}";

/// Marks that may not end a line: they stay with the character after them.
const OPENING: &str = "（《〈「『【“‘([{";

/// The width of a text in pixels, rounded up.
pub fn width(text: &str, size_px: i32) -> i32 {
    let milli_em: i32 = text.chars().map(advance).sum();
    (milli_em * size_px + 999) / 1000
}

fn advance(character: char) -> i32 {
    match character {
        'm' | 'w' | 'M' | 'W' | '@' | '%' => BROAD_MILLI_EM,
        'A'..='Z' | '&' => CAPITAL_MILLI_EM,
        'f' | 'i' | 'j' | 'l' | 'r' | 't' | ' '..='/' | ':' | ';' | '[' | ']' | '|' => NARROW_MILLI_EM,
        '0'..='~' => PLAIN_MILLI_EM,
        _ => SQUARE_MILLI_EM,
    }
}

/// The lines of a text that has so much room: broken between Chinese characters and between Latin words;
/// a word longer than a line is broken where the line ends. Never empty.
pub fn wrap(text: &str, size_px: i32, room_px: i32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && width(&format!("{line}{}", piece.trim_end()), size_px) > room_px {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        for character in piece.chars() {
            if !line.is_empty() && character != ' ' && width(&format!("{line}{character}"), size_px) > room_px
            {
                lines.push(std::mem::take(&mut line));
            }
            line.push(character);
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// What must stay together on a line: a Latin word with the space after it, a Chinese character with its marks.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut previous = ' ';
    for character in text.chars() {
        let glued = CLOSING.contains(character)
            || OPENING.contains(previous)
            || (character == ' ' && previous != ' ')
            || (is_latin(character) && is_latin(previous));
        match pieces.last_mut() {
            Some(piece) if glued => piece.push(character),
            _ => pieces.push(character.to_string()),
        }
        previous = character;
    }
    pieces
}

fn is_latin(character: char) -> bool {
    character.is_ascii_graphic() || (character.is_alphabetic() && u32::from(character) < 0x2E80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_square_and_latin_is_not() {
        assert_eq!(width("形式审查", 16), 64);
        assert!(width("Formal check", 16) < 16 * 8);
        assert!(width("WWWW", 16) > width("iiii", 16));
        assert_eq!(width("", 16), 0);
    }

    #[test]
    fn lines_break_where_a_reader_expects() {
        let check = |text: &str, room, expect: &[&str]| assert_eq!(wrap(text, 10, room), expect, "{text}");
        check("形式审查", 40, &["形式审查"]);
        check("形式审查、审批", 40, &["形式审", "查、审批"]);
        check("审批（不予支持）", 30, &["审批", "（不予", "支持）"]);
        check("Formal check", 50, &["Formal", "check"]);
        check("Incomprehensibility", 50, &["Incompre", "hensibilit", "y"]);
        check("", 50, &[""]);
    }

    #[test]
    fn no_line_is_wider_than_its_room() {
        for room in 20..200 {
            for text in ["形式审查、专家评审（不予支持）", "Formal check, Expert review (not supported)"]
            {
                let lines = wrap(text, 10, room);
                assert!(lines.iter().all(|line| width(line, 10) <= room), "{room}: {lines:?}");
                let whole: String = lines.concat().split(' ').collect();
                assert_eq!(whole, text.replace(' ', ""));
            }
        }
    }
}
