//! `houbu workflow check|diagram`: proves pipelines by exploring them, and draws them.
//! Needs no database. A check exits 0 only when every pipeline is well defined and proved.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use engine::definitions::{MANIFEST, programme_code, read_definition};
use templates::diagram::{Orientation, Standing, svg};
use templates::{Catalogue, Locale, Message};
use workflow::Pipeline;
use workflow::explore::{Chapter, Part, Report, Violation, Who, explore};

use crate::assembly::{embedded_programmes, national_calendar, programmes_in};

#[derive(Debug, Subcommand)]
pub enum WorkflowCommand {
    /// Explore every state of each pipeline; tell the story of whatever goes wrong.
    Check(CheckArguments),
    /// Draw a pipeline as SVG.
    Diagram(DiagramArguments),
}

#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Folders laid out like `rules/`; none is the shipped programmes.
    folders: Vec<PathBuf>,
    /// Only the programme of this code.
    #[arg(long)]
    programme: Option<String>,
    /// zh-CN or en.
    #[arg(long, default_value = "zh-CN", value_parser = locale)]
    lang: Locale,
}

#[derive(Debug, Args)]
pub struct DiagramArguments {
    /// Code of a programme.
    programme: String,
    /// Folder laid out like `rules/`, instead of the shipped programmes.
    #[arg(long)]
    from: Option<PathBuf>,
    /// zh-CN or en.
    #[arg(long, default_value = "zh-CN", value_parser = locale)]
    lang: Locale,
    /// Write to this file instead of standard output.
    #[arg(long)]
    out: Option<PathBuf>,
}

pub(super) fn locale(tag: &str) -> Result<Locale, String> {
    Locale::from_tag(tag).ok_or_else(|| "zh-CN or en is expected".to_owned())
}

pub fn run(command: &WorkflowCommand) -> anyhow::Result<ExitCode> {
    match command {
        WorkflowCommand::Check(arguments) => check(arguments),
        WorkflowCommand::Diagram(arguments) => diagram(arguments),
    }
}

/// Code and text of a programme's file.
type Manifest = (String, String);

fn manifests(folders: &[PathBuf], only: Option<&str>) -> anyhow::Result<Vec<Manifest>> {
    let mut programmes = if folders.is_empty() { embedded_programmes() } else { Vec::new() };
    for folder in folders {
        programmes.extend(programmes_in(folder)?);
    }
    let mut manifests = Vec::new();
    for files in programmes {
        let bytes = files.get(MANIFEST).with_context(|| format!("a folder without {MANIFEST}"))?;
        let text = String::from_utf8(bytes.clone()).context("programme.toml is not UTF-8")?;
        let code = programme_code(&text).unwrap_or_default();
        if only.is_none_or(|only| only == code) {
            manifests.push((code, text));
        }
    }
    anyhow::ensure!(!manifests.is_empty(), "no such programme");
    manifests.sort();
    Ok(manifests)
}

fn check(arguments: &CheckArguments) -> anyhow::Result<ExitCode> {
    let words = Words { catalogue: Catalogue::load()?, locale: arguments.lang };
    let last_year = national_calendar()?.last_loaded_year();
    let mut sound = true;
    for (code, text) in manifests(&arguments.folders, arguments.programme.as_deref())? {
        match read_definition(&text, last_year) {
            Ok(None) => println!("{}", words.say(&Message::new("explore-standard").with("programme", code))),
            Ok(Some(pipeline)) => {
                let report = explore(&pipeline);
                sound &= report.violations.is_empty();
                print!("{}", words.report(&code, &report));
            }
            Err(faults) => {
                sound = false;
                println!("{}", words.say(&Message::new("explore-refused").with("programme", code)));
                for fault in &faults {
                    println!("  {fault}");
                }
            }
        }
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn diagram(arguments: &DiagramArguments) -> anyhow::Result<ExitCode> {
    let folders: Vec<PathBuf> = arguments.from.iter().cloned().collect();
    let (code, text) =
        manifests(&folders, Some(&arguments.programme))?.into_iter().next().context("no such programme")?;
    let defined = read_definition(&text, None).map_err(|faults| {
        anyhow::anyhow!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })?;
    let pipeline: Pipeline = defined.context("a standard has no pipeline to draw")?;
    let drawn = portal::picture(&pipeline, Message::verbatim(code), None);
    let picture = svg(&drawn, &Catalogue::load()?, arguments.lang, Orientation::Wide, Standing::File);
    match &arguments.out {
        Some(file) => std::fs::write(file, picture).with_context(|| file.display().to_string())?,
        None => println!("{picture}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// A report in the words of one language.
struct Words {
    catalogue: Catalogue,
    locale: Locale,
}

impl Words {
    fn say(&self, message: &Message) -> String {
        self.catalogue.say(self.locale, message)
    }

    fn key(&self, key: String) -> String {
        self.say(&Message::new(key))
    }

    fn report(&self, programme: &str, report: &Report) -> String {
        let key = if report.violations.is_empty() { "explore-sound" } else { "explore-unsound" };
        let told = Message::new(key)
            .with("programme", programme)
            .with("states", report.states.to_string())
            .with("transitions", report.transitions.to_string())
            .with("attempts", report.attempts.to_string());
        let mut text = format!("{}\n", self.say(&told));
        for violation in &report.violations {
            text.push_str(&self.violation(violation));
        }
        text
    }

    fn violation(&self, violation: &Violation) -> String {
        let what = self.key(format!("explore-property-{}", violation.property.key()));
        let what = match violation.property.stage() {
            Some(stage) => {
                let stage = self.key(format!("stage-{}", stage.key()));
                self.say(&Message::new("explore-at").with("what", what).with("stage", stage))
            }
            None => what,
        };
        let mut text = format!("  {what}\n");
        for (number, chapter) in (1..).zip(&violation.story.chapters) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "    {}", self.chapter(number, chapter));
        }
        text
    }

    fn chapter(&self, number: usize, chapter: &Chapter) -> String {
        let mut who = self.who(chapter.who);
        if let Some(person) = chapter.for_whom {
            who = self.say(&Message::new("explore-stands-in").with("who", who).with("for", self.who(person)));
        }
        if chapter.later {
            who = self.say(&Message::new("explore-later").with("who", who));
        }
        let command = chapter.command.map(|kind| format!("command-{}", kind.key()));
        let mut what = self.key(command.unwrap_or_else(|| "explore-begins".to_owned()));
        if !chapter.detail.is_empty() {
            let detail = self.key(format!("explore-detail-{}", chapter.detail));
            what = self.say(&Message::new("explore-detailed").with("what", what).with("detail", detail));
        }
        let stage = self.key(format!("stage-{}", chapter.stage.key()));
        let told = Message::new("explore-chapter").with("number", number.to_string()).with("who", who);
        self.say(&told.with("what", what).with("stage", stage))
    }

    fn who(&self, who: Who) -> String {
        let name = match who.part.role() {
            Some(role) => self.key(format!("role-{}", role.key())),
            None => self.key(format!("explore-part-{}", who.part.key())),
        };
        let one = matches!(
            who.part,
            Part::Member | Part::Clock | Part::Public | Part::Everyman | Part::Insider | Part::InsidersDeputy
        );
        if one {
            return name;
        }
        let number = who.number.to_string();
        self.say(&Message::new("explore-numbered").with("who", name).with("number", number))
    }
}
