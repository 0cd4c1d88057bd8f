//! Who is behind the names of a normal state: along a path, interchangeable people change theirs.
//! Used only to tell a story; the graph itself knows normal names.

use std::collections::BTreeMap;

use crate::id::PersonId;

use super::figure::{Part, Who};
use super::normal::Renaming;
use super::world::World;

/// Who is behind the names of a normal state, along one path.
pub(super) struct Names(BTreeMap<PersonId, PersonId>);

impl Names {
    pub(super) fn new(world: &World) -> Self {
        Self(
            world
                .figures
                .iter()
                .filter_map(|figure| figure.person().map(|person| (person, person)))
                .collect(),
        )
    }

    pub(super) fn change(&mut self, renaming: &Renaming) {
        let renamed = |person: &PersonId| renaming.get(person).copied().unwrap_or(*person);
        self.0 = self.0.iter().map(|(name, person)| (renamed(name), *person)).collect();
    }

    pub(super) fn who(&self, world: &World, name: PersonId) -> Who {
        let person = self.0.get(&name).copied().unwrap_or(name);
        world.figure_of(person).map_or(Who { part: Part::Public, number: 1 }, |figure| figure.who)
    }

    pub(super) fn of(&self, world: &World, figure: usize) -> Who {
        let figure = &world.figures[figure];
        figure.person().map_or(figure.who, |person| self.who(world, person))
    }
}
