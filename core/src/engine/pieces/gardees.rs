//! Files that came before there was a request: they go with the next one.

use chrono::TimeDelta;

use crate::conversation::{FichierGarde, Place};
use crate::engine::tour::Tour;
use crate::event::Fichier;
use crate::message::{Note, RefusFichier};

/// After so long nobody remembers which request a file was for.
const KEPT_FOR: TimeDelta = TimeDelta::days(7);

/// More than a request has.
const KEPT_MAX: usize = 20;

impl Tour<'_> {
    pub(super) fn keep_files(&mut self, files: &[Fichier], caption: Option<&str>) {
        let is_table =
            |file: &&Fichier| matches!(file, Fichier::Tableau { .. } | Fichier::TableauRefuse { .. });
        let (tables, others): (Vec<&Fichier>, Vec<&Fichier>) = files.iter().partition(is_table);
        for table in tables {
            // Its people are read where they are asked.
            self.note(Note::FichierRefuse {
                name: table.name().to_owned(),
                reason: RefusFichier::SansDemande,
            });
        }
        let others: Vec<Fichier> = others.into_iter().cloned().collect();
        for fichier in self.readable(&others) {
            let gardes = &mut self.state.conversation.fichiers_gardes;
            gardes.retain(|garde| garde.fichier.sha256 != fichier.sha256);
            if gardes.len() >= KEPT_MAX {
                gardes.remove(0);
            }
            let name = fichier.name.clone();
            gardes.push(FichierGarde { fichier, legende: caption.map(str::to_owned), at: self.monde.now });
            self.note(Note::FichierGarde { name });
        }
    }

    /// Attaches what waited to the request that was begun.
    pub fn take_kept_files(&mut self) {
        let asks = matches!(
            self.state.conversation.place,
            Place::Champ { edition: false, .. } | Place::Encore { .. } | Place::Pieces { .. }
        );
        let kept = &self.state.conversation.fichiers_gardes;
        if !asks || kept.is_empty() || self.recherche.is_some() || self.draft().is_none() {
            return;
        }
        let oldest = self.monde.now - KEPT_FOR;
        for garde in std::mem::take(&mut self.state.conversation.fichiers_gardes) {
            if garde.at >= oldest {
                let file = Fichier::Stored(garde.fichier);
                let legende = file.legende(garde.legende.as_deref().unwrap_or_default());
                self.files(&[file], Some(&legende));
            }
        }
    }
}
