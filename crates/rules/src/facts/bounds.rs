//! The bounds a definition declares for its numbers, and the fields a record must have. Both are
//! asked of facts that were read well; neither changes them.

use super::{FactDefinition, FactError, FactProblem, FactValue};

impl FactDefinition {
    /// Numbers below `lowest` or above `highest`, wherever in the value they stand.
    pub(crate) fn out_of_range(&self, value: &FactValue) -> Vec<FactError> {
        self.each_plain(value, &|definition, value| definition.beyond(value))
    }

    /// Fields a record cannot be without and does not have.
    pub(crate) fn missing_fields(&self, value: &FactValue) -> Vec<FactError> {
        self.each_plain(value, &|definition, value| {
            let absent = *value == FactValue::Missing && !definition.optional;
            absent.then_some(FactProblem::Missing)
        })
        .into_iter()
        .filter(|fault| fault.field.is_some())
        .collect()
    }

    /// Asks every plain value of the fact: itself, its items, the fields of its records.
    fn each_plain(
        &self,
        value: &FactValue,
        ask: &dyn Fn(&Self, &FactValue) -> Option<FactProblem>,
    ) -> Vec<FactError> {
        let at = |item, field, problem| FactError { item, field, ..FactError::at(&self.key, problem) };
        let one = |item: Option<usize>, value: &FactValue| match value {
            FactValue::Record(known) => self
                .fields
                .iter()
                .filter_map(|field| {
                    let value = known.get(&field.key).unwrap_or(&FactValue::Missing);
                    Some(at(item, Some(field.key.clone()), ask(field, value)?))
                })
                .collect(),
            plain => ask(self, plain).map(|problem| at(item, None, problem)).into_iter().collect::<Vec<_>>(),
        };
        match value {
            FactValue::List(items) => {
                items.iter().enumerate().flat_map(|(index, item)| one(Some(index), item)).collect()
            }
            value => one(None, value),
        }
    }

    fn beyond(&self, value: &FactValue) -> Option<FactProblem> {
        let FactValue::Number(number) = value else { return None };
        let below = self.lowest.as_ref().is_some_and(|lowest| number < lowest);
        let above = self.highest.as_ref().is_some_and(|highest| number > highest);
        (below || above).then(|| FactProblem::OutOfRange {
            found: number.to_string(),
            lowest: self.lowest.as_ref().map(ToString::to_string),
            highest: self.highest.as_ref().map(ToString::to_string),
        })
    }
}
