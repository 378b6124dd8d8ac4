//! A message as blocks, before a skin dresses it.

use guichet_core::message::{Choice, ChoiceKind, Message, Screen};

use crate::markup::{Block, Inline, Line, parse, words};
use crate::neutral;

/// What a skin dresses.
pub struct Document {
    /// Said before the screen, in order.
    pub notes: Vec<(Tone, Vec<Block>)>,
    pub screen: Vec<Block>,
    /// Numbered choices, in order: 1, 2, 3…
    pub choices: Vec<Line>,
}

/// The tone of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was noted or done.
    Done,
    Warning,
    Plain,
}

impl Tone {
    /// The sign before the note, and how it is read aloud.
    pub fn sign(self) -> Option<(&'static str, &'static str)> {
        match self {
            Tone::Done => Some(("✓", "Noté :")),
            Tone::Warning => Some(("⚠", "Attention :")),
            Tone::Plain => None,
        }
    }
}

impl Document {
    /// Of a filled neutral file that stands alone.
    pub fn of_neutral(neutral: &str) -> Document {
        Document { notes: Vec::new(), screen: parse(neutral), choices: Vec::new() }
    }

    pub fn of(message: &Message) -> Document {
        let note = |note| (neutral::tone(note), parse(&neutral::note(note)));
        Document {
            notes: message.notes.iter().map(note).collect(),
            screen: parse(&neutral::screen(message)),
            choices: numbered(message),
        }
    }
}

/// The numbered choices, unless the screen lists them itself.
fn numbered(message: &Message) -> Vec<Line> {
    if matches!(message.screen, Screen::Demandes(_) | Screen::Depart(_)) {
        return Vec::new();
    }
    let is_numbered = |choice: &&Choice| choice.kind == ChoiceKind::Numbered;
    message.choices.iter().filter(is_numbered).map(|choice| choice_line(choice, &message.screen)).collect()
}

/// « Boulangerie Martin — 12 rue des Lilas ».
fn choice_line(choice: &Choice, screen: &Screen) -> Line {
    let mut line = words(&choice.label);
    if let Some(detail) = choice.detail.as_deref().or_else(|| current_value(screen, &choice.label)) {
        line.push(Inline::Text(" — ".to_owned()));
        line.extend(words(detail));
    }
    line
}

/// In « Modifier », what is to be changed is told beside its name.
fn current_value<'a>(screen: &'a Screen, label: &str) -> Option<&'a str> {
    match screen {
        Screen::Modifier(modifier) => modifier
            .lignes
            .iter()
            .find(|ligne| ligne.libelle == label && !ligne.valeur.is_empty())
            .map(|ligne| ligne.valeur.as_str()),
        _ => None,
    }
}
