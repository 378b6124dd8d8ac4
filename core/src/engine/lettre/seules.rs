//! What is left of a letter when its answers are told: what it takes back of them, and lines that nothing leads to, for
//! the text questions left.

use crate::catalogue::Nature;
use crate::engine::plusieurs::Debut;
use crate::engine::tour::Tour;
use crate::lettre::{LettreRecue, QuestionPosee};
use crate::reading::lettre::{Alignement, Lus, Ouverte, avec_seules, sans_dedits};

use super::{UNNUMBERED, morceaux};

impl Tour<'_> {
    /// Without the answers that a line further down takes back: what it says instead, or they are asked again.
    pub(super) fn without_taken_back(
        &self,
        questions: &[QuestionPosee],
        alignement: Alignement,
        lettre: &LettreRecue,
    ) -> Alignement {
        let Some(asked) = questions.first().map(|posee| &posee.chemin) else { return alignement };
        sans_dedits(alignement, &super::asked(questions), &morceaux(lettre), |texte| {
            let lus = self.read_several(asked, texte, Debut::Aucun);
            let words = |posee: &QuestionPosee| {
                let prise = lus.find(&super::reponse::key_of(&posee.chemin))?;
                Some((posee.n, texte.get(prise.octets.clone())?.to_owned()))
            };
            questions.iter().filter_map(words).collect()
        })
    }

    pub(super) fn with_lone_lines(
        &self,
        questions: &[QuestionPosee],
        alignement: Alignement,
        lettre: &LettreRecue,
    ) -> Alignement {
        let answered = |n: u32| alignement.reponses.iter().any(|(answered, _)| *answered == n);
        let open: Vec<&QuestionPosee> =
            questions.iter().filter(|posee| posee.n < UNNUMBERED && !answered(posee.n)).collect();
        let Some(asked) = open.first().map(|posee| &posee.chemin) else { return alignement };
        let lus = self.read_several(asked, &alignement.reste, Debut::Aucun);
        let key = |posee: &QuestionPosee| super::reponse::key_of(&posee.chemin);
        let numero = |cle: &str| open.iter().find(|posee| key(posee) == cle).map(|posee| posee.n);
        let ouvertes: Vec<Ouverte> = open
            .iter()
            .filter(|posee| lus.find(&key(posee)).is_none())
            .filter_map(|posee| {
                let (_, champ) = self.field(&posee.chemin)?;
                match champ.nature {
                    Nature::Texte { .. } => Some(Ouverte::of_text(posee.n, &champ.libelle)),
                    Nature::RechercheEntite => Some(Ouverte::Maison(posee.n)),
                    Nature::Choix { .. } | Nature::Commune => Some(Ouverte::Mots(posee.n)),
                    _ if champ.nature.is_search() => Some(Ouverte::Mots(posee.n)),
                    _ => None,
                }
            })
            .collect();
        avec_seules(alignement, &morceaux(lettre), Lus { par_forme: &lus, numero: &numero }, &ouvertes)
    }
}
