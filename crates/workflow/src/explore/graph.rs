//! Breadth first over every state of a small world: who tries what, what is accepted, where it leads.
//! Keeps no states it has left, only how each was reached; a story walks that way again.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::application::Application;
use crate::apply::{apply, start as begin};
use crate::command::CommandKind;
use crate::decide::{Beginning, Outcome, propose, start};
use crate::event::EventKind;
use crate::pipeline::Track;
use crate::refusal::RefusalReason;
use crate::role::Role;
use crate::stage::Stage;
use crate::state::State;

use super::attempt::{Attempt, attempts};
use super::course::{is_general, is_regular};
use super::figure::Part;
use super::monitor::{Monitor, Step};
use super::names::Names;
use super::normal::{Renaming, normalise};
use super::property::{Chapter, Property, Story};
use super::world::World;
use super::{Decide, STATES_LIMIT};

/// Something tried at a state: by whom, which of its attempts, at which moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trial {
    figure: u16,
    attempt: u16,
    later: bool,
}

/// A state, as it was reached.
struct Node {
    from: Option<(u32, Trial)>,
    /// Who began the case, at the beginning of a path.
    begun_by: u16,
    stage: Stage,
}

/// Who may act, and what of theirs is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Everybody,
    /// One person, beside the applicant, the clock and the bank's answers.
    Alone(usize),
}

/// An accepted trial.
struct Taken {
    application: Application,
    monitor: Monitor,
    outcome: Outcome,
    broken: Vec<Property>,
}

/// What one run over a world found.
pub(super) struct Graph<'a> {
    world: &'a World,
    decide: &'a Decide<'a>,
    scope: Scope,
    nodes: Vec<Node>,
    index: HashMap<u128, u32>,
    waiting: VecDeque<(u32, Application, Monitor)>,
    /// Ordinary ways from a state to the next: what brings a case to its regular end.
    ways: Vec<(u32, u32)>,
    pub transitions: u64,
    pub attempts: u64,
    /// The first place at which each property breaks.
    pub broken: BTreeMap<Property, (u32, Option<Trial>)>,
    /// Something went wrong on a way, which was not followed.
    pub is_cut: bool,
}

impl<'a> Graph<'a> {
    /// Explores to the end, or to the limit of states.
    pub fn explore(world: &'a World, decide: &'a Decide<'a>, scope: Scope) -> Self {
        let mut graph = Self {
            world,
            decide,
            scope,
            nodes: Vec::new(),
            index: HashMap::new(),
            waiting: VecDeque::new(),
            ways: Vec::new(),
            transitions: 0,
            attempts: 0,
            broken: BTreeMap::new(),
            is_cut: false,
        };
        for figure in 0..world.figures.len() {
            if graph.may_act(figure, CommandKind::SaveAnswers)
                && let Some((application, monitor, _)) = graph.root(figure)
            {
                graph.reach(None, figure, application, monitor);
            }
        }
        while let Some((node, application, monitor)) = graph.waiting.pop_front() {
            graph.expand(node, &application, &monitor);
            if graph.nodes.len() > STATES_LIMIT {
                graph.broken.insert(Property::Explored, (node, None));
                graph.is_cut = true;
                break;
            }
        }
        graph
    }

    pub fn states(&self) -> usize {
        self.nodes.len()
    }

    pub fn reached(&self) -> BTreeSet<Stage> {
        self.nodes.iter().map(|node| node.stage).collect()
    }

    fn may_act(&self, figure: usize, kind: CommandKind) -> bool {
        let who = self.world.figures[figure].who;
        match self.scope {
            Scope::Everybody => true,
            Scope::Alone(alone) => {
                figure == alone
                    || matches!(who.part, Part::Member | Part::Clock)
                    || (kind == CommandKind::RecordAnswer
                        && who.part == Part::FinanceChecker
                        && who.number == 1)
            }
        }
    }

    /// The case as this figure begins it; nothing when it may not.
    fn root(&self, figure: usize) -> Option<(Application, Monitor, Renaming)> {
        let context = self.world.context(figure, false, 0, 0);
        let beginning = Beginning { origin: World::origin() };
        let pipeline = &self.world.pipeline;
        let begun = match pipeline.track {
            Track::OnConfirmation => propose(beginning, &BTreeMap::new(), pipeline, &context),
            Track::Application | Track::Agreement => start(beginning, pipeline, &context),
        };
        let mut application = begin(begun.ok()?.events.first()?)?;
        let mut monitor = Monitor::default();
        let renaming = normalise(self.world, &mut application, &mut monitor);
        Some((application, monitor, renaming))
    }

    /// The number of a state, which is looked at once.
    fn reach(
        &mut self,
        from: Option<(u32, Trial)>,
        begun_by: usize,
        state: Application,
        monitor: Monitor,
    ) -> u32 {
        let key = Self::key(&state, &monitor);
        if let Some(known) = self.index.get(&key) {
            return *known;
        }
        let number = u32::try_from(self.nodes.len()).expect("the limit of states is far lower");
        let begun_by = u16::try_from(begun_by).expect("a world has few figures");
        self.nodes.push(Node { from, begun_by, stage: state.stage() });
        self.index.insert(key, number);
        self.waiting.push_back((number, state, monitor));
        number
    }

    /// A hash of 128 bits of all that is not the same in every state.
    fn key(application: &Application, monitor: &Monitor) -> u128 {
        let Application {
            origin: _,
            created_by,
            created_at: _,
            submitted_at: _,
            state,
            clock,
            answers: _,
            judgement,
            approved_amount,
            correction_rounds,
            amendments,
            governed_by: _,
            reviewers,
            recused,
            assigned,
            tally,
            visit,
            dissent,
            version: _,
        } = application;
        let judged = judgement.as_ref().map(|judgement| (judgement.outcome, judgement.amount));
        let rounds = (correction_rounds, amendments);
        let people = (created_by, reviewers, recused, assigned);
        let found = (tally, visit, dissent);
        let facts = (state, clock, judged, approved_amount, rounds, people, found, monitor);
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            hasher.write_u8(salt);
            facts.hash(&mut hasher);
            u128::from(hasher.finish())
        };
        half(0) << 64 | half(1)
    }

    fn expand(&mut self, node: u32, application: &Application, monitor: &Monitor) {
        let world = self.world;
        let mut acts = false;
        let moments = [false, true].map(|later| attempts(world, application, later));
        for figure in 0..world.figures.len() {
            // What somebody may not do here at all is not tried in other words, or later.
            let mut without = 0_u64;
            for (later, tried) in [false, true].into_iter().zip(&moments) {
                for (number, attempt) in tried.iter().enumerate() {
                    let kind = attempt.command.kind();
                    let tries = world.figures[figure].tries(kind) && self.may_act(figure, kind);
                    if !tries || without & bit(kind) != 0 {
                        continue;
                    }
                    self.attempts += 1;
                    match self.take(application, monitor, figure, attempt, later) {
                        Ok(taken) => {
                            acts |= self.follow(node, application, trial(figure, number, later), kind, taken);
                        }
                        Err(reason) if is_general(&reason) => {
                            without |= bit(kind);
                        }
                        Err(_) => {}
                    }
                }
            }
        }
        self.waits(node, application, acts);
    }

    fn take(
        &self,
        application: &Application,
        monitor: &Monitor,
        figure: usize,
        attempt: &Attempt,
        later: bool,
    ) -> Result<Taken, RefusalReason> {
        let context = self.world.context(figure, later, attempt.judged, attempt.seed);
        let decided = (self.decide)(application, &self.world.pipeline, &attempt.command, &context);
        let outcome = decided.map_err(|refusal| refusal.reason)?;
        let (mut application, mut monitor) = (application.clone(), monitor.clone());
        outcome.events.iter().for_each(|event| apply(&mut application, event));
        let step = Step { events: &outcome.events, effects: &outcome.effects, later };
        let broken = monitor.watch(self.world, &step);
        Ok(Taken { application, monitor, outcome, broken })
    }

    /// Goes where an accepted trial leads; whether it was the owner of the stage who acted.
    fn follow(
        &mut self,
        node: u32,
        before: &Application,
        trial: Trial,
        kind: CommandKind,
        mut taken: Taken,
    ) -> bool {
        self.transitions += 1;
        let paid =
            taken.outcome.events.iter().any(|event| matches!(event.kind, EventKind::PaymentSettled { .. }));
        if self.scope != Scope::Everybody {
            taken.broken.retain(|property| matches!(property, Property::LoopEnds { .. }));
            if paid {
                self.broken.entry(Property::NobodyAlone).or_insert((node, Some(trial)));
            }
        }
        for property in &taken.broken {
            self.broken.entry(*property).or_insert((node, Some(trial)));
        }
        // What has gone wrong once is not followed: its story is told.
        if !taken.broken.is_empty() {
            self.is_cut = true;
            return true;
        }
        normalise(self.world, &mut taken.application, &mut taken.monitor);
        let part = self.world.figures[usize::from(trial.figure)].who.part;
        // A seat in a panel is personal: whoever holds much more sits there as one expert among others.
        let seated = taken.outcome.events.first().is_some_and(|event| event.role == Role::Expert);
        let is_ordinary = part.is_ordinary() || seated;
        let to = self.reach(Some((node, trial)), 0, taken.application, taken.monitor);
        if is_ordinary && is_regular(before.stage(), kind) {
            self.ways.push((node, to));
        }
        let role = taken.outcome.events.first().map(|event| event.role);
        // Publicity is waited for; and work in hands that cannot do it is handed out anew.
        let awaited = role == self.world.pipeline.holder(before)
            || (part == Part::Clock && matches!(before.state, State::Publicity { listing: Some(_) }))
            || (kind == CommandKind::Assign && !before.assigned.is_empty());
        is_ordinary && awaited && is_regular(before.stage(), kind)
    }

    /// A state that waits has an owner who can act, and a limit.
    fn waits(&mut self, node: u32, application: &Application, acts: bool) {
        let stage = application.stage();
        if stage.is_final() || self.scope != Scope::Everybody {
            return;
        }
        if !acts {
            self.broken.entry(Property::OwnerActs { stage }).or_insert((node, None));
        }
        // A draft's limit is the last day of its call.
        if application.clock.is_none() && stage != Stage::Draft {
            self.broken.entry(Property::LimitRuns { stage }).or_insert((node, None));
        }
    }

    /// The first state from which no ordinary way leads to an end.
    pub fn dead_end(&self) -> Option<u32> {
        let mut backwards: Vec<Vec<u32>> = vec![Vec::new(); self.nodes.len()];
        for (from, to) in &self.ways {
            backwards[*to as usize].push(*from);
        }
        let mut ends: Vec<bool> = self.nodes.iter().map(|node| node.stage.is_final()).collect();
        let mut reached: Vec<usize> = (0..ends.len()).filter(|number| ends[*number]).collect();
        while let Some(number) = reached.pop() {
            for from in &backwards[number] {
                if !std::mem::replace(&mut ends[*from as usize], true) {
                    reached.push(*from as usize);
                }
            }
        }
        ends.iter().position(|ends| !ends).and_then(|number| u32::try_from(number).ok())
    }

    /// How a state was reached, and what was done there last.
    pub fn story(&self, node: u32, last: Option<Trial>) -> Story {
        let mut trials: Vec<Trial> = last.into_iter().collect();
        let mut at = node;
        while let Some((from, trial)) = self.nodes[at as usize].from {
            trials.push(trial);
            at = from;
        }
        let figure = usize::from(self.nodes[at as usize].begun_by);
        let Some((mut application, mut monitor, renaming)) = self.root(figure) else {
            return Story::default();
        };
        let mut names = Names::new(self.world);
        let who = self.world.figures[figure].who;
        let (for_whom, stage) = (None, application.stage());
        let mut chapters = vec![Chapter { who, for_whom, command: None, detail: "", later: false, stage }];
        names.change(&renaming);
        for trial in trials.into_iter().rev() {
            let tried = attempts(self.world, &application, trial.later);
            let (figure, attempt) = (usize::from(trial.figure), &tried[usize::from(trial.attempt)]);
            let Ok(taken) = self.take(&application, &monitor, figure, attempt, trial.later) else { break };
            (application, monitor) = (taken.application, taken.monitor);
            let lent = taken.outcome.events.first().and_then(|event| event.on_behalf_of);
            chapters.push(Chapter {
                who: names.of(self.world, figure),
                for_whom: lent.map(|person| names.who(self.world, person)),
                command: Some(attempt.command.kind()),
                detail: attempt.detail,
                later: trial.later,
                stage: application.stage(),
            });
            names.change(&normalise(self.world, &mut application, &mut monitor));
        }
        Story { chapters }
    }
}

/// A kind of command as one bit of a set.
const fn bit(kind: CommandKind) -> u64 {
    const { assert!(CommandKind::ALL.len() <= 64, "a set of kinds is one word") };
    1 << kind as u64
}

fn trial(figure: usize, attempt: usize, later: bool) -> Trial {
    let short = |number: usize| u16::try_from(number).expect("a world has few figures and attempts");
    Trial { figure: short(figure), attempt: short(attempt), later }
}
