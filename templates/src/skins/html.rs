//! HTML, for the web chat and for email.

use super::escape;
use crate::document::Document;
use crate::markup::{Block, Inline};

pub fn render(document: &Document) -> String {
    let mut out = String::new();
    for (tone, note) in &document.notes {
        let class = match tone {
            crate::document::Tone::Done => "fait",
            crate::document::Tone::Warning => "attention",
            crate::document::Tone::Plain => "info",
        };
        let sign = tone.sign().map_or(String::new(), |(sign, aloud)| {
            format!("<span role=\"img\" aria-label=\"{aloud}\">{sign}</span> ")
        });
        out.push_str(&format!("<div class=\"note {class}\">{}</div>\n", blocks(note, &sign)));
    }
    out.push_str(&blocks(&document.screen, ""));
    if !document.choices.is_empty() {
        let items =
            document.choices.iter().map(|choice| format!("<li>{}</li>", line(choice))).collect::<String>();
        out.push_str(&format!("\n<ol class=\"choix\">{items}</ol>"));
    }
    out
}

/// `sign` opens the first paragraph.
fn blocks(blocks: &[Block], sign: &str) -> String {
    let signs = std::iter::once(sign).chain(std::iter::repeat(""));
    blocks.iter().zip(signs).map(|(one, sign)| block(one, sign)).collect::<Vec<_>>().join("\n")
}

fn block(block: &Block, sign: &str) -> String {
    match block {
        Block::Heading { main: true, line: words } => format!("<h2>{sign}{}</h2>", line(words)),
        Block::Heading { main: false, line: words } => format!("<h3>{sign}{}</h3>", line(words)),
        Block::Paragraph(words) => format!("<p>{sign}{}</p>", line(words)),
        Block::List { numbered, items } => {
            let tag = if *numbered { "ol" } else { "ul" };
            let items = items.iter().map(|item| format!("<li>{}</li>", line(item))).collect::<String>();
            format!("<{tag}>{items}</{tag}>")
        }
        Block::Fields(fields) => {
            let field = |(label, value): &(Vec<Inline>, Vec<Inline>)| {
                format!("<div><dt>{}</dt><dd>{}</dd></div>", line(label), line(value))
            };
            format!("<dl>{}</dl>", fields.iter().map(field).collect::<String>())
        }
    }
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
