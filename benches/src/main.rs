//! Measurements, each beside its baseline in the same run. Prints the page's body as Markdown; a
//! measurement first makes sure that what it compares gives the same answers.

mod decision;
mod percentiles;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let name = std::env::args().nth(1).unwrap_or_default();
    match name.as_str() {
        "decision" => decision::run(),
        other => bail!("no measurement is called `{other}`; there is: decision"),
    }
}
