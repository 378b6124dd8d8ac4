//! What of that which waits is due, and when to look again.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::faits::Aspect;
use super::{Fait, Preferences, Rythme};

/// A change that follows another within the time it is held puts off both, but not beyond so many times that time.
const PATIENCE: i32 = 5;
/// Dossiers in one digest; more make several.
const DOSSIERS: usize = 10;

/// A change that waits to be told to one person.
#[derive(Debug, Clone, PartialEq)]
pub struct EnAttente {
    /// In the order of the changes.
    pub id: i64,
    pub dossier: Uuid,
    pub at: DateTime<Utc>,
    pub fait: Fait,
}

/// What to do now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// One message each: the changes it tells, by `EnAttente::id`.
    pub dire: Vec<Vec<i64>>,
    /// When something of the rest is due; none when nothing is left.
    pub prochain: Option<DateTime<Utc>>,
}

/// Plans what waits for one person, in any order. `attente`: how long a change is held.
pub fn planifier(
    en_attente: &[EnAttente],
    preferences: &Preferences,
    attente: TimeDelta,
    now: DateTime<Utc>,
) -> Plan {
    let mut all: Vec<&EnAttente> = en_attente.iter().collect();
    all.sort_by_key(|waiting| waiting.id);
    let mut plan = Plan::default();
    match preferences.rythme {
        Rythme::Aussitot => {
            for group in by_dossier(&all) {
                let group = Group { waiting: group, attente };
                if group.is_ripe(now) && preferences.permet(now) {
                    let (told, left) = group.split(now);
                    plan.dire.push(told.iter().map(|waiting| waiting.id).collect());
                    plan.then(
                        Group { waiting: left, attente }.ripe_at().map(|at| preferences.des(at.max(now))),
                    );
                } else {
                    plan.then(group.ripe_at().map(|at| preferences.des(at.max(now))));
                }
            }
        }
        Rythme::Quotidien => {
            let group = Group { waiting: all, attente };
            let mut due = group.morning(preferences);
            if due.is_some_and(|due| due <= now) && preferences.permet(now) {
                let (told, left) = group.split(now);
                let dossiers = by_dossier(&told);
                let messages = dossiers.chunks(DOSSIERS).map(|some| some.iter().flatten());
                plan.dire.extend(messages.map(|told| told.map(|waiting| waiting.id).collect()));
                due = Group { waiting: left, attente }.morning(preferences);
            }
            plan.then(due.map(|at| preferences.des(at.max(now))));
        }
    }
    plan
}

impl Plan {
    fn then(&mut self, at: Option<DateTime<Utc>>) {
        self.prochain = self.prochain.into_iter().chain(at).min();
    }
}

/// Those of each dossier together, in the order of their first.
fn by_dossier<'a>(waiting: &[&'a EnAttente]) -> Vec<Vec<&'a EnAttente>> {
    let mut groups: Vec<Vec<&EnAttente>> = Vec::new();
    let mut places = BTreeMap::new();
    for one in waiting {
        let place = *places.entry(one.dossier).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

/// What is told together.
struct Group<'a> {
    waiting: Vec<&'a EnAttente>,
    attente: TimeDelta,
}

impl<'a> Group<'a> {
    /// Until the first of it was held long enough.
    fn held_until(&self) -> Option<DateTime<Utc>> {
        Some(self.waiting.iter().map(|waiting| waiting.at).min()? + self.attente)
    }

    /// Until all of it was held long enough; within reason, as much of it as was.
    fn ripe_at(&self) -> Option<DateTime<Utc>> {
        let first = self.waiting.iter().map(|waiting| waiting.at).min()?;
        let things = self.things();
        let last = things.values().max()?;
        let some = (first + self.attente * PATIENCE).max(*things.values().min()?);
        Some(some.min(*last))
    }

    /// Until when each thing is held: for its last change may be undone too.
    fn things(&self) -> BTreeMap<(Uuid, Aspect<'a>), DateTime<Utc>> {
        let mut things = BTreeMap::new();
        for waiting in &self.waiting {
            let until = waiting.at + self.attente;
            let thing = things.entry(about(waiting)).or_insert(until);
            *thing = until.max(*thing);
        }
        things
    }

    /// The morning on which it is told, or soon after when it changes just then.
    fn morning(&self, preferences: &Preferences) -> Option<DateTime<Utc>> {
        Some(preferences.matin(self.held_until()?).max(self.ripe_at()?))
    }

    fn is_ripe(&self, now: DateTime<Utc>) -> bool {
        self.ripe_at().is_some_and(|at| at <= now)
    }

    /// What was held long enough; and the rest.
    fn split(&self, now: DateTime<Utc>) -> (Vec<&'a EnAttente>, Vec<&'a EnAttente>) {
        let things = self.things();
        let held = |waiting: &&EnAttente| things.get(&about(waiting)).is_some_and(|until| *until <= now);
        self.waiting.iter().copied().partition(held)
    }
}

fn about(waiting: &EnAttente) -> (Uuid, Aspect<'_>) {
    (waiting.dossier, waiting.fait.aspect(usize::try_from(waiting.id).unwrap_or(usize::MAX)))
}
