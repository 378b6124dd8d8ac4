//! A list of people: rows of cells, pasted or from a file, as what each says of a person.

mod lignes;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Contexte, Lecture, fold, read, read_name, words};
use crate::annuaire::Cherche;
use crate::catalogue::{Annuaire, Champ, ChampSalarie, Etape, Nature, ProprieteSalarie};
use crate::dossier::Valeur;
use crate::message::Refus;

pub use lignes::{clean, rows, sentence};

/// Fewest letters of a name of one word that is looked for (the portal's rule for a search).
const LONE_NAME_MIN: usize = 4;
/// Longest text of a row that is shown and kept, in characters.
const TEXTE_MAX: usize = 120;

/// One row, read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonneLue {
    /// As it was written.
    pub texte: String,
    /// (prénom, nom), the likeliest first; more than one when the order is not clear.
    pub noms: Vec<(String, String)>,
    /// What the directory is asked: each a whole name, or the beginning of one.
    pub cherche: Cherche,
    /// Answers to fields of the étape.
    pub valeurs: BTreeMap<String, Valeur>,
    /// What it says of the employee, for the directory.
    pub proprietes: BTreeMap<ProprieteSalarie, String>,
    /// A cell that does not fit its column: heading, text and why.
    pub mauvais: Option<(String, String, Refus)>,
}

/// The rows of a list, and the headings of the columns that were not used.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Liste {
    pub personnes: Vec<PersonneLue>,
    pub ignorees: Vec<String>,
    /// Its columns are named, that of the names among them.
    pub has_header: bool,
}

/// How lists for an étape are read.
#[derive(Debug, Clone, Copy)]
pub struct Lecteur<'a> {
    pub etape: &'a Etape,
    /// Key of the field that takes the person.
    pub unique: &'a str,
    pub annuaire: &'a Annuaire,
    pub contexte: Contexte<'a>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy)]
enum Colonne<'a> {
    NomComplet,
    Propriete(&'a ChampSalarie),
    Champ(&'a Champ),
    Ignoree,
    Inconnue,
}

impl<'a> Lecteur<'a> {
    pub fn read(&self, rows: &[Vec<String>]) -> Liste {
        let mut liste = Liste::default();
        let Some((first, rest)) = rows.split_first() else { return liste };
        let header = self.header(first);
        let rest = if header.is_some() { rest } else { rows };
        if let Some(header) = &header {
            liste.has_header = true;
            let unknown = header.iter().zip(first).filter(|(column, _)| matches!(column, Colonne::Inconnue));
            liste.ignorees =
                unknown.map(|(_, name)| name.clone()).filter(|name| !fold(name).is_empty()).collect();
        }
        // « Dupont;Marie » in one row: nom and prénom stand in two cells in all of them.
        let apart = header.is_none() && rest.iter().any(|cells| self.is_apart(cells));
        liste.personnes = rest.iter().map(|cells| self.row(header.as_deref(), cells, apart)).collect();
        liste
    }

    /// One row of a list without header.
    pub fn read_one(&self, cells: &[String]) -> PersonneLue {
        self.row(None, cells, self.is_apart(cells))
    }

    /// The columns, when the first row names them: it names that of the people, and nothing it holds is a value.
    fn header(&self, cells: &[String]) -> Option<Vec<Colonne<'a>>> {
        let columns: Vec<Colonne<'a>> = cells.iter().map(|cell| self.heading(cell)).collect();
        let is_name = |column: &Colonne<'_>| match column {
            Colonne::NomComplet => true,
            Colonne::Propriete(champ) => champ.propriete == ProprieteSalarie::Nom,
            _ => false,
        };
        let is_value =
            |cell: &String| cell.contains('@') || cell.bytes().filter(u8::is_ascii_digit).count() > 3;
        (columns.iter().any(is_name) && !cells.iter().any(is_value)).then_some(columns)
    }

    fn heading(&self, cell: &str) -> Colonne<'a> {
        let wanted = fold(cell);
        let is = |word: &String| fold(word) == wanted;
        let own = |champ: &&Champ| {
            [Some(&champ.libelle), Some(&champ.cle), champ.court.as_ref()].into_iter().flatten().any(is)
        };
        let libelles = &self.annuaire.libelles;
        if self.etape.find_champ(self.unique).is_some_and(|champ| own(&champ))
            || libelles.nom_complet.iter().any(is)
        {
            return Colonne::NomComplet;
        }
        if let Some(champ) = self.etape.champs.iter().filter(|champ| !champ.nature.is_search()).find(own) {
            return Colonne::Champ(champ);
        }
        match self.annuaire.by_heading(cell) {
            Some(champ) => Colonne::Propriete(champ),
            None if libelles.ignores.iter().any(is) => Colonne::Ignoree,
            None => Colonne::Inconnue,
        }
    }

    fn row(&self, header: Option<&[Colonne<'a>]>, cells: &[String], apart: bool) -> PersonneLue {
        let texte: Vec<&str> = cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        let mut lue = PersonneLue {
            texte: texte.join(" · ").chars().take(TEXTE_MAX).collect(),
            ..PersonneLue::default()
        };
        match header {
            Some(header) => self.headed(&mut lue, header, cells),
            None => self.bare(&mut lue, cells, apart),
        }
        let nom =
            |propriete: ProprieteSalarie| lue.proprietes.get(&propriete).map(String::as_str).unwrap_or("");
        let (prenom, nom) = (nom(ProprieteSalarie::Prenom), nom(ProprieteSalarie::Nom));
        if !prenom.is_empty() && !nom.is_empty() {
            // The columns say which is which, whatever is in capitals.
            lue.noms = read_name(&format!("{nom},{prenom}")).into_iter().collect();
        }
        let mut cherches: Vec<String> =
            lue.noms.iter().map(|(prenom, nom)| fold(&format!("{prenom} {nom}"))).collect();
        if cherches.is_empty() {
            let lone = fold(if nom.is_empty() { prenom } else { nom });
            cherches.extend((lone.chars().count() >= LONE_NAME_MIN).then_some(lone));
        }
        let matricule = lue.proprietes.get(&ProprieteSalarie::Matricule).cloned();
        lue.cherche = Cherche { noms: cherches, matricule };
        lue
    }

    fn headed(&self, lue: &mut PersonneLue, header: &[Colonne<'a>], cells: &[String]) {
        for (column, cell) in header.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            match column {
                Colonne::NomComplet => self.take_name(lue, cell),
                Colonne::Champ(champ) => self.take(lue, champ, cell),
                Colonne::Propriete(champ) => self.take_property(lue, champ, cell),
                Colonne::Ignoree | Colonne::Inconnue => {}
            }
        }
    }

    /// Without header each cell is what it looks like; what looks like nothing is left.
    fn bare(&self, lue: &mut PersonneLue, cells: &[String], apart: bool) {
        let mut named: Vec<&str> = Vec::new();
        for cell in cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()) {
            let digits = cell.bytes().filter(u8::is_ascii_digit).count();
            let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
            if cell.contains('@') {
                self.take_named(lue, ProprieteSalarie::Email, cell);
            } else if digits >= 9 && letters == 0 {
                self.take_named(lue, ProprieteSalarie::Telephone, cell);
            } else if let Some(champ) = self.option_of(cell, named.is_empty()) {
                self.take(lue, champ, cell);
            } else if digits > 0 {
                // « M001 », « matricule 17 »
                let matricule = cell.rsplit(' ').next().unwrap_or(cell);
                if (letters > 0 || digits > 5) && matricule.len() <= 12 {
                    lue.proprietes.insert(ProprieteSalarie::Matricule, matricule.to_owned());
                }
            } else if letters > 0 {
                named.push(cell);
            }
        }
        match named[..] {
            [] => {}
            [one] => self.take_name(lue, one),
            // « Le Goff;Anne »; but « Marie Dupont, boulangère ».
            [first, second, ..] => {
                let (first, second) = (self.bare_name(first), self.bare_name(second));
                // The part in capitals is the nom, else the first.
                let swapped = is_upper(&second) && !is_upper(&first);
                let (nom, prenom) = if swapped { (&second, &first) } else { (&first, &second) };
                let joined = read_name(&format!("{nom},{prenom}"));
                let alone = read_name(&first);
                let both = if apart { [joined, None] } else { [alone, joined] };
                lue.noms = both.into_iter().flatten().collect();
            }
        }
    }

    /// Its first two words stand in a cell each, and neither is an option: « Dupont;Marie ».
    fn is_apart(&self, cells: &[String]) -> bool {
        let is_word = |cell: &&String| {
            cell.chars().any(char::is_alphabetic)
                && !cell.contains('@')
                && !cell.bytes().any(|b| b.is_ascii_digit())
        };
        let named: Vec<&String> = cells.iter().filter(is_word).take(2).collect();
        let is_lone =
            |cell: &&String| !self.bare_name(cell).contains(' ') && self.option_of(cell, true).is_none();
        named.len() == 2 && named.iter().all(is_lone)
    }

    /// The field of the étape of which the cell names an option: exactly, or about so once there is a name.
    fn option_of(&self, cell: &str, exactly: bool) -> Option<&'a Champ> {
        let wanted = fold(cell);
        self.etape.champs.iter().find(|champ| match &champ.nature {
            Nature::Choix { options } => options.iter().any(|option| {
                let names = || std::iter::once(&option.libelle).chain(&option.synonymes);
                names().any(|name| fold(name) == wanted)
                    || (!exactly && super::read_option(options, cell).is_some())
            }),
            _ => false,
        })
    }

    fn take_named(&self, lue: &mut PersonneLue, propriete: ProprieteSalarie, cell: &str) {
        if let Some(champ) = self.annuaire.find(propriete) {
            self.take_property(lue, champ, cell);
        }
    }

    /// Without « Mme », and without what is no letter around it.
    fn bare_name(&self, cell: &str) -> String {
        let is_title = |word: &&str| {
            let word = fold(word);
            self.annuaire.libelles.ignores.iter().any(|title| fold(title) == word)
        };
        let words: Vec<&str> = cell.split_whitespace().collect();
        let titles = words.iter().take_while(|word| is_title(word)).count();
        words[titles.min(words.len().saturating_sub(1))..].join(" ")
    }

    fn take_name(&self, lue: &mut PersonneLue, cell: &str) {
        let name = self.bare_name(cell);
        match read_name(&name) {
            Some(name) => lue.noms = vec![name],
            None if words(&name).len() == 1 => {
                lue.proprietes.insert(ProprieteSalarie::Nom, name);
            }
            None => {}
        }
    }

    fn take(&self, lue: &mut PersonneLue, champ: &Champ, cell: &str) {
        match read(&champ.nature, cell, &self.contexte) {
            Lecture::Read(lu) => {
                if let (Some(propriete), Some(text)) =
                    (ProprieteSalarie::proposed_by(champ, self.unique), plain(&lu.valeur))
                {
                    lue.proprietes.insert(propriete, text.to_owned());
                }
                lue.valeurs.insert(champ.cle.clone(), lu.valeur);
            }
            Lecture::Ambiguous(_) => bad(lue, champ.nom(), cell, Refus::PlusieursValeurs),
            Lecture::Refused(refus) => bad(lue, champ.nom(), cell, refus),
        }
    }

    /// A property that a field of the étape takes from the employee is an answer to that field.
    fn take_property(&self, lue: &mut PersonneLue, column: &ChampSalarie, cell: &str) {
        let propriete = column.propriete;
        let takes = |champ: &&Champ| ProprieteSalarie::proposed_by(champ, self.unique) == Some(propriete);
        let mut fields = self.etape.champs.iter().filter(takes);
        match (fields.next(), fields.next(), &column.nature) {
            (Some(champ), None, _) => self.take(lue, champ, cell),
            // Two fields take it, each its own kind (fixe, portable): the employee has it, and they take it from her.
            (_, _, Some(nature)) => match read(nature, cell, &self.contexte) {
                Lecture::Read(lu) => {
                    lue.proprietes.extend(plain(&lu.valeur).map(|text| (propriete, text.to_owned())));
                }
                Lecture::Ambiguous(_) => bad(lue, &column.libelle, cell, Refus::PlusieursValeurs),
                Lecture::Refused(refus) => bad(lue, &column.libelle, cell, refus),
            },
            (_, _, None) => {}
        }
    }
}

fn bad(lue: &mut PersonneLue, column: &str, cell: &str, refus: Refus) {
    lue.mauvais.get_or_insert_with(|| (column.to_owned(), cell.to_owned(), refus));
}

fn plain(valeur: &Valeur) -> Option<&str> {
    match valeur {
        Valeur::Texte(text) | Valeur::Choix(text) => Some(text),
        _ => None,
    }
}

fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}
