//! Plain text.

use guichet_core::message::{Choice, ChoiceKind};

use super::stack;
use crate::document::Document;
use crate::markup::{Block, Line, plain, words};

pub fn render(document: &Document, choices: &[Choice]) -> String {
    let mut parts = Vec::new();
    for (tone, note) in &document.notes {
        let sign = tone.sign().map_or(String::new(), |(sign, _)| format!("{sign} "));
        parts.push(format!("{sign}{}", stack(note, block)));
    }
    parts.push(stack(&document.screen, block));
    let numbered = document.choices.iter().enumerate();
    let numbered: Vec<_> = numbered.map(|(i, line)| format!("{}. {}", i + 1, plain(line))).collect();
    parts.push(numbered.join("\n"));
    parts.push(how_to_answer(choices));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// The typed twins of the buttons.
pub fn how_to_answer(choices: &[Choice]) -> String {
    let numbered = choices.iter().filter(|choice| choice.kind == ChoiceKind::Numbered).count();
    let labels = choices
        .iter()
        .filter(|choice| choice.kind != ChoiceKind::Numbered)
        .map(|choice| plain(&words(&choice.label)))
        .collect::<Vec<_>>()
        .join(" · ");
    match (numbered, labels.is_empty()) {
        (0, true) => String::new(),
        (0, false) => format!("Vous pouvez écrire : {labels}"),
        (1, true) => "Répondez 1.".to_owned(),
        (1, false) => format!("Répondez 1, ou écrivez : {labels}"),
        (count, true) => format!("Répondez par un numéro, de 1 à {count}."),
        (count, false) => format!("Répondez par un numéro, de 1 à {count}, ou écrivez : {labels}"),
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { line, .. } | Block::Paragraph(line) => plain(line),
        Block::List { numbered, items } => {
            let item = |(i, item): (usize, &Line)| match numbered {
                true => format!("{}. {}", i + 1, plain(item).replace('\n', "\n   ")),
                false => format!("- {}", plain(item).replace('\n', "\n   ")),
            };
            items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
        }
        Block::Fields(fields) => {
            let field = |(label, value): &(Line, Line)| match value.is_empty() {
                true => plain(label),
                false => format!("{} : {}", plain(label), plain(value)),
            };
            fields.iter().map(field).collect::<Vec<_>>().join("\n")
        }
    }
}
