//! HTML as lines: what a person sees, and whose words the markup says they are.
//!
//! One pass over the tokens with a stack of open elements, bounded: what is nested deeper is read
//! with the marks of what encloses it.

mod balises;
mod elements;

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::ligne::{Ligne, Marque, text_line, tidy};
use balises::{Balise, Forgiving};
use elements::{Element, is_block};

/// Elements that are remembered as open. Browsers stop at 512.
const DEEPEST: usize = 256;

/// An element that is open.
struct Open {
    name: Vec<u8>,
    element: Element,
}

/// A paragraph or a block that fills a cell begins and ends no line.
#[derive(Default, PartialEq, Clone, Copy)]
enum Cell {
    #[default]
    Outside,
    /// Nothing was read of it yet.
    Begun,
    /// A paragraph of it ended.
    Ended { tight: bool },
}

#[derive(Default)]
struct Writer {
    in_cell: Cell,
    lines: Vec<Ligne<'static>>,
    line: String,
    marque: Option<Marque>,
    /// The start tag that is read.
    balise: Balise,
    /// Open elements of one kind or another, innermost last.
    open: Vec<Open>,
    /// Start tags beyond [`DEEPEST`] that were not remembered.
    deeper: usize,
    hidden: bool,
    teinte: bool,
    /// Some of the line is written in a colour, and some is not.
    teinted: bool,
    plain: bool,
    preformatted: usize,
}

/// The visible lines of an HTML body.
pub(crate) fn html_lines(html: &str) -> Vec<Ligne<'static>> {
    let mut writer = Writer::default();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| writer.read(event));
    let Ok(()) = Tokenizer::new_with_emitter(html, Forgiving(emitter)).finish();
    writer.break_line();
    writer.lines
}

/// Whether the markup sets a quote apart.
pub(crate) fn has_quote(lines: &[Ligne]) -> bool {
    lines.iter().any(|line| matches!(line.marque, Marque::Citee | Marque::Coupe) && !line.is_blank())
}

impl Writer {
    fn read(&mut self, event: CallbackEvent<'_>) -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => self.balise.begin(name),
            CallbackEvent::AttributeName { name } => self.balise.name(name),
            CallbackEvent::AttributeValue { value } => self.balise.value(value),
            CallbackEvent::CloseStartTag { self_closing } => {
                let balise = std::mem::take(&mut self.balise);
                self.start(balise.nom(), || Element::of(&balise), self_closing);
                self.balise = balise;
            }
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            _ => {}
        }
        None
    }

    fn start(&mut self, name: &[u8], element: impl Fn() -> Element, self_closing: bool) {
        if !matches!(name, b"td" | b"th" | b"tr") && matches!(self.in_cell, Cell::Ended { .. }) {
            self.go_on();
        }
        match name {
            b"br" => return self.break_line(),
            // Whatever was left open before it does not hold the body.
            b"body" => {
                self.open.clear();
                self.mark_again();
            }
            b"hr" => {
                self.end_line();
                if element().cut {
                    self.cut();
                }
                return self.blank();
            }
            b"img" | b"input" | b"meta" | b"link" | b"wbr" | b"col" | b"base" | b"area" => return,
            _ => {}
        }
        let element = element();
        match name {
            b"td" | b"th" => {
                if !self.line.trim().is_empty() {
                    self.line.push('\t');
                }
                self.in_cell = Cell::Begun;
            }
            b"p" => {
                if self.open.last().is_some_and(|open| open.name == b"p") {
                    self.open.pop();
                }
                if self.in_cell != Cell::Begun {
                    self.part(element.tight);
                }
            }
            b"pre" => {
                self.end_line();
                self.preformatted += 1;
            }
            b"div" if self.in_cell == Cell::Begun => {}
            _ if is_block(name) => self.end_line(),
            _ => {}
        }
        if element.cut {
            self.cut();
        }
        if self_closing && !is_block(name) {
            return;
        }
        if self.open.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        if element.marque.is_some() {
            self.end_line();
        }
        if name == b"li" {
            self.number();
        }
        self.open.push(Open { name: name.to_vec(), element });
        self.mark_again();
    }

    /// Writes the number that an item of the innermost list shows.
    fn number(&mut self) {
        let list = self.open.iter_mut().rfind(|open| matches!(&open.name[..], b"ol" | b"ul"));
        if let Some(next) = list.and_then(|list| list.element.next.as_mut())
            && !self.hidden
        {
            self.line.push_str(&format!("{next}. "));
            *next = next.saturating_add(1);
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"p" => {
                let tight = self.open.last().is_some_and(|open| open.element.tight);
                if self.fills_cell() {
                    self.in_cell = Cell::Ended { tight };
                } else {
                    self.part(tight);
                }
            }
            b"div" if self.fills_cell() => self.in_cell = Cell::Ended { tight: true },
            b"pre" => {
                self.end_line();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            b"td" | b"th" => self.in_cell = Cell::Outside,
            _ if is_block(name) => self.end_line(),
            _ => {}
        }
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            if self.open.iter().skip(at).any(|open| open.element.marque.is_some()) {
                self.end_line();
            }
            self.open.truncate(at);
            self.mark_again();
        }
    }

    /// What ends here stands right within a cell, and something was read of it.
    fn fills_cell(&self) -> bool {
        let within = self.open.iter().rev().nth(1);
        within.is_some_and(|open| matches!(&open.name[..], b"td" | b"th")) && !self.line.is_empty()
    }

    fn text(&mut self, text: &str) {
        if self.hidden {
            return;
        }
        if !text.trim().is_empty() {
            self.go_on();
            match self.teinte {
                true => self.teinted = true,
                false => self.plain = true,
            }
        }
        if self.preformatted > 0 {
            for (rank, part) in text.split('\n').enumerate() {
                if rank > 0 {
                    self.break_line();
                }
                self.line.push_str(&tidy(part));
            }
            return;
        }
        for (rank, word) in text.split([' ', '\n', '\r', '\t']).enumerate() {
            if rank > 0 && !matches!(self.line.as_bytes().last(), None | Some(b' ' | b'\t')) {
                self.line.push(' ');
            }
            self.line.push_str(word);
        }
    }

    /// The marks of the open elements: an outer quote outweighs what stands inside it.
    fn mark_again(&mut self) {
        let elements = || self.open.iter().map(|open| &open.element);
        self.hidden = elements().any(|element| element.hidden);
        self.teinte = elements().rev().find_map(|element| element.teinte).unwrap_or_default();
        let marks = || elements().filter_map(|element| element.marque);
        self.marque = marks().find(|mark| *mark == Marque::Citee).or_else(|| marks().next());
    }

    fn break_line(&mut self) {
        if self.line.is_empty() {
            // The empty line that people see; one is enough.
            return self.empty_line();
        }
        let line = std::mem::take(&mut self.line);
        self.push(&line);
    }

    fn push(&mut self, line: &str) {
        let line = tidy(line);
        let found = match self.marque.unwrap_or(Marque::Libre) {
            // Text mails shown as HTML keep their quote marks.
            Marque::Libre => text_line(line.trim()),
            marque => Ligne::new(line.trim(), marque),
        };
        let teinte = std::mem::take(&mut self.teinted) & !std::mem::take(&mut self.plain);
        self.lines.push(found.teinte(teinte).into_owned());
    }

    fn empty_line(&mut self) {
        if self.lines.last().is_some_and(|last| !last.is_blank()) {
            self.lines.push(Ligne::new("", self.marque.unwrap_or(Marque::Libre)));
        }
    }

    /// The edge of a block: what stands beside it is on a line of its own.
    fn end_line(&mut self) {
        if !self.line.is_empty() {
            self.break_line();
        }
    }

    fn blank(&mut self) {
        self.end_line();
        self.empty_line();
    }

    /// Something follows what was read of a cell.
    fn go_on(&mut self) {
        if let Cell::Ended { tight } = std::mem::take(&mut self.in_cell) {
            self.part(tight);
        }
    }

    /// The edge of a paragraph.
    fn part(&mut self, tight: bool) {
        if tight { self.end_line() } else { self.blank() }
    }

    fn cut(&mut self) {
        if self.marque.is_none() {
            self.lines.push(Ligne::new("", Marque::Coupe));
        }
    }
}
