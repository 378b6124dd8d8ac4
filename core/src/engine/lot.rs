//! A list of people where an étape takes one at a time: matched in one question, shown, added in one act.

mod ajout;
mod ecran;

use super::tour::Tour;
use crate::annuaire::Individu;
use crate::catalogue::{Champ, Commande, Etape, Nature};
use crate::conversation::{Attente, Place, Requete};
use crate::dossier::{Chemin, Valeur};
use crate::event::{Fichier, Recherche};
use crate::intent;
use crate::lot::{EtatLigne, LigneLot, Lot};
use crate::message::{ActeLot, Note, NoteLot, Refus, RefusFichier, RefusTableau};
use crate::reading::lot::{Lecteur, rows, sentence};
use crate::reading::{self, Lecture};

/// Rows of a list that count as one search.
const ROWS_A_SEARCH: u32 = 20;
/// Rows named when none can be taken.
const EXEMPLES: usize = 3;

impl<'a> Tour<'a> {
    /// The étape that takes a list, with its field of people and whose employees they are.
    fn lot_etape(&self, cle: &str) -> Option<(&'a Etape, &'a Champ)> {
        let etape = self.dispositif()?.find_etape(cle)?;
        let champ = etape.find_champ(etape.repetition.as_ref()?.unique.as_ref()?)?;
        matches!(champ.nature, Nature::RechercheIndividu { .. }).then_some((etape, champ))
    }

    /// The étape of which a person is asked here.
    fn lot_here(&self) -> Option<(&'a Etape, &'a Champ)> {
        match &self.state.conversation.place {
            Place::Champ { chemin, .. } | Place::NouvelIndividu { chemin, .. } => {
                self.lot_etape(&chemin.etape).filter(|(_, champ)| champ.cle == chemin.champ)
            }
            Place::Encore { etape } => self.lot_etape(etape),
            Place::Lot(lot) if lot.ajoutes.is_none() => self.lot_etape(&lot.etape),
            _ => None,
        }
    }

    fn lecteur(&self, etape: &'a Etape, champ: &'a Champ) -> Lecteur<'_> {
        let annuaire = &self.catalogue().annuaire;
        Lecteur { etape, unique: &champ.cle, annuaire, contexte: self.contexte(None) }
    }

    /// Several lines, or several names on one, where a person is asked: true when they are taken as a list.
    pub fn take_list(&mut self, text: &str) -> bool {
        let Some((etape, champ)) = self.lot_here() else { return false };
        let lines = rows(text);
        let (lines, phrase) = match lines.len() {
            0 => return false,
            1 => match sentence(text) {
                Some(names) => (names, Some(text.to_owned())),
                None => return false,
            },
            _ => (lines, None),
        };
        let mut lot = self.read_lot(etape, champ, &lines);
        lot.phrase = phrase;
        let lot = self.joined(lot);
        self.match_lot(lot);
        true
    }

    /// More lines, while the first ones are not added yet: a long list may come as several messages.
    fn joined(&self, lot: Lot) -> Lot {
        match &self.state.conversation.place {
            Place::Lot(before) if before.ajoutes.is_none() => {
                let lignes = before.lignes.iter().cloned().chain(lot.lignes).collect();
                Lot { lignes, phrase: None, ..(**before).clone() }
            }
            _ => lot,
        }
    }

    pub fn read_lot(&self, etape: &'a Etape, champ: &'a Champ, lines: &[Vec<String>]) -> Lot {
        let liste = self.lecteur(etape, champ).read(lines);
        Lot {
            etape: etape.cle.clone(),
            lignes: liste.personnes.into_iter().map(LigneLot::new).collect(),
            ignorees: liste.ignorees,
            en_tete: liste.has_header,
            ..Lot::default()
        }
    }

    /// Asks who they are: one question for the whole list.
    fn match_lot(&mut self, lot: Lot) {
        if self.draft_mut().is_none() {
            return;
        }
        let Some((etape, champ)) = self.lot_etape(&lot.etape) else { return self.advance() };
        let Some(siret) = self.employer(&champ.nature) else {
            return match lot.fichier {
                Some(name) => {
                    self.table_refused(name, RefusTableau::PlusTard { etape: etape.libelle.clone() })
                }
                None => self.advance(),
            };
        };
        let searches = u32::try_from(lot.lignes.len()).unwrap_or(u32::MAX).div_ceil(ROWS_A_SEARCH);
        if self.count_searches(searches) {
            let cherches = lot.cherches();
            self.ask(Recherche::Noms { siret, cherches }, Attente::Lot(Box::new(lot)));
        }
    }

    /// Who they may be: each row is told what it is, and the list is shown.
    pub fn lot_found(&mut self, mut lot: Lot, candidats: &[Vec<Individu>]) {
        let Some((etape, champ)) = self.lot_etape(&lot.etape) else { return self.advance() };
        let Some(dossier) = &self.state.dossier else { return self.advance() };
        let max = etape.repetition.as_ref().map_or(1, |repetition| repetition.max);
        let free = (max as usize).saturating_sub(dossier.elements(&etape.cle).len());
        lot.classer(candidats, &self.deja(etape, champ));
        if lot.ajoutes.is_some() {
            return self.corrected(lot);
        }
        let is_known = |ligne: &LigneLot| matches!(ligne.etat, EtatLigne::Connue(_) | EtatLigne::Deja { .. });
        if let (Some(phrase), false) = (&lot.phrase, lot.lignes.iter().all(is_known)) {
            return self.search_instead(etape, champ, phrase.clone());
        }
        let is_connue = |ligne: &LigneLot| matches!(ligne.etat, EtatLigne::Connue(_));
        if let (true, false, Some(name)) =
            (lot.ailleurs, lot.en_tete || lot.lignes.iter().any(is_connue), &lot.fichier)
        {
            // A table of something else: a quote, a calculation.
            let reason = RefusFichier::Format { formats: self.formats_here() };
            return self.note(Note::FichierRefuse { name: name.clone(), reason });
        }
        let good = lot.count(LigneLot::is_good);
        let bad = lot.count(LigneLot::is_bad);
        if good + bad == 0 {
            let reason = if lot.lignes.is_empty() { personne(&lot) } else { NoteLot::TousDeja };
            return self.note(Note::Lot(reason));
        }
        if good == 0 && lot.lignes.iter().all(|ligne| matches!(ligne.etat, EtatLigne::Illisible(_))) {
            return self.note(Note::Lot(personne(&lot)));
        }
        if free == 0 || max == 1 {
            return self.note(Note::Lot(NoteLot::AuDela { max }));
        }
        if !lot.ignorees.is_empty() {
            self.note(Note::Lot(NoteLot::ColonnesIgnorees { noms: std::mem::take(&mut lot.ignorees) }));
        }
        if good == 0 {
            // Nothing to add at once: on to the rows that want a word.
            lot.ajoutes = Some(0);
            lot.lignes.retain(LigneLot::is_bad);
        }
        self.go(Place::Lot(Box::new(lot)));
    }

    /// Who is in the request already.
    pub fn deja(&self, etape: &Etape, champ: &Champ) -> Vec<&Individu> {
        let dossier = self.state.dossier.as_ref();
        let elements = dossier.map_or(&[][..], |dossier| dossier.elements(&etape.cle));
        let people = elements.iter().filter_map(|element| match element.valeur(&champ.cle)? {
            Valeur::Individu(individu) => Some(individu),
            _ => None,
        });
        people.collect()
    }

    /// It was no list after all: what was typed is looked for as it stands.
    fn search_instead(&mut self, etape: &Etape, champ: &Champ, phrase: String) {
        if let Place::Encore { .. } = self.state.conversation.place
            && let Some(chemin) = self.parcours().and_then(|parcours| parcours.new_element(etape))
        {
            self.go(Place::Champ { chemin: Chemin { champ: champ.cle.clone(), ..chemin }, edition: false });
        }
        if let Place::NouvelIndividu { .. } = self.state.conversation.place {
            return self.refuse(Refus::NomIllisible);
        }
        self.state.conversation.requete = Requete { text: Some(phrase), page: 0 };
    }

    /// Tables among the files: a list of people, or refused with the reason. `None` when nothing else came.
    pub fn tables(&mut self, files: &[Fichier]) -> Option<Vec<Fichier>> {
        let is_table =
            |file: &Fichier| matches!(file, Fichier::Tableau { .. } | Fichier::TableauRefuse { .. });
        if !files.iter().all(is_table) {
            // Among pictures and PDFs it is no list.
            return Some(files.to_vec());
        }
        let here = self.lot_here();
        let Some((etape, champ)) = here.or_else(|| self.lot_elsewhere()) else { return Some(files.to_vec()) };
        for file in files {
            match file {
                Fichier::TableauRefuse { name, raison } if here.is_some() => {
                    self.table_refused(name.clone(), raison.clone());
                }
                Fichier::Tableau { name, lignes } => {
                    self.table(etape, champ, name, lignes, here.is_none());
                }
                other => {
                    let reason = RefusFichier::Format { formats: self.formats_here() };
                    self.note(Note::FichierRefuse { name: other.name().to_owned(), reason });
                }
            }
        }
        None
    }

    /// The first étape of the request that takes a list.
    fn lot_elsewhere(&self) -> Option<(&'a Etape, &'a Champ)> {
        self.dispositif()?.etapes.iter().find_map(|etape| self.lot_etape(&etape.cle))
    }

    fn table(
        &mut self,
        etape: &'a Etape,
        champ: &'a Champ,
        name: &str,
        lignes: &[Vec<String>],
        ailleurs: bool,
    ) {
        if lignes.iter().flatten().any(|cell| cell.contains(reading::NIR_MASK)) {
            self.note(Note::NumeroSecuriteSociale);
        }
        // One column: each cell is a line as people write them.
        let lines: Option<Vec<&str>> = lignes
            .iter()
            .map(|cells| <&[String; 1]>::try_from(&cells[..]).ok())
            .map(|one| one.map(|[cell]| cell.as_str()))
            .collect();
        let mut lot = match lines {
            Some(lines) => self.read_lot(etape, champ, &rows(&lines.join("\n"))),
            None => self.read_lot(etape, champ, lignes),
        };
        if lot.lignes.is_empty() {
            return self.table_refused(name.to_owned(), RefusTableau::Vide);
        }
        lot.fichier = Some(name.to_owned());
        lot.ailleurs = ailleurs;
        let lot = self.joined(lot);
        self.match_lot(lot);
    }

    fn table_refused(&mut self, name: String, raison: RefusTableau) {
        self.note(Note::FichierRefuse { name, reason: RefusFichier::Tableau(raison) });
    }

    /// The formats of the pièce asked for, else of the first one (« PDF, JPEG, PNG »).
    pub fn formats_here(&self) -> String {
        let Some(dispositif) = self.dispositif() else { return String::new() };
        let asked = match &self.state.conversation.place {
            Place::Pieces { piece: Some(piece) } => dispositif.find_piece(piece),
            _ => None,
        };
        asked.or(dispositif.pieces.first()).map(super::pieces::formats).unwrap_or_default()
    }

    /// What is typed at a list: an answer for all, yes or no, or a row written anew.
    pub fn text_at_lot(&mut self, lot: Lot, text: &str) {
        let yes = intent::bare_yes_no(text);
        match self.catalogue().commandes.find(text) {
            Some(Commande::Oui | Commande::Non | Commande::Confirmer | Commande::Continuer) => {}
            Some(commande) => return self.commande(commande),
            None => {}
        }
        let Some((etape, champ)) = self.lot_etape(&lot.etape) else { return self.advance() };
        match self.etage(&lot) {
            Etage::Champ(champ, _) => match reading::read(&champ.nature, text, &self.contexte(None)) {
                Lecture::Read(lu) => {
                    let champ = champ.cle.clone();
                    self.act_lot(&ActeLot::PourTous { champ, valeur: Some(Box::new(lu.valeur)) });
                }
                Lecture::Ambiguous(_) => self.refuse(Refus::PlusieursValeurs),
                Lecture::Refused(refus) => self.refuse(refus),
            },
            Etage::Apercu => match yes {
                Some(true) => self.act_lot(&ActeLot::Ajouter),
                Some(false) => self.act_lot(&ActeLot::Abandonner),
                None => self.refuse(Refus::OuiNon),
            },
            Etage::Ligne if yes == Some(false) => self.act_lot(&ActeLot::LaisserLigne),
            Etage::Ligne => self.rewrite(lot, etape, champ, text),
            Etage::Fini => self.advance(),
        }
    }

    /// The row at hand, written anew; a text without a name corrects the rest of it.
    fn rewrite(&mut self, mut lot: Lot, etape: &'a Etape, champ: &'a Champ, text: &str) {
        let cells = rows(text).into_iter().next().unwrap_or_default();
        let mut lue = self.lecteur(etape, champ).read_one(&cells);
        if let Some((_, _, refus)) = &lue.mauvais {
            return self.note(Note::Lot(NoteLot::LigneRefusee(refus.clone())));
        }
        let Some(ligne) = lot.lignes.first_mut() else { return self.advance() };
        let has_name = !lue.cherche.noms.is_empty();
        if !has_name && lue.valeurs.is_empty() && lue.proprietes.is_empty() {
            return self.refuse(Refus::NomIllisible);
        }
        if !has_name {
            lue.noms.clone_from(&ligne.lue.noms);
            lue.cherche.clone_from(&ligne.lue.cherche);
            lue.texte.clone_from(&ligne.lue.texte);
        }
        for (cle, valeur) in std::mem::take(&mut ligne.lue.valeurs) {
            lue.valeurs.entry(cle).or_insert(valeur);
        }
        for (propriete, text) in std::mem::take(&mut ligne.lue.proprietes) {
            lue.proprietes.entry(propriete).or_insert(text);
        }
        ligne.lue = lue;
        self.match_lot(lot);
    }

    /// The person went elsewhere before the list was done with: she is told what became of it.
    pub fn tell_lot_left(&mut self, before: &Place) {
        let Place::Lot(lot) = before else { return };
        if self.placed || matches!(self.state.conversation.place, Place::Lot(_)) {
            return;
        }
        let textes: Vec<String> = lot.lignes.iter().map(|ligne| ligne.lue.texte.clone()).collect();
        let note = match lot.ajoutes {
            None => NoteLot::Abandonnee { nombre: lot.count(LigneLot::is_good) },
            Some(_) => NoteLot::LignesLaissees { textes },
        };
        self.notes.insert(0, Note::Lot(note));
    }
}

/// What a list is waiting for.
#[derive(Debug, Clone, Copy)]
enum Etage<'a> {
    /// A required answer that so many lack.
    Champ(&'a Champ, u32),
    Apercu,
    Ligne,
    Fini,
}

fn personne(lot: &Lot) -> NoteLot {
    NoteLot::Personne {
        exemples: lot.lignes.iter().take(EXEMPLES).map(|ligne| ligne.lue.texte.clone()).collect(),
    }
}
