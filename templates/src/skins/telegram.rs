//! Bot API « HTML style ».

use super::{escape, stack};
use crate::document::{Document, Tone};
use crate::markup::{Block, Inline, Line, plain};

pub fn render(document: &Document) -> String {
    let mut out = String::new();
    let mut last = None;
    for (tone, note) in &document.notes {
        // Echoes stay together: one a line.
        let together = *tone == Tone::Done && last == Some(Tone::Done);
        last = Some(*tone);
        let sign = tone.sign().map_or(String::new(), |(sign, _)| format!("{sign} "));
        push(&mut out, &format!("{sign}{}", stack(note, block)), if together { "\n" } else { "\n\n" });
    }
    push(&mut out, &stack(&document.screen, block), "\n\n");
    let choices = document.choices.iter().enumerate();
    let choices: Vec<_> = choices.map(|(i, choice)| format!("{}. {}", i + 1, line(choice))).collect();
    push(&mut out, &choices.join("\n"), "\n\n");
    out
}

fn push(out: &mut String, part: &str, separator: &str) {
    if !out.is_empty() && !part.is_empty() {
        out.push_str(separator);
    }
    out.push_str(part);
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { line: words, .. } => {
            format!("<b>{}</b>", escape(&plain(words)))
        }
        Block::Paragraph(words) => line(words),
        Block::List { numbered, items } => {
            let item = |(i, item): (usize, &Line)| match numbered {
                true => format!("{}. {}", i + 1, line(item).replace('\n', "\n   ")),
                false => format!("• {}", line(item).replace('\n', "\n   ")),
            };
            items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
        }
        Block::Fields(fields) => {
            let field = |(label, value): &(Line, Line)| match value.is_empty() {
                true => line(label),
                false => format!("{} : {}", line(label), line(value)),
            };
            fields.iter().map(field).collect::<Vec<_>>().join("\n")
        }
    }
}

fn line(words: &[Inline]) -> String {
    words
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => escape(text),
            Inline::Strong(text) => format!("<b>{}</b>", escape(text)),
            Inline::Break => "\n".to_owned(),
        })
        .collect()
}
