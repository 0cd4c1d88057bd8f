//! The colours of a picture that stands alone: the site's own rules for it, with the palette filled in,
//! so that no colour is written twice. A page never carries them: there the stylesheet does.

const RULES: &str = include_str!("../../../../web/src/styles/_diagram.scss");
const PALETTE: &str = include_str!("../../../../web/src/styles/_palette.scss");

/// Where the rules for the drawing itself begin; above stand those of the page around it.
const DRAWING: &str = "// The drawing.";

/// Plain CSS.
pub fn stylesheet() -> String {
    let drawing = RULES.split_once(DRAWING).map_or(RULES, |(_, rules)| rules);
    let mut colours: Vec<(&str, &str)> = PALETTE
        .lines()
        .filter_map(|line| line.strip_prefix('$')?.trim_end().strip_suffix(';')?.split_once(": "))
        .collect();
    // `$teal-tint` before `$teal`, which it begins with.
    colours.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let filled = colours
        .iter()
        .fold(drawing.to_owned(), |text, (name, colour)| text.replace(&format!("${name}"), colour));
    filled.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_alone_is_plain_css_with_every_colour_known() {
        let css = stylesheet();
        assert!(css.starts_with(".diagram__"), "{css}");
        assert!(["$", "&", "//", "@", "<"].iter().all(|sign| !css.contains(sign)), "{css}");
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        assert!(css.matches('#').count() > 10);
    }
}
