//! What she writes of her project before a request is begun: its details are not asked again.

use chrono::TimeDelta;

use crate::conversation::{Place, Projet};
use crate::dossier::Valeur;
use crate::engine::plusieurs::Debut;
use crate::engine::tour::Tour;

/// Most of it that is kept, in bytes.
const LONGEST: usize = 2_000;
/// She wrote of something else since.
const KEPT_FOR: TimeDelta = TimeDelta::days(1);

impl Tour<'_> {
    pub fn keep_project(&mut self, text: &str) {
        let now = self.monde.now;
        let fits = |projet: &Projet| projet.texte.len() + text.len() < LONGEST;
        let texte = match self.fresh_project().filter(fits) {
            Some(before) => format!("{}\n{text}", before.texte),
            None => text.to_owned(),
        };
        self.state.conversation.projet = Some(Projet { texte, at: now });
    }

    /// What is kept, taken away; what is too old is nothing.
    fn fresh_project(&mut self) -> Option<Projet> {
        self.state.conversation.projet.take().filter(|projet| projet.at >= self.monde.now - KEPT_FOR)
    }

    /// Takes what it answers of the request that begins: lines that give several answers, as those that give one may
    /// speak of something else.
    pub fn take_project(&mut self) {
        let Some(projet) = self.fresh_project() else { return };
        for line in projet.texte.lines() {
            let Place::Champ { chemin, edition: false } = self.state.conversation.place.clone() else {
                return;
            };
            let mut read = self.read_several(&chemin, line, Debut::Demande);
            // « une formation hygiène pour deux salariés … »: words of a sentence, not the title on the devis.
            read.prises.retain(|prise| !matches!(&prise.lu.valeur, Valeur::Texte(text) if !is_title(text)));
            if read.prises.len() < 2 || self.draft_mut().is_none() {
                continue;
            }
            self.take_read(&chemin, read, None);
            self.keep_partants(line);
        }
    }
}

/// Written as a title is.
fn is_title(text: &str) -> bool {
    text.starts_with(|first: char| !first.is_lowercase())
}
