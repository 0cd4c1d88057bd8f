//! What may be moved: the changeable facts of one case, each as levers with counted steps.
//! A number moves by its declared step within its declared bounds, yes and no flip, a choice is
//! replaced, and of a list of years only the last moves. What is unknown or a date never moves.

use crate::exact::Exact;
use crate::facts::{Changeable, FactDefinition, FactKind, FactValue, Facts};

/// Steps of a number without a declared bound: beyond any amount in fen.
const UNBOUNDED_STEPS: u64 = 1 << 48;

/// Where the value stands that a lever moves. Two levers at one place exclude each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) fact: String,
    pub(super) item: Option<usize>,
    pub(super) field: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Lever {
    pub(super) place: Place,
    pub(super) from: FactValue,
    motion: Motion,
    /// The furthest step.
    pub(super) most: u64,
}

#[derive(Clone, Debug)]
enum Motion {
    /// The signed step from a number.
    By(Exact, Exact),
    To(FactValue),
}

impl Lever {
    /// The value after so many steps; none when it no longer fits.
    pub(super) fn value(&self, steps: u64) -> Option<FactValue> {
        match &self.motion {
            Motion::To(value) => Some(value.clone()),
            Motion::By(base, step) => {
                let count = Exact::from(i64::try_from(steps).ok()?);
                base.plus(&step.times(&count).ok()?).ok().map(FactValue::Number)
            }
        }
    }

    pub(super) fn move_in(&self, facts: &mut Facts, steps: u64) -> Option<()> {
        let mut whole = facts.get(&self.place.fact).clone();
        let mut at = &mut whole;
        if let Some(item) = self.place.item {
            let FactValue::List(items) = at else { return None };
            at = items.get_mut(item)?;
        }
        if let Some(field) = &self.place.field {
            let FactValue::Record(fields) = at else { return None };
            at = fields.get_mut(field)?;
        }
        *at = self.value(steps)?;
        facts.set(self.place.fact.clone(), whole);
        Some(())
    }
}

/// Every lever of a case, in the order of the manifest.
pub(super) fn levers<'a>(definitions: impl Iterator<Item = &'a FactDefinition>, facts: &Facts) -> Vec<Lever> {
    let mut levers = Vec::new();
    for definition in definitions {
        let place = Place { fact: definition.key.clone(), item: None, field: None };
        match facts.get(&definition.key) {
            FactValue::List(items) => {
                if let Some(last) = items.last() {
                    let place = Place { item: Some(items.len() - 1), ..place };
                    of_item(definition, &place, last, &mut levers);
                }
            }
            value => of_item(definition, &place, value, &mut levers),
        }
    }
    levers
}

/// A record moves by its fields, anything else as a whole.
fn of_item(definition: &FactDefinition, place: &Place, value: &FactValue, levers: &mut Vec<Lever>) {
    let FactValue::Record(fields) = value else {
        return of_value(definition, place, value, levers);
    };
    for field in &definition.fields {
        if let Some(value) = fields.get(&field.key) {
            let place = Place { field: Some(field.key.clone()), ..place.clone() };
            of_value(field, &place, value, levers);
        }
    }
}

fn of_value(definition: &FactDefinition, place: &Place, value: &FactValue, levers: &mut Vec<Lever>) {
    let (up, down) = match definition.changeable {
        Some(Changeable::Raise) => (true, false),
        Some(Changeable::Lower) => (false, true),
        Some(Changeable::Either) => (true, true),
        Some(Changeable::No) | None => return,
    };
    let mut add = |motion, most| {
        if most > 0 {
            levers.push(Lever { place: place.clone(), from: value.clone(), motion, most });
        }
    };
    match value {
        FactValue::Boolean(value) if if *value { down } else { up } => {
            add(Motion::To(FactValue::Boolean(!value)), 1);
        }
        FactValue::Text(text) => {
            let at = definition.choices.iter().position(|choice| choice == text);
            let Some(at) = at else { return };
            let others = definition.choices.iter().enumerate();
            for (_, choice) in others.filter(|(other, _)| *other != at && if *other > at { up } else { down })
            {
                add(Motion::To(FactValue::Text(choice.clone())), 1);
            }
        }
        FactValue::Number(base) => {
            let Some(step) = step_of(definition) else { return };
            if up {
                let room = definition.highest.as_ref().map(|highest| highest.minus(base));
                add(Motion::By(base.clone(), step.clone()), steps_within(room, &step));
            }
            if down {
                let zero = Exact::zero();
                let lowest = definition.lowest.as_ref().or((!definition.signed).then_some(&zero));
                let room = lowest.map(|lowest| base.minus(lowest));
                add(Motion::By(base.clone(), step.negated()), steps_within(room, &step));
            }
        }
        FactValue::Boolean(_)
        | FactValue::Date(_)
        | FactValue::List(_)
        | FactValue::Record(_)
        | FactValue::Missing => {}
    }
}

/// The declared step. One that breaks the fact's kind moves nothing.
fn step_of(definition: &FactDefinition) -> Option<Exact> {
    let step = definition.smallest_step()?;
    let fits = match definition.item_kind() {
        FactKind::Integer => step.is_integer(),
        FactKind::MoneyYuan => step.decimals().is_some_and(|decimals| decimals <= 2),
        _ => true,
    };
    (fits && !step.is_zero() && !step.is_negative()).then_some(step)
}

/// Full steps in the room there is; no room declared is room enough.
fn steps_within(room: Option<Result<Exact, crate::ExactError>>, step: &Exact) -> u64 {
    let Some(room) = room else { return UNBOUNDED_STEPS };
    let count = room.and_then(|room| room.divide(step)).map(|count| count.floor());
    match count {
        Ok(count) if count.is_negative() => 0,
        Ok(count) => count.to_i64().and_then(|count| u64::try_from(count).ok()).unwrap_or(UNBOUNDED_STEPS),
        Err(_) => 0,
    }
}
