//! What became of each step, and the closing table and line that a person and CI read.
//! A step that could not run because another failed counts as skipped; the other one failed.

use std::fmt::Write as _;
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    /// Nothing was checked, and why.
    Skipped(String),
    Failed(String),
}

#[derive(Debug, Default)]
pub struct Summary {
    rows: Vec<(&'static str, Outcome, Duration)>,
}

impl Summary {
    pub fn add(&mut self, step: &'static str, outcome: Outcome, took: Duration) {
        let said = match &outcome {
            Outcome::Passed => "passed".to_owned(),
            Outcome::Skipped(why) => format!("skipped: {why}"),
            Outcome::Failed(why) => format!("FAILED: {why}"),
        };
        println!("<== {step}: {said} ({})\n", seconds(took));
        self.rows.push((step, outcome, took));
    }

    /// Whether a step ended in any way but passing.
    pub fn is_unmet(&self, step: &str) -> bool {
        self.rows.iter().any(|(name, outcome, _)| *name == step && *outcome != Outcome::Passed)
    }

    pub fn is_good(&self) -> bool {
        !self.rows.iter().any(|(_, outcome, _)| matches!(outcome, Outcome::Failed(_)))
    }

    /// The table of all steps, then `N passed, M failed` alone on a line.
    pub fn render(&self) -> String {
        let mut text = String::new();
        let (mut passed, mut failed, mut skipped) = (0, 0, 0);
        for (step, outcome, took) in &self.rows {
            let said = match outcome {
                Outcome::Passed => {
                    passed += 1;
                    "passed".to_owned()
                }
                Outcome::Skipped(why) => {
                    skipped += 1;
                    format!("skipped  {why}")
                }
                Outcome::Failed(why) => {
                    failed += 1;
                    format!("FAILED   {}", why.lines().next().unwrap_or_default())
                }
            };
            let _ = writeln!(text, "{step:<28} {:>9}  {said}", seconds(*took));
        }
        let _ = write!(text, "\n{passed} passed, {failed} failed");
        if skipped > 0 {
            let _ = write!(text, ", {skipped} skipped");
        }
        text
    }
}

fn seconds(took: Duration) -> String {
    format!("{}.{} s", took.as_secs(), took.subsec_millis() / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_counts_every_step() {
        let mut summary = Summary::default();
        summary.add("format", Outcome::Passed, Duration::from_millis(1_250));
        assert!(summary.render().ends_with("\n1 passed, 0 failed"));
        assert!(summary.is_good());
        summary.add("dependencies", Outcome::Skipped("absent".into()), Duration::ZERO);
        summary.add("lint", Outcome::Failed("one\ntwo".into()), Duration::ZERO);
        let text = summary.render();
        assert!(text.ends_with("\n1 passed, 1 failed, 1 skipped"), "{text}");
        assert!(text.contains("1.2 s") && !text.contains("two"), "{text}");
        assert!(!summary.is_good() && summary.is_unmet("lint") && !summary.is_unmet("format"));
    }
}
