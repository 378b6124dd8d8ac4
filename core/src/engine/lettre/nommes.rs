//! What a sentence names beside its answers: the company that asks, those who go.

use crate::annuaire::{Entite, Page};
use crate::catalogue::Nature;
use crate::dossier::{Chemin, Valeur};
use crate::engine::tour::Tour;
use crate::event::Recherche;
use crate::lettre::{EnLettre, QuestionPosee, ReponseEcrite};
use crate::reading::{Lu, fold, has_words, partants};

/// Fewest letters of the name of a company that is looked for among words.
const SHORTEST_NAME: usize = 4;

impl Tour<'_> {
    /// Looks through what is left of a letter, once for the company and once for those who go: what must be looked for,
    /// or an answer more.
    pub(super) fn look_through_rest(&mut self, lettre: &mut EnLettre) -> Option<Recherche> {
        if lettre.reste.trim().is_empty() {
            return None;
        }
        if !std::mem::replace(&mut lettre.entites_vues, true)
            && self.missing(|nature| *nature == Nature::RechercheEntite).is_some()
        {
            return Some(Recherche::Entites { text: None, page: 0 });
        }
        if !std::mem::replace(&mut lettre.partants_vus, true)
            && let Some(question) = self.missing_stagiaire()
            && let Some(octets) = partants(&lettre.reste)
        {
            let texte = lettre.reste.get(octets).unwrap_or_default().to_owned();
            lettre.nommes.push(texte.clone());
            lettre.reponses.push(ReponseEcrite { question, texte });
        }
        None
    }

    /// Her companies: the one that the letter names is the one that asks.
    pub(super) fn entites_seen(&mut self, lettre: &mut EnLettre, page: &Page<Entite>) {
        let Some(question) = self.missing(|nature| *nature == Nature::RechercheEntite) else { return };
        let reste = fold(&lettre.reste);
        let stands = |name: &str| {
            let name = fold(name);
            name.len() >= SHORTEST_NAME && has_words(&reste, &name)
        };
        let name = |entite: &Entite| {
            let names = [entite.enseigne.as_ref(), Some(&entite.raison_sociale)];
            names.into_iter().flatten().find(|name| stands(name)).cloned()
        };
        let mut named = page.items.iter().filter_map(|entite| Some((entite, name(entite)?)));
        // Two of one name, or others that are not seen: she says which.
        let (Some((entite, name)), None, false) = (named.next(), named.next(), page.has_next()) else {
            return;
        };
        let valeur = Valeur::Entite(entite.clone());
        if self.refusal(&question.chemin, &valeur).is_some() {
            return;
        }
        lettre.nommes.push(name.clone());
        self.keep(lettre, &question, &name, Lu { valeur, taxe: None });
        self.propose(true);
    }

    /// In a chat, those whom a message with other answers names wait for their question.
    pub(in crate::engine) fn keep_partants(&mut self, text: &str) {
        if let Some(question) = self.missing_stagiaire()
            && let Some(texte) = partants(text).and_then(|octets| text.get(octets))
        {
            self.keep_for_later(ReponseEcrite { question, texte: texte.to_owned() });
        }
    }

    /// The first question of a kind that waits for an answer.
    fn missing(&self, fits: impl Fn(&Nature) -> bool) -> Option<QuestionPosee> {
        let is = |chemin: &Chemin| self.field(chemin).is_some_and(|(_, champ)| fits(&champ.nature));
        self.questions_posees().into_iter().find(|question| is(&question.chemin))
    }

    /// The question of who goes.
    fn missing_stagiaire(&self) -> Option<QuestionPosee> {
        let question = self.missing(|nature| matches!(nature, Nature::RechercheIndividu { .. }))?;
        let (etape, champ) = self.field(&question.chemin)?;
        let unique = etape.repetition.as_ref().and_then(|repetition| repetition.unique.as_ref());
        (unique == Some(&champ.cle)).then_some(question)
    }
}
