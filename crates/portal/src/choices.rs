//! What selects offer, in the reader's language.
//! It decides nothing: a value that is sent back is checked by the engine.

use engine::queries::department::Department;
use engine::queries::people::Town;
use templates::Locale;
use templates::pages::case::Choice;

use crate::error::PortalError;
use crate::page::Visit;

pub async fn towns(visit: &Visit) -> Result<Vec<Choice>, PortalError> {
    let towns = visit.engine().towns().await?;
    Ok(towns.iter().map(|town| Choice::new(town.id.to_string(), town_name(visit.locale, town))).collect())
}

/// The departments the programmes ask in their joint reviews.
pub async fn departments(visit: &Visit) -> Result<Vec<Choice>, PortalError> {
    let title = |department: Department| match visit.locale {
        Locale::ZhCn => Choice::new(department.key, department.title_zh),
        Locale::En => Choice::new(department.key, department.title_en),
    };
    Ok(visit.engine().departments().await?.into_iter().map(title).collect())
}

/// The text of a value among these; empty when it is not there.
pub fn named(choices: &[Choice], value: &str) -> String {
    choices.iter().find(|choice| choice.value == value).map(|choice| choice.text.clone()).unwrap_or_default()
}

fn town_name(locale: Locale, town: &Town) -> &str {
    match locale {
        Locale::ZhCn => &town.name_zh,
        Locale::En => &town.name_en,
    }
}
