//! `houbu towns load FILE`: towns and zones, one line each: code, Chinese name, English name.
//! What is there already is left alone.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use engine::installation::TownDefinition;

use crate::assembly::House;
use crate::config::Settings;

#[derive(Debug, Subcommand)]
pub enum TownsCommand {
    /// Load a file of lines `code,中文名,English name`.
    Load { file: PathBuf },
}

pub async fn run(command: TownsCommand, settings: Settings) -> anyhow::Result<ExitCode> {
    let TownsCommand::Load { file } = command;
    let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let towns = read(&text).with_context(|| file.display().to_string())?;
    let house = House::open(settings).await?;
    let added = house.engine.install_towns(towns).await?;
    println!("{added} towns loaded");
    Ok(ExitCode::SUCCESS)
}

fn read(text: &str) -> anyhow::Result<Vec<TownDefinition>> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let mut towns = Vec::new();
    for (number, line) in lines {
        let parts: Vec<&str> = line.split([',', '，']).map(str::trim).collect();
        let [code, name_zh, name_en] = parts[..] else {
            anyhow::bail!("line {number}: three parts are expected: code, Chinese name, English name");
        };
        anyhow::ensure!(parts.iter().all(|part| !part.is_empty()), "line {number}: a part is empty");
        towns.push(TownDefinition {
            code: code.to_owned(),
            name_zh: name_zh.to_owned(),
            name_en: name_en.to_owned(),
        });
    }
    anyhow::ensure!(!towns.is_empty(), "no town in it");
    Ok(towns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_line_is_named() {
        let towns = read("haimen,海门街道,Haimen\n\nsanxing，三星镇，Sanxing Town\n").unwrap();
        assert_eq!(towns[1].name_zh, "三星镇");
        assert!(read("a,b,c\nonly one").unwrap_err().to_string().contains("line 2"));
        assert!(read("").is_err());
    }
}
