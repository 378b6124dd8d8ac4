//! A message as an email.

use askama::Template;
use guichet_core::message::{Message, Screen};
use guichet_core::rapport::{Forme, Rapport};

use crate::document::{Document, Tone};
use crate::markup::{Block, plain};
use crate::skins::html::{self, Element};
use crate::skins::texte;
use crate::{neutral, rapport};

/// A message as an email: subject, and the same content as text and as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Courriel {
    /// One line, without a control character.
    pub sujet: String,
    pub texte: String,
    pub html: String,
}

#[derive(Template)]
#[template(path = "skins/courriel.html")]
struct Page<'a> {
    sujet: &'a str,
    /// What a mailbox shows after the subject.
    apercu: &'a str,
    corps: &'a str,
    reponse: &'a str,
}

pub fn courriel(message: &Message) -> Courriel {
    let document = Document::of(message);
    let apercu = apercu(&document);
    let sujet = match message.screen {
        Screen::Empty if !apercu.is_empty() => shorten(&apercu),
        _ => one_line(&neutral::sujet(message)),
    };
    let page = Page {
        sujet: &sujet,
        apercu: &apercu,
        corps: &html::render(&document, dress),
        reponse: &texte::how_to_answer(&message.choices),
    };
    let html = page.render().expect("writing to a string does not fail");
    Courriel { html, texte: texte::render(&document, &message.choices), sujet }
}

/// What is said outside any message, under this subject.
pub(crate) fn of_document(document: &Document, sujet: &str) -> Courriel {
    let sujet = one_line(sujet);
    let corps = html::render(document, dress);
    let page = Page { sujet: &sujet, apercu: &apercu(document), corps: &corps, reponse: "" };
    let html = page.render().expect("writing to a string does not fail");
    Courriel { html, texte: texte::render(document, &[]), sujet }
}

/// A report handed over: its file goes with it.
pub fn courriel_de_rapport(kept: &Rapport, forme: Forme) -> Courriel {
    let legende = one_line(&rapport::legende(kept, forme));
    let sujet = shorten(&legende);
    let page = Page { sujet: &sujet, apercu: "", corps: "", reponse: &legende };
    let html = page.render().expect("writing to a string does not fail");
    Courriel { html, texte: format!("{legende}\n"), sujet }
}

/// Ends of lines and other control characters have no place in a header (RFC 5322 section 2.2).
fn one_line(text: &str) -> String {
    let text = text.replace(char::is_control, " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first sentence said: of the notes, else under the heading of the screen.
fn apercu(document: &Document) -> String {
    let said = document.notes.iter().flat_map(|(_, blocks)| blocks);
    let is_heading = |block: &&Block| matches!(block, Block::Heading { main: true, .. });
    let asked = document.screen.iter().skip_while(|block| !is_heading(block));
    let mut paragraphs = said.chain(asked).chain(&document.screen).filter_map(|block| match block {
        Block::Paragraph(line) => Some(one_line(&plain(line))),
        _ => None,
    });
    paragraphs.next().unwrap_or_default()
}

/// As much as a list of mails shows: 78 characters (RFC 5322 section 2.1.1), cut between two words.
fn shorten(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(' ') {
        if out.chars().count() + word.chars().count() > 76 {
            return format!("{}…", out.trim_end());
        }
        out.push_str(word);
        out.push(' ');
    }
    out.trim_end().to_owned()
}

/// Inline styles: many mail readers drop style sheets. No colour of text here, so that dark mode stays legible.
fn dress(element: Element) -> &'static str {
    match element {
        Element::Note(Tone::Done) => {
            " style=\"margin:0 0 8px;padding:1px 12px;border-left:4px solid #2e8540\""
        }
        Element::Note(Tone::Warning) => {
            " style=\"margin:0 0 8px;padding:1px 12px;border-left:4px solid #c4620a\""
        }
        Element::Note(Tone::Plain) => {
            " style=\"margin:0 0 8px;padding:1px 12px;border-left:4px solid #8a8f98\""
        }
        Element::Heading => " style=\"margin:24px 0 8px;font-size:20px;line-height:1.3\"",
        Element::Part => " style=\"margin:20px 0 4px;font-size:16px;line-height:1.3\"",
        Element::Paragraph => " style=\"margin:8px 0\"",
        Element::List | Element::Choices => " style=\"margin:0 0 12px;padding-left:28px\"",
        Element::Fields => " style=\"margin:0 0 12px\"",
        Element::Label => " style=\"font-size:14px;opacity:.8\"",
        Element::Value => " style=\"margin:0 0 6px\"",
    }
}
