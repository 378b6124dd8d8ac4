//! People that a letter names: all at once, matched in one question.

use uuid::Uuid;

use crate::annuaire::Individu;
use crate::catalogue::Champ;
use crate::dossier::Valeur;
use crate::engine::EcritAnnuaire;
use crate::engine::tour::Tour;
use crate::event::Recherche;
use crate::lettre::{EnLettre, ReponseEcrite};
use crate::lot::{EtatLigne, LigneLot, Lot};
use crate::message::{Note, NoteLettre, NoteLot, Refus};
use crate::reading::lot::{rows, sentence};
use crate::reading::{Lu, partants};

use super::reponse::READ;

/// What the answer to the question of who goes is said of.
const CALLED: &str = "stagiaires : ";

impl<'a> Tour<'a> {
    pub(super) fn search_people(
        &mut self,
        lettre: &mut EnLettre,
        reponse: ReponseEcrite,
        champ: &'a Champ,
    ) -> Option<Recherche> {
        let Some(siret) = self.employer(&champ.nature) else {
            // The company comes first.
            self.keep_for_later(reponse);
            return None;
        };
        let (etape, _) = self.field(&reponse.question.chemin)?;
        // « Marie Dupont et Karim Benali de la boulangerie »: the rest is read as what was written besides.
        let named = format!("{CALLED}{}", reponse.texte);
        let people = partants(&named).and_then(|octets| named.get(octets)).map(str::to_owned);
        let reponse = match people {
            Some(texte) if texte.len() < reponse.texte.len() && !reponse.texte.contains('\n') => {
                lettre.reste.push('\n');
                lettre.reste.push_str(&reponse.texte.replace(&texte, READ));
                ReponseEcrite { texte, ..reponse }
            }
            _ => reponse,
        };
        let lines = match rows(&reponse.texte) {
            lines if lines.len() > 1 => lines,
            _ => sentence(&reponse.texte).unwrap_or_else(|| vec![vec![reponse.texte.clone()]]),
        };
        let lot = self.read_lot(etape, champ, &lines);
        if lot.lignes.is_empty() || !self.count_searches(1) {
            self.note_letter(NoteLettre::NonLu { texte: reponse.texte });
            return None;
        }
        let cherches = lot.cherches();
        lettre.cherchee = Some((reponse, Some(lot)));
        Some(Recherche::Noms { siret, cherches })
    }

    pub(super) fn people_found(
        &mut self,
        lettre: &mut EnLettre,
        reponse: &ReponseEcrite,
        mut lot: Lot,
        candidats: &[Vec<Individu>],
    ) {
        let chemin = &reponse.question.chemin;
        let Some((etape, champ)) = self.field(chemin) else { return };
        let unique = etape.repetition.as_ref().and_then(|repetition| repetition.unique.as_ref());
        lot.classer(candidats, &self.deja(etape, champ));
        // A name nobody in the directory has is only believed when it is written as one.
        for ligne in lot.lignes.iter_mut().filter(|ligne| matches!(ligne.etat, EtatLigne::Nouvelle { .. })) {
            if !is_name(&ligne.lue.texte) {
                ligne.etat = EtatLigne::Ambigue(Vec::new());
            }
        }
        match unique == Some(&champ.cle) {
            true => self.add_people(lettre, reponse, lot, champ),
            false => self.one_person(lettre, reponse, &lot, champ),
        }
    }

    fn add_people(&mut self, lettre: &mut EnLettre, reponse: &ReponseEcrite, mut lot: Lot, champ: &Champ) {
        let mut noms = Vec::new();
        for ligne in &lot.lignes {
            match &ligne.etat {
                EtatLigne::Deja { nom } => self.note(Note::Lot(NoteLot::LigneDeja { nom: nom.clone() })),
                _ if ligne.is_good() => match self.add_row(&lot, ligne) {
                    Some(nom) => {
                        if let EtatLigne::Nouvelle { .. } = ligne.etat {
                            self.note(Note::SalarieAjoute { nom: nom.clone() });
                        }
                        noms.push(nom);
                    }
                    None => {
                        let texte = ligne.lue.texte.clone();
                        let libelle = reponse.question.libelle.clone();
                        self.note_letter(NoteLettre::SansObjet { libelle, texte });
                    }
                },
                _ => {}
            }
        }
        if !noms.is_empty() {
            self.note(Note::Echo { libelle: champ.nom().to_owned(), valeur: noms.join(", ") });
            self.propose(true);
        }
        lot.lignes.retain(LigneLot::is_bad);
        if !lot.lignes.is_empty() {
            lot.ajoutes = Some(u32::try_from(noms.len()).unwrap_or(u32::MAX));
            lettre.lots.push(lot);
        }
    }

    /// A field that takes one person and makes no element of her.
    fn one_person(&mut self, lettre: &mut EnLettre, reponse: &ReponseEcrite, lot: &Lot, champ: &'a Champ) {
        let question = &reponse.question;
        let [ligne] = &lot.lignes[..] else {
            return self.not_one(reponse, lot.lignes.iter().map(LigneLot::nom).collect());
        };
        let individu = match &ligne.etat {
            EtatLigne::Connue(individu) => Some((**individu).clone()),
            EtatLigne::Nouvelle { .. } => self.employer(&champ.nature).and_then(|siret| {
                let id = Uuid::new_v5(&self.monde.tirage, question.chemin.champ.as_bytes());
                self.individu(ligne, id, &siret)
            }),
            EtatLigne::Ambigue(several) => {
                return self.not_one(reponse, several.iter().map(Individu::nom_complet).collect());
            }
            _ => None,
        };
        let Some(individu) = individu else {
            return self.refuse_in_letter(question, &reponse.texte, Refus::NomIllisible);
        };
        if let Some(refus) = self.refusal(&question.chemin, &Valeur::Individu(individu.clone())) {
            return self.refuse_in_letter(question, &reponse.texte, refus);
        }
        if let EtatLigne::Nouvelle { .. } = ligne.etat {
            self.annuaire.push(EcritAnnuaire::Ajouter(individu.clone()));
            self.note(Note::SalarieAjoute { nom: individu.nom_complet() });
        }
        let lu = Lu { valeur: Valeur::Individu(individu), taxe: None };
        self.keep(lettre, question, &reponse.texte, lu);
    }

    fn not_one(&mut self, reponse: &ReponseEcrite, candidats: Vec<String>) {
        let (libelle, texte) = (reponse.question.libelle.clone(), reponse.texte.clone());
        self.note_letter(match candidats.is_empty() {
            true => NoteLettre::Refusee { libelle, texte, refus: Refus::NomIllisible },
            false => NoteLettre::AChoisir { libelle, texte, candidats },
        });
    }
}

/// Two to four words, each with a capital: « Marie Dupont », « LE GOFF Anne-Laure ».
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
        })
}
