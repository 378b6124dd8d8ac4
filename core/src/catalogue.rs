//! What is asked, as data: dispositifs, étapes, champs, pièces, deadlines, and the words of the buttons.
//!
//! TOML files hold the instances, Rust the closed set of kinds. A catalogue is checked whole
//! when it is loaded; after that no reference in it can fail.

mod a_part;
mod annuaire;
mod check;
mod commande;
mod compose;
mod condition;
mod delai;
mod disponibilite;
mod ecart;
mod load;
mod nature;
mod orientation;
mod reprise;

use serde::Deserialize;

use crate::aide::Aide;
use crate::dossier::{Dossier, ResumeDossier, Valeur};

pub use a_part::APart;
pub use annuaire::{Annuaire, ChampSalarie, LibellesAnnuaire, ProprieteSalarie};
pub use commande::{Commande, CommandeDef, Commandes, Libelles, LibellesNotifications};
pub use condition::Condition;
pub use delai::{Apres, Delai, Facturation, ReponseAttendue, Silence};
pub use disponibilite::Disponibilite;
pub use ecart::Ecart;
pub use load::{CatalogueError, embedded_files};
pub use nature::{Nature, OptionChoix};
pub use orientation::{OptionOrientation, Orientation, QuestionOrientation, Vers};
pub use reprise::Reprise;

/// All that can be asked.
#[derive(Debug, Clone)]
pub struct Catalogue {
    pub dispositifs: Vec<Dispositif>,
    pub commandes: Commandes,
    pub libelles: Libelles,
    /// Help texts, with what questions are answered from.
    pub aide: Aide,
    /// « Mes salariés », and lists of people.
    pub annuaire: Annuaire,
    /// The questions of « M'aider à choisir », when there are any.
    pub orientation: Option<Orientation>,
}

/// One of the dispositifs, in one revision.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispositif {
    pub cle: String,
    pub revision: String,
    pub libelle: String,
    /// One sentence for someone who does not know the word.
    pub resume: String,
    /// Its place in the list, from 1; after the others without one.
    pub rang: Option<u32>,
    /// Words that point to it in a plain sentence (« mon apprenti commence en septembre »).
    #[serde(default)]
    pub mots: Vec<String>,
    /// Words that point to it where no dispositif's `mots` were said (« former »).
    #[serde(default)]
    pub mots_generaux: Vec<String>,
    /// Said when it is chosen, and again in the recap.
    pub banniere: Option<String>,
    pub disponibilite: Option<Disponibilite>,
    /// Path `etape.champ` of the field that names a request in lists (« Intitulé de la formation »).
    pub titre: String,
    /// Path `etape.champ` of the Entité that asks (« Nom Demandeur »).
    pub demandeur: String,
    pub delai: Delai,
    pub etapes: Vec<Etape>,
    /// Label of the étape of the pièces.
    pub etape_pieces: String,
    /// Label of the étape of the sending.
    pub etape_envoi: String,
    /// Label of the button that cancels.
    pub annulation: String,
    /// Lines of the recap, in order: the dispositif's own, those the étapes name, that of the pièces.
    pub recapitulatif: Vec<String>,
    #[serde(default)]
    pub pieces: Vec<Piece>,
    #[serde(default)]
    pub totaux: Totaux,
    #[serde(default)]
    pub reprise: Reprise,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Etape {
    pub cle: String,
    /// Label of the portal, letter for letter.
    pub libelle: String,
    /// Number in « Etape 1 » to « Etape 5 »; none for the creation form.
    pub numero: Option<u8>,
    /// Said once when the étape is complete for the first time (« Dossier a été créé(e). »).
    pub confirmation: Option<String>,
    /// Line of the recap this étape belongs to (« Module(s) »).
    pub recapitulatif: String,
    pub repetition: Option<Repetition>,
    pub champs: Vec<Champ>,
    /// Rules over several fields of one element.
    #[serde(default)]
    pub regles: Vec<Regle>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repetition {
    pub max: u32,
    /// « Module », « Stagiaire »: what one element is called.
    pub nom: String,
    /// « Voulez-vous saisir un autre module ? »
    pub encore: String,
    /// Key of the field that names an element in lists.
    pub titre: Option<String>,
    /// Key of a field that no two elements may share.
    pub unique: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Champ {
    pub cle: String,
    /// Label of the portal, letter for letter, where it has one.
    pub libelle: String,
    /// How échos, lists and the recap name it, when the label is a question.
    pub court: Option<String>,
    /// What people call it, besides its label.
    #[serde(default)]
    pub mots: Vec<String>,
    pub nature: Nature,
    #[serde(default)]
    pub exige: Exige,
    /// The field exists only when this holds.
    pub si: Option<Condition>,
    #[serde(default)]
    pub pose: Pose,
    #[serde(default)]
    pub origine: Origine,
    /// Answers « à quoi ça sert ? ».
    pub aide: String,
    /// An answer that would do.
    pub exemple: Option<String>,
    /// Placeholder of the portal's search field (« Recherchez des Entités... »).
    pub placeholder: Option<String>,
    /// Date: not before the date of this field of the same element.
    pub pas_avant: Option<String>,
    /// Date: not later than so many months after the `pas_avant` date.
    pub mois_max: Option<u32>,
    /// Date: how far from other dates, of this étape or another one.
    #[serde(default)]
    pub ecarts: Vec<Ecart>,
    /// Answers that lead to an explanation instead of a value.
    #[serde(default)]
    pub a_part: Vec<APart>,
    /// Amount: field (nature `choix`, options `ht` and `ttc`) that « 1 500 € HT » answers as well.
    pub base: Option<String>,
    /// In a request made like an earlier one: whether the answer is taken over or asked again. Without a word,
    /// a date is asked again and all else taken over; pièces are always asked again.
    pub copie: Option<Copie>,
    /// Where a proposed value comes from; it is taken without asking and can be changed.
    pub propose: Option<Propose>,
}

/// What becomes of an answer in a request made like an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Copie {
    Garder,
    Redemander,
}

/// Whether an answer is needed before sending.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exige {
    Requis,
    #[default]
    Facultatif,
}

/// Whether the question is put.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pose {
    /// In its turn.
    #[default]
    Toujours,
    /// Only when the person opens it from the recap.
    SurDemande,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origine {
    /// On the portal's screens.
    Portail,
    /// Ours: « Informations utiles à votre conseiller », or a question that opens others.
    #[default]
    Guichet,
}

/// A value the assistant already knows.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Propose {
    /// The account's email address.
    CompteEmail,
    /// The account's name.
    CompteNom,
    /// The value of `etape.champ` in an étape that does not repeat.
    Champ(String),
    /// A property of the Individu chosen in this field of the same element.
    Individu { champ: String, propriete: ProprieteIndividu },
    /// A property of the Entité chosen in this field of the same element.
    Entite { champ: String, propriete: ProprieteEntite },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProprieteIndividu {
    Csp,
    Rue,
    CodePostal,
    Ville,
    Email,
    TelFixe,
    TelPortable,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProprieteEntite {
    Idcc,
    Siret,
}

/// A rule over several fields of one element.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regle {
    /// It must hold before sending.
    pub exige: Condition,
    /// What is said when it does not.
    pub message: String,
    /// The field to go to.
    pub champ: String,
}

/// An expected pièce.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    pub cle: String,
    pub libelle: String,
    #[serde(default)]
    pub exige: ExigePiece,
    /// Expected only when this holds; fields are named `etape.champ`, any element.
    pub si: Option<Condition>,
    pub moment: Moment,
    #[serde(default)]
    pub par: Par,
    pub aide: String,
    /// MIME types taken.
    #[serde(default = "default_formats")]
    pub formats: Vec<String>,
    /// Bytes a file.
    #[serde(default = "default_max_octets")]
    pub max_octets: u64,
    #[serde(default = "default_max_fichiers")]
    pub max_fichiers: u32,
}

/// PDF, JPEG, PNG, ten megabytes, five files: no OPCO publishes a limit, these are ours.
fn default_formats() -> Vec<String> {
    ["application/pdf", "image/jpeg", "image/png"].map(str::to_owned).to_vec()
}

fn default_max_octets() -> u64 {
    10 * 1024 * 1024
}

fn default_max_fichiers() -> u32 {
    5
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExigePiece {
    Requis,
    #[default]
    Recommande,
}

/// When a pièce is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    AvantEnvoi,
    ApresDebut,
    Facturation,
}

/// How many times a pièce is expected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Par {
    #[default]
    Dossier,
    /// Once for each element of the étape that names people; once where there can only be one.
    Stagiaire,
}

/// What the recap adds up, as lists of `etape.champ`. A product is written `etape.champ*etape.champ`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Totaux {
    #[serde(default)]
    pub heures: Vec<String>,
    #[serde(default)]
    pub pedagogiques: Vec<String>,
    #[serde(default)]
    pub annexes: Vec<String>,
}

impl Catalogue {
    /// The newest revision of each dispositif, in the order of the list: those a new request may choose.
    pub fn current(&self) -> Vec<&Dispositif> {
        let newest = |d: &&Dispositif| {
            !self.dispositifs.iter().any(|other| other.cle == d.cle && other.revision > d.revision)
        };
        let mut current: Vec<&Dispositif> = self.dispositifs.iter().filter(newest).collect();
        current.sort_by_key(|dispositif| dispositif.rang.unwrap_or(u32::MAX));
        current
    }

    /// What a dossier is known by: its title and who asks.
    pub fn resume(&self, dossier: &Dossier) -> ResumeDossier {
        let dispositif = self.of(dossier);
        let first = |path: &str| dossier.valeurs(path).next();
        ResumeDossier {
            titre: dispositif.and_then(|d| first(&d.titre)).and_then(|valeur| match valeur {
                Valeur::Texte(text) => Some(text.clone()),
                _ => None,
            }),
            demandeur: dispositif.and_then(|d| first(&d.demandeur)).and_then(|valeur| match valeur {
                Valeur::Entite(entite) => Some(entite.clone()),
                _ => None,
            }),
        }
    }

    /// How a dispositif is called, whatever the revision; its key when it is not known.
    pub fn libelle_dispositif<'a>(&'a self, cle: &'a str) -> &'a str {
        self.dispositifs.iter().rev().find(|d| d.cle == cle).map_or(cle, |d| &d.libelle)
    }

    /// The dispositif of a dossier, in its own revision. When that one is gone, the next one, else the last.
    pub fn of(&self, dossier: &Dossier) -> Option<&Dispositif> {
        let same = || self.dispositifs.iter().filter(|d| d.cle == dossier.dispositif);
        let next =
            same().filter(|d| d.revision >= dossier.revision).min_by(|a, b| a.revision.cmp(&b.revision));
        next.or_else(|| same().max_by(|a, b| a.revision.cmp(&b.revision)))
    }

    /// A dispositif in this very revision.
    pub fn find_dispositif(&self, cle: &str, revision: &str) -> Option<&Dispositif> {
        self.dispositifs.iter().find(|d| d.cle == cle && d.revision == revision)
    }
}

impl Dispositif {
    pub fn find_etape(&self, cle: &str) -> Option<&Etape> {
        self.etapes.iter().find(|etape| etape.cle == cle)
    }

    /// The field at `etape.champ`.
    pub fn find_champ(&self, path: &str) -> Option<(&Etape, &Champ)> {
        let (etape, champ) = path.split_once('.')?;
        let etape = self.find_etape(etape)?;
        Some((etape, etape.find_champ(champ)?))
    }

    /// How many étapes the portal numbers: those of the fields, the pièces, the sending.
    pub fn numbered(&self) -> u8 {
        let fields = self.etapes.iter().filter_map(|etape| etape.numero).max().unwrap_or(0);
        fields.saturating_add(2)
    }

    /// The étape that names people, when it may name several: its elements may not share one.
    pub fn etape_stagiaires(&self) -> Option<&Etape> {
        let several = |repetition: &Repetition| repetition.unique.is_some() && repetition.max > 1;
        self.etapes.iter().find(|etape| etape.repetition.as_ref().is_some_and(several))
    }

    pub fn find_piece(&self, cle: &str) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.cle == cle)
    }
}

impl Champ {
    /// The name of the field beside its value.
    pub fn nom(&self) -> &str {
        self.court.as_deref().unwrap_or(&self.libelle)
    }

    /// What else it goes by.
    pub fn autres_noms(&self) -> Vec<String> {
        self.court.iter().chain(&self.mots).cloned().collect()
    }
}

impl Champ {
    /// A request made like an earlier one takes the answer over.
    pub fn is_copied(&self) -> bool {
        self.copie.map_or(self.nature != Nature::Date, |copie| copie == Copie::Garder)
    }

    /// It says something of whoever is chosen in this field of the same element.
    pub fn follows(&self, other: &str) -> bool {
        matches!(&self.propose, Some(Propose::Individu { champ, .. } | Propose::Entite { champ, .. }) if champ == other)
    }
}

impl Etape {
    pub fn find_champ(&self, cle: &str) -> Option<&Champ> {
        self.champs.iter().find(|champ| champ.cle == cle)
    }
}
