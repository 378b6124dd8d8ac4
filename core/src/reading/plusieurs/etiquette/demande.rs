//! What of the words before a colon is asked: « Lieu de formation », « Où », « … et repas ».

use crate::catalogue::Nature;
use crate::reading::plusieurs::Place;
use crate::reading::plusieurs::chantier::Chantier;
use crate::reading::plusieurs::mots::{Mot, stands_at};

impl Chantier<'_, '_> {
    /// « 980 € HT et repas », « 14 h et coût »: what follows « et » behind a value, where it names a field.
    pub(super) fn after_amounts<'m>(&self, words: &'m [Mot]) -> &'m [Mot] {
        let Some(at) = words.iter().rposition(|word| word.text == "et") else { return words };
        let (before, after) = (&words[..at], &words[at + 1..]);
        let names = |place: &Place<'_>| place.mots.iter().any(|name| stands_at(after, 0, name).is_some());
        let valued = before.iter().any(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
        if valued && self.places.iter().any(names) { after } else { words }
    }

    /// « Où : Arras », « Quoi : CAP fleuriste », « Qui la fait : INBP », « Par : INBP »: the field that a question of hers asks
    /// for.
    pub(super) fn asked_by(&self, words: &[Mot], colon: usize) -> Option<usize> {
        let said = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        match said.as_str() {
            "ou" | "ou ca" | "c est ou" => self.only(|nature| matches!(nature, Nature::Commune)),
            "quoi" => self.only_place(|&place| self.places[place].libre),
            "ecole"
            | "l ecole"
            | "qui la fait"
            | "qui forme"
            | "chez qui"
            | "qui la donne"
            | "qui fait la formation" => self.house_place(),
            // « Par : Léa Roy » may be who writes.
            "par" | "par qui" | "avec" | "avec qui" | "formee par" | "forme par" => {
                let line = self.piece(colon..self.line_end(colon));
                let led = line.trim_start_matches([':', '=', ' ']);
                let name = led.split([',', '(', '.']).next().unwrap_or_default().trim_end();
                let start = colon + (line.len() - led.len());
                let called =
                    name.starts_with(char::is_uppercase) && self.may_be_told(start..start + name.len());
                self.house_place().filter(|_| called)
            }
            _ => None,
        }
    }

    /// « Lieu de formation », « Prix du stage »: the fields that the word before « de » names, unless it is somebody's name.
    pub(super) fn heads_of(&self, words: &[Mot]) -> Option<Vec<usize>> {
        let [head, of, ..] = words else { return None };
        let linked = matches!(of.text.as_str(), "de" | "du" | "d");
        let named =
            |place: &Place<'_>| place.mots.iter().any(|name| stands_at(&words[..1], 0, name).is_some());
        let longer = |place: &Place<'_>| {
            place.mots.iter().any(|name| stands_at(words, 0, name).is_some_and(|width| width > 1))
        };
        if !linked || head.is_figure() || self.places.iter().any(longer) {
            return None;
        }
        let heads: Vec<usize> = (0..self.places.len()).filter(|&place| named(&self.places[place])).collect();
        let somebody = heads.iter().any(|&place| self.named_place() == Some(place));
        let title = heads.iter().any(|&place| self.places[place].libre);
        (!heads.is_empty() && !somebody && !title).then_some(heads)
    }
}
