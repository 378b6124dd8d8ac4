//! Tags as html5gum tells them, kept until all of one is read.

use html5gum::{Emitter, ForwardingEmitter};

/// Nobody is told of errors in the HTML of a mail: to look for them takes a fifth of the time of reading it.
pub(super) struct Forgiving<E>(pub E);

impl<E: Emitter> ForwardingEmitter for Forgiving<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = E::Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

/// A start tag, as it is read: its name, then the names and values of its attributes, in one run of bytes.
#[derive(Default)]
pub(super) struct Balise {
    bytes: Vec<u8>,
    /// Where the name of the tag ends, then those of its attributes and their values, in turn.
    ends: Vec<usize>,
}

impl Balise {
    pub(super) fn begin(&mut self, name: &[u8]) {
        self.bytes.clear();
        self.ends.clear();
        self.add(name);
    }

    pub(super) fn name(&mut self, name: &[u8]) {
        // The one before had no value.
        if self.ends.len().is_multiple_of(2) {
            self.add(b"");
        }
        self.add(name);
    }

    pub(super) fn value(&mut self, value: &[u8]) {
        self.add(value);
    }

    fn add(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.ends.push(self.bytes.len());
    }

    pub(super) fn nom(&self) -> &[u8] {
        self.part(0)
    }

    fn part(&self, rank: usize) -> &[u8] {
        let from = rank.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.ends.get(rank).map_or(&[], |to| &self.bytes[from..*to])
    }

    /// The attributes, of which the first of a name is the one that counts.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        (1..self.ends.len()).step_by(2).map(|rank| (self.part(rank), self.part(rank + 1)))
    }
}
