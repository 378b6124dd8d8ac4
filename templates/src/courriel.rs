//! A message as an email.

use askama::Template;
use guichet_core::message::{Choice, Message, Screen};
use guichet_core::rapport::{Forme, Rapport};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::document::{Document, Tone};
use crate::markup::{Block, plain};
use crate::skins::html::{self, Element};
use crate::skins::texte;
use crate::{neutral, phrases, rapport};

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
    /// Answers of one tap.
    boutons: Vec<Bouton>,
    /// What can always be answered.
    pied: &'a str,
}

/// A link that opens an answer, ready to be sent (RFC 6068).
struct Bouton {
    libelle: String,
    href: String,
}

/// More would bury the message.
const BOUTONS_MAX: usize = 8;

/// An address keeps its marks.
const ADRESSE: &AsciiSet = &VALEUR.remove(b'@').remove(b'+');

/// All that RFC 3986 does not leave as it is, so that a header or another field can never begin.
const VALEUR: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A message as an email to a person.
pub fn courriel(message: &Message) -> Courriel {
    courriel_pour(message, None)
}

/// A message as an email to OPCO EP, who does not answer the assistant.
pub fn courriel_transmis(message: &Message) -> Courriel {
    written(message, None, "")
}

/// A message as an email to a person. `retour`: where it is answered; each choice is then one tap and « envoyer ».
pub fn courriel_pour(message: &Message, retour: Option<&str>) -> Courriel {
    written(message, retour, pied(message))
}

fn written(message: &Message, retour: Option<&str>, pied: &str) -> Courriel {
    let document = Document::of(message);
    let apercu = apercu(&document);
    let sujet = match message.screen {
        Screen::Empty if !apercu.is_empty() => shorten(&apercu),
        _ => one_line(&neutral::sujet(message)),
    };
    let page = Page {
        sujet: &sujet,
        apercu: &preheader(&document),
        corps: &html::render(&document, dress),
        reponse: &texte::how_to_answer(&message.choices),
        boutons: retour.map_or_else(Vec::new, |retour| boutons(message, &sujet, retour)),
        pied,
    };
    let html = page.render().expect("writing to a string does not fail");
    let parts = [texte::render(&document, &message.choices), pied.to_owned()];
    let texte = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    Courriel { html, texte, sujet }
}

/// What is said outside any message, under this subject.
pub(crate) fn of_document(document: &Document, sujet: &str) -> Courriel {
    let sujet = one_line(sujet);
    let corps = html::render(document, dress);
    let page = Page {
        sujet: &sujet,
        apercu: &apercu(document),
        corps: &corps,
        reponse: "",
        boutons: Vec::new(),
        pied: "",
    };
    let html = page.render().expect("writing to a string does not fail");
    Courriel { html, texte: texte::render(document, &[]), sujet }
}

/// A report handed over: its file goes with it.
pub fn courriel_de_rapport(kept: &Rapport, forme: Forme) -> Courriel {
    let legende = one_line(&rapport::legende(kept, forme));
    let sujet = shorten(&legende);
    let page =
        Page { sujet: &sujet, apercu: "", corps: "", reponse: &legende, boutons: Vec::new(), pied: "" };
    let html = page.render().expect("writing to a string does not fail");
    Courriel { html, texte: format!("{legende}\n"), sujet }
}

fn boutons(message: &Message, sujet: &str, retour: &str) -> Vec<Bouton> {
    let bouton = |choice: &Choice| Bouton {
        libelle: choice.label.clone(),
        href: format!(
            "mailto:{}?subject={}&body={}",
            utf8_percent_encode(retour, ADRESSE),
            utf8_percent_encode(&format!("Re: {sujet}"), VALEUR),
            utf8_percent_encode(&choice.label, VALEUR)
        ),
    };
    // A long list is answered by a number.
    if message.choices.len() > BOUTONS_MAX {
        Vec::new()
    } else {
        message.choices.iter().map(bouton).collect()
    }
}

/// The message as plain text, as a conversation has it.
pub fn texte(message: &Message) -> String {
    texte::render(&Document::of(message), &message.choices)
}

/// Below what is written to someone whom we know to be there.
fn pied(message: &Message) -> &'static str {
    match message.screen {
        Screen::Inconnu | Screen::Code { .. } => "",
        _ => phrases::PIED,
    }
}

/// Ends of lines and other control characters have no place in a header (RFC 5322 section 2.2).
fn one_line(text: &str) -> String {
    let text = text.replace(char::is_control, " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first sentence said: what a letter without a screen is about.
fn apercu(document: &Document) -> String {
    let said = document.notes.iter().flat_map(|(_, blocks)| blocks);
    let mut paragraphs = said.filter_map(|block| match block {
        Block::Paragraph(line) => Some(one_line(&plain(line))),
        _ => None,
    });
    paragraphs.next().unwrap_or_default()
}

/// What a list of mails shows before the letter itself: what is asked, where the letter does not begin with it. To say
/// again what it begins with would serve nobody, and looks to spam filters like words that are hidden.
fn preheader(document: &Document) -> String {
    let is_heading = |block: &Block| matches!(block, Block::Heading { main: true, .. });
    let heading = document.screen.iter().position(is_heading).unwrap_or(0);
    let asked = document.screen.iter().enumerate().skip(heading).find_map(|(rank, block)| match block {
        Block::Paragraph(line) => Some((rank, one_line(&plain(line)))),
        _ => None,
    });
    match asked {
        Some((rank, said)) if rank > 0 || !document.notes.is_empty() => said,
        _ => String::new(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_opens_the_answer_and_nothing_else() {
        let (_, message) = crate::samples::samples()
            .into_iter()
            .find(|(name, _)| *name == "lettre-confirmer")
            .expect("a sample");
        let html = courriel_pour(&message, Some("assistant+abc.def@example.org")).html;
        assert!(
            html.contains("href=\"mailto:assistant+abc.def@example.org?subject=Re%3A%20Demande"),
            "{html}"
        );
        assert!(
            html.contains("&#38;body=Je%20confirme%20l%27envoi\"")
                || html.contains("&amp;body=Je%20confirme%20l%27envoi\""),
            "{html}"
        );
        assert!(!courriel(&message).html.contains("mailto:"), "nowhere to answer, nothing to tap");
    }
}
