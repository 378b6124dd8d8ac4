//! Taps on the calendar of a card.

use chrono::{Datelike, NaiveDate};

use super::Toast;
use super::tour::Tour;
use crate::catalogue::Nature;
use crate::conversation::Place;
use crate::dossier::Valeur;

impl Tour<'_> {
    pub fn tap_day(&mut self, card: u32, day: NaiveDate) {
        self.in_place = true;
        if card != self.state.conversation.carte.serial {
            // The day was taken, and the same tap came twice.
            return match &self.state.conversation.carte.last_day {
                Some(last) if *last == (card, day) => self.toast(Toast::DejaNote),
                _ => self.stale(),
            };
        }
        self.state.conversation.carte.last_day = Some((card, day));
        match &self.state.conversation.place {
            Place::Champ { chemin, .. }
                if self.field(chemin).is_some_and(|(_, c)| c.nature == Nature::Date) =>
            {
                self.answer_with(Valeur::Date(day));
            }
            _ => self.stale(),
        }
    }

    pub fn tap_month(&mut self, card: u32, month: NaiveDate) {
        self.in_place = true;
        if card != self.state.conversation.carte.serial {
            return self.stale();
        }
        self.state.conversation.carte.month = month.with_day(1);
    }
}
