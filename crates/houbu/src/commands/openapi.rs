//! `houbu openapi`: prints the description of the API, as the running server serves it.
//! Needs neither configuration nor database.

use std::process::ExitCode;

pub fn run() -> anyhow::Result<ExitCode> {
    println!("{}", portal::openapi_json()?);
    Ok(ExitCode::SUCCESS)
}
