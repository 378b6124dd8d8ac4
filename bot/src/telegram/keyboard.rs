//! Choices as an inline keyboard (Bot API `InlineKeyboardMarkup`).

use guichet_core::message::{Choice, ChoiceKind, Message, Saisie, Screen};
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use super::calendar;

/// Longest button label, in characters: longer ones are cut by phones anyway.
const LABEL_MAX: usize = 60;

/// Secondary buttons a row.
const ROW: usize = 2;

/// The keyboard of a message; `None` when it has no button.
pub fn keyboard(message: &Message) -> Option<InlineKeyboardMarkup> {
    let mut rows: Vec<Vec<InlineKeyboardButton>> = Vec::new();
    if let Screen::Question(question) = &message.screen
        && let Saisie::Date { month, min } = question.saisie
    {
        rows.extend(calendar::rows(message.card, month, min));
    }
    let of = |kind: ChoiceKind| message.choices.iter().filter(move |choice| choice.kind == kind);
    for (i, choice) in of(ChoiceKind::Numbered).enumerate() {
        rows.push(vec![button(message.card, choice, &format!("{}. {}", i + 1, choice.label))]);
    }
    for choice in of(ChoiceKind::Primary) {
        rows.push(vec![button(message.card, choice, &choice.label)]);
    }
    let secondary: Vec<&Choice> = of(ChoiceKind::Secondary).collect();
    for pair in secondary.chunks(ROW) {
        rows.push(pair.iter().map(|choice| button(message.card, choice, &choice.label)).collect());
    }
    (!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows))
}

fn button(card: u32, choice: &Choice, label: &str) -> InlineKeyboardButton {
    InlineKeyboardButton::callback(cut(label), format!("{card}:{}", choice.rank))
}

fn cut(label: &str) -> String {
    if label.chars().count() <= LABEL_MAX {
        return label.to_owned();
    }
    let kept: String = label.chars().take(LABEL_MAX - 1).collect();
    format!("{}…", kept.trim_end())
}
