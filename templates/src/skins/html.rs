//! HTML, for the web chat and for email.

use super::escape;
use crate::document::{Document, Tone};
use crate::markup::{Block, Inline, Line};

/// Attributes of an element, with a leading space: classes on the web, inline style in an email.
pub type Dress = fn(Element) -> &'static str;

/// What a dress may tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    Note(Tone),
    Heading,
    Part,
    Paragraph,
    List,
    Choices,
    Fields,
    Label,
    Value,
}

/// Classes of the web chat.
pub fn web(element: Element) -> &'static str {
    match element {
        Element::Note(Tone::Done) => " class=\"note fait\"",
        Element::Note(Tone::Warning) => " class=\"note attention\"",
        Element::Note(Tone::Plain) => " class=\"note info\"",
        Element::Choices => " class=\"choix\"",
        _ => "",
    }
}

pub fn render(document: &Document, dress: Dress) -> String {
    let mut parts = Vec::new();
    for (tone, note) in &document.notes {
        let sign = tone.sign().map_or(String::new(), |(sign, aloud)| {
            format!("<span role=\"img\" aria-label=\"{aloud}\">{sign}</span> ")
        });
        parts.push(format!("<div{}>{}</div>", dress(Element::Note(*tone)), blocks(note, &sign, dress)));
    }
    if !document.screen.is_empty() {
        parts.push(blocks(&document.screen, "", dress));
    }
    if !document.choices.is_empty() {
        parts.push(list("ol", Element::Choices, &document.choices, dress));
    }
    parts.join("\n")
}

/// `sign` opens the first block.
fn blocks(blocks: &[Block], sign: &str, dress: Dress) -> String {
    let signs = std::iter::once(sign).chain(std::iter::repeat(""));
    blocks.iter().zip(signs).map(|(one, sign)| block(one, sign, dress)).collect::<Vec<_>>().join("\n")
}

fn block(block: &Block, sign: &str, dress: Dress) -> String {
    match block {
        Block::Heading { main: true, line: words } => {
            format!("<h2{}>{sign}{}</h2>", dress(Element::Heading), line(words))
        }
        Block::Heading { main: false, line: words } => {
            format!("<h3{}>{sign}{}</h3>", dress(Element::Part), line(words))
        }
        Block::Paragraph(words) => format!("<p{}>{sign}{}</p>", dress(Element::Paragraph), line(words)),
        Block::List { numbered, items } => {
            list(if *numbered { "ol" } else { "ul" }, Element::List, items, dress)
        }
        Block::Fields(fields) => {
            let field = |(label, value): &(Line, Line)| {
                let (dt, dd) = (dress(Element::Label), dress(Element::Value));
                format!("<div><dt{dt}>{}</dt><dd{dd}>{}</dd></div>\n", line(label), line(value))
            };
            format!("<dl{}>\n{}</dl>", dress(Element::Fields), fields.iter().map(field).collect::<String>())
        }
    }
}

fn list(tag: &str, element: Element, items: &[Line], dress: Dress) -> String {
    let items = items.iter().map(|item| format!("<li>{}</li>\n", line(item))).collect::<String>();
    format!("<{tag}{}>\n{items}</{tag}>", dress(element))
}

fn line(words: &[Inline]) -> String {
    words
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => escape(text),
            Inline::Strong(text) => format!("<strong>{}</strong>", escape(text)),
            Inline::Break => "<br>".to_owned(),
        })
        .collect()
}
