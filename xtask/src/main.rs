//! The developer's commands: check everything, show the demo, run a campaign or a measurement.
//! It only starts other programs; what is checked stands in the crates and their tests, and
//! nothing here is part of what is shipped.

mod bench;
mod campaigns;
mod clock;
mod command;
mod demo;
mod measurement;
mod npm;
mod postgres;
mod steps;
mod summary;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "Developer commands of Houbu")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Run every check, each as a named step, and end with a summary
    Test {
        /// Run only this step (may be given more than once)
        #[arg(long, value_name = "STEP")]
        only: Vec<String>,
        /// List the steps and stop
        #[arg(long)]
        list: bool,
    },
    /// Build everything and serve the demo with one account per role
    Demo {
        /// Port on 127.0.0.1
        #[arg(long, default_value_t = demo::PORT)]
        port: u16,
        /// Handed to `houbu demo` as they are
        #[arg(last = true)]
        rest: Vec<String>,
    },
    /// Run a registered campaign of many trials, or go on with one that was cut
    Campaign(campaigns::Arguments),
    /// Run one measurement of benches/ and write its page
    Bench {
        /// The measurement's name
        name: String,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Test { list: true, .. } => {
            steps::list();
            Ok(true)
        }
        Task::Test { only, .. } => steps::run(&only),
        Task::Demo { port, rest } => demo::run(port, &rest).map(|()| true),
        Task::Campaign(arguments) => campaigns::run(&arguments),
        Task::Bench { name } => bench::run(&name).map(|()| true),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
