//! Answers given before their turn: they wait for the answer that they follow from, and are not asked again.

use crate::catalogue::Nature;
use crate::conversation::{Place, ReponsesGardees};
use crate::dossier::Chemin;
use crate::engine::tour::Tour;
use crate::lettre::{EnLettre, ReponseEcrite};
use crate::message::NoteLettre;

/// More than any form has.
const GARDEES_MAX: usize = 50;

impl Tour<'_> {
    pub(super) fn keep_for_later(&mut self, reponse: ReponseEcrite) {
        let Some(dossier) = self.state.dossier.as_ref().map(|dossier| dossier.id) else { return };
        let ReponseEcrite { question, texte } = &reponse;
        self.note_letter(NoteLettre::Gardee { libelle: question.libelle.clone(), texte: texte.clone() });
        let mut reponses = self.gardees().to_vec();
        reponses.retain(|kept| !same_field(&kept.question.chemin, &question.chemin));
        reponses.push(reponse);
        reponses.truncate(GARDEES_MAX);
        self.state.conversation.gardees = Some(ReponsesGardees { dossier, reponses });
    }

    /// Those of the current request.
    pub(super) fn gardees(&self) -> &[ReponseEcrite] {
        let current = self.state.dossier.as_ref().map(|dossier| dossier.id);
        match &self.state.conversation.gardees {
            Some(gardees) if Some(gardees.dossier) == current => &gardees.reponses,
            _ => &[],
        }
    }

    /// A newer answer takes the place of what was kept.
    pub(super) fn replace_kept(&mut self, chemins: &[Chemin]) {
        if let Some(gardees) = &mut self.state.conversation.gardees {
            gardees
                .reponses
                .retain(|kept| !chemins.iter().any(|chemin| same_field(chemin, &kept.question.chemin)));
        }
    }

    /// Whether an answer to this is kept.
    pub(super) fn is_kept(&self, chemin: &Chemin) -> bool {
        self.gardees().iter().any(|kept| same_field(&kept.question.chemin, chemin))
    }

    /// Whether the question is wanted, or would be with the usual answers to what is still asked.
    pub(super) fn may_be_asked(&self, chemin: &Chemin) -> bool {
        let Some(parcours) = self.parcours() else { return false };
        parcours.a_demander().iter().any(|demandee| same_field(&demandee.chemin, chemin))
    }

    /// Takes what waited, once the answers of this turn allow it.
    pub fn take_kept(&mut self) {
        let asks = matches!(
            self.state.conversation.place,
            Place::Champ { edition: false, .. } | Place::Encore { .. }
        );
        if !asks || self.recherche.is_some() || self.gardees().is_empty() || self.draft().is_none() {
            return;
        }
        let (ready, waiting): (Vec<_>, Vec<_>) =
            self.gardees().iter().cloned().partition(|kept| !self.waits(&kept.question.chemin));
        if ready.is_empty() {
            return;
        }
        if let Some(gardees) = &mut self.state.conversation.gardees {
            gardees.reponses = waiting;
        }
        self.go_on(EnLettre { reponses: ready, ..EnLettre::default() });
    }

    /// For its company, or for the answer that makes it wanted.
    fn waits(&self, chemin: &Chemin) -> bool {
        let Some((etape, champ)) = self.field(chemin) else { return false };
        if matches!(champ.nature, Nature::RechercheIndividu { .. }) {
            return self.employer(&champ.nature).is_none();
        }
        self.may_be_asked(chemin) && !self.is_open_now(etape, chemin, champ)
    }
}

/// The same question, of an element that may have got another number since.
fn same_field(left: &Chemin, right: &Chemin) -> bool {
    (&left.etape, &left.champ) == (&right.etape, &right.champ)
}
