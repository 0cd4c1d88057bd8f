//! What selects offer, in the reader's language.
//! It decides nothing: a value that is sent back is checked by the engine.

use engine::queries::people::Town;
use templates::Locale;
use templates::pages::case::Choice;
use workflow::id::TownId;

use crate::error::PortalError;
use crate::page::Visit;

pub async fn towns(visit: &Visit) -> Result<Vec<Choice>, PortalError> {
    let towns = visit.engine().towns().await?;
    Ok(towns.iter().map(|town| Choice::new(town.id.to_string(), town_name(visit.locale, town))).collect())
}

/// The name of a town among these; empty when it is not there.
pub fn named(towns: &[Choice], id: TownId) -> String {
    let id = id.to_string();
    towns.iter().find(|town| town.value == id).map(|town| town.text.clone()).unwrap_or_default()
}

fn town_name(locale: Locale, town: &Town) -> &str {
    match locale {
        Locale::ZhCn => &town.name_zh,
        Locale::En => &town.name_en,
    }
}
