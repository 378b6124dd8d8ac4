//! Where the conversation with a person stands. A cursor only: the facts are in the dossier.

mod annonces;
mod relecture;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::annuaire::{Entite, Individu};
use crate::catalogue::ProprieteSalarie;
use crate::demandes::Filtre;
use crate::dossier::{Chemin, Dossier, Valeur};
use crate::escalade::Dit;
use crate::event::{Fichier, FichierRecu};
use crate::lettre::{EnLettre, LettreDouteuse, LettreRecue, QuestionPosee, ReponseEcrite};
use crate::lot::Lot;
use crate::message::{Action, Note};
use crate::nouvelles::Preferences;
use crate::partage::{Collegue, Partage};
use crate::rapport::Periode;

pub use annonces::{AnnonceGardee, Annonces};

/// All that a turn reads and writes for one person, on whatever channel she is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    pub conversation: Conversation,
    /// The current dossier.
    pub dossier: Option<Dossier>,
    /// Who has a right on it; read only.
    pub partage: Partage,
    /// Offers of colleagues that wait for her answer; read only.
    pub partages_recus: u32,
    /// How she wants to be told what happens; as the operator set it, where she chose nothing.
    pub preferences: Option<Preferences>,
    /// What was noted of words written on end, up to here.
    pub prises: Vec<Chemin>,
}

/// Stored as one JSON document per person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    pub place: Place,
    pub carte: Carte,
    /// The directory search of the question at hand.
    #[serde(default)]
    pub requete: Requete,
    /// Searches typed in this stretch of time: its number since 1970, and how many.
    #[serde(default)]
    pub recherches: (i64, u32),
    /// Page and filter of the list that the fiche was opened from: « Retour » leads there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liste: Option<(u32, Filtre)>,
    /// What the engine was doing when it asked for something; only between two steps of one turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspendu: Option<Suspendu>,
    /// What she said lately, oldest first: for whoever must understand where she stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dits: Vec<Dit>,
    /// Answers given before their turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gardees: Option<ReponsesGardees>,
    /// What she wrote while no request was begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub projet: Option<Projet>,
    /// Files that came before there was a request, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fichiers_gardes: Vec<FichierGarde>,
    /// Answers that the question at hand did not take.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub essais: Vec<String>,
    /// The company she chose to speak of (« Mes entreprises »).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entreprise: Option<Entite>,
    /// Whether its card was shown by letter.
    #[serde(default)]
    pub par_lettre: bool,
    /// What she was told outside her turns.
    #[serde(default, skip_serializing_if = "Annonces::is_empty")]
    pub annonces: Annonces,
    /// Where its card was shown last: a name that only the store reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vue_a: Option<String>,
    /// The current dossier, loaded into [`State::dossier`].
    pub dossier: Option<Uuid>,
}

/// What she wrote of her project, a line each time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Projet {
    pub texte: String,
    /// When the last of it was written.
    pub at: DateTime<Utc>,
}

/// Answers to questions of this request that wait for another answer: a name for its company, a detail for the choice
/// that asks for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReponsesGardees {
    pub dossier: Uuid,
    pub reponses: Vec<ReponseEcrite>,
}

/// A file, with what was written beside it, and when it came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FichierGarde {
    pub fichier: FichierRecu,
    pub legende: Option<String>,
    pub at: DateTime<Utc>,
}

/// Text and page (from 0) of a search; all without text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Requete {
    pub text: Option<String>,
    pub page: u32,
}

/// A turn that waits for `Event::Found`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suspendu {
    pub attente: Attente,
    pub notes: Vec<Note>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prises: Vec<Chemin>,
    pub in_place: bool,
}

/// What to do with the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Attente {
    /// Show the place with it.
    Montrer,
    /// Give the dossier its number.
    Numero,
    /// Make it the current dossier, and show its fiche.
    Ouvrir,
    /// The same, from « Mes factures »: at its pièces.
    OuvrirFacture,
    /// Make it the current dossier, and go on with it.
    Continuer,
    /// The same, at this pièce of it.
    Donner {
        piece: Option<String>,
    },
    /// The same, and attach these files.
    Joindre {
        files: Vec<Fichier>,
        caption: Option<String>,
    },
    /// Begin a new dossier with its answers.
    Copier,
    /// Offer what a new request may begin from.
    Depart,
    /// Find the last draft in the list and open it.
    Reprendre,
    /// The Entité whose employees are wanted is the first one.
    Salaries,
    MesDonnees,
    /// Correct this of an employee; `None` takes it away.
    Corriger {
        propriete: ProprieteSalarie,
        text: Option<String>,
    },
    /// Is this employee there already? `modifie`: what of her was corrected; none when she is new.
    Doublon {
        individu: Box<Individu>,
        modifie: Option<ProprieteSalarie>,
    },
    /// Match a list of people.
    Lot(Box<Lot>),
    /// Go on reading a letter.
    Lettre(Box<EnLettre>),
    /// Open the request that a letter is about, then read it.
    LettreDe(Box<LettreRecue>),
    /// Then how much is shared.
    MesPartages {
        entites: Vec<String>,
    },
    /// Offer the request to this colleague.
    Collegue,
    /// Show what is offered to her.
    Recues,
    /// Accept or refuse it.
    Decider {
        accepte: bool,
    },
    /// Make the report of this period.
    Rapport(Periode),
}

/// A company that was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entreprise {
    pub siret: String,
    pub nom: String,
}

/// Which place of the conversation the person is at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub enum Place {
    /// Nothing under way.
    #[default]
    Accueil,
    /// « SAISIR MA DEMANDE DE PRISE EN CHARGE »: which dispositif?
    Dispositifs,
    /// One question of « M'aider à choisir », by key.
    Orientation {
        question: String,
        lequel: Lequel,
    },
    /// Dispositifs that her words or answers point to, by key: one to confirm, several to choose among.
    Proposition {
        dispositifs: Vec<String>,
        lequel: Lequel,
    },
    /// She does not know: the summary for the conseiller.
    Conseil {
        lequel: Lequel,
    },
    /// Another dispositif for the current dossier.
    ChangerDispositif,
    /// One field is asked. `edition`: it was opened on purpose, to change it.
    Champ {
        chemin: Chemin,
        edition: bool,
    },
    /// « Voulez-vous saisir un autre module ? »
    Encore {
        etape: String,
    },
    /// A list of people: what all lack, what will be added, then the rows to correct.
    Lot(Box<Lot>),
    /// The name of an employee who is not in the directory is asked, for this field.
    NouvelIndividu {
        chemin: Chemin,
        edition: bool,
    },
    /// Pièces: the one asked for, or all of them.
    Pieces {
        piece: Option<String>,
    },
    /// Files came and it is not known which pièce they are.
    ChoixPiece {
        fichiers: Vec<FichierRecu>,
    },
    Recapitulatif,
    /// Was this letter hers? Then back to where she was.
    ConfirmerLettre {
        douteuse: Box<LettreDouteuse>,
        retour: Box<Place>,
    },
    /// The first act of sending was done.
    ConfirmerEnvoi,
    ConfirmerAnnulation,
    ConfirmerRetrait {
        etape: String,
        element: u32,
    },
    /// The first act of transmitting pièces after sending was done.
    ConfirmerTransmission,
    /// Choosing what to change: an étape, then an element of it, then a field.
    Modifier {
        etape: Option<String>,
        element: Option<u32>,
    },
    /// The list of dossiers.
    Demandes {
        page: u32,
        #[serde(default)]
        filtre: Filtre,
    },
    /// Choosing what the list, filtered so far like this, is filtered by.
    Filtrer {
        filtre: Filtre,
    },
    /// A new request is wished for, and there are drafts.
    Depart,
    Entreprises {
        page: u32,
    },
    Salaries {
        siret: String,
        entite: String,
        page: u32,
    },
    /// « Mes factures ».
    Factures {
        page: u32,
    },
    /// One of her companies.
    Entreprise {
        siret: String,
    },
    Salarie(PlaceSalarie),
    /// The fiche of a dossier, whatever its statut.
    Suivi,
    /// With a person of OPCO EP: whatever is said here is for her.
    Humain(PlaceHumain),
    /// The mode d'emploi: whatever is typed is a question.
    Aide,
    /// « Mes rapports »: which period? Of this company, all of hers without; after the report that was shown last.
    Rapports {
        entite: Option<Entreprise>,
        rapport: Option<Uuid>,
    },
    /// Of which company?
    RapportEntreprise {
        rapport: Option<Uuid>,
    },
    Partage(LieuPartage),
    /// How she wants to be told what happens.
    Notifications,
}

/// Speaking with a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceHumain {
    /// She was told what is wrong; else it is asked.
    pub ouverte: bool,
    /// Files that wait for what will be said with them.
    #[serde(default)]
    pub fichiers: Vec<FichierRecu>,
    /// Where the person was.
    pub retour: Box<Place>,
}

/// Where requests are shared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum LieuPartage {
    /// Who holds the current one; with whom to share it.
    Acces,
    /// Which right?
    Droit { pour: Collegue },
    /// What colleagues offer.
    Recues,
    /// One of these offers.
    Recue { id: Uuid },
}

/// An employee, opened; or one thing of hers, asked; or the name of a new one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceSalarie {
    pub siret: String,
    /// What her company is called.
    pub entite: String,
    pub id: Option<Uuid>,
    pub champ: Option<ProprieteSalarie>,
}

impl PlaceSalarie {
    /// Something is asked here.
    pub fn is_question(&self) -> bool {
        self.id.is_none() || self.champ.is_some()
    }
}

/// What she said on the way to a dispositif.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Lequel {
    /// Keys of the questions answered, each with that of its option.
    pub reponses: Vec<(String, String)>,
    /// Key of the question she could not answer.
    #[serde(default)]
    pub inconnue: Option<String>,
    /// What she wrote of her project.
    #[serde(default)]
    pub texte: Option<String>,
}

impl Place {
    /// What was said of the dispositif wanted, where one is being chosen.
    pub fn lequel(&self) -> Option<&Lequel> {
        match self {
            Place::Orientation { lequel, .. }
            | Place::Proposition { lequel, .. }
            | Place::Conseil { lequel } => Some(lequel),
            _ => None,
        }
    }

    /// A plain sentence is heard here, and may point to a dispositif.
    pub fn hears_sentences(&self) -> bool {
        matches!(self, Place::Accueil | Place::Dispositifs) || self.lequel().is_some()
    }

    /// A question of the form is asked here.
    pub fn is_question(&self) -> bool {
        matches!(
            self,
            Place::Champ { .. }
                | Place::Encore { .. }
                | Place::NouvelIndividu { .. }
                | Place::Pieces { piece: Some(_) }
        )
    }

    /// It is a place of the current dossier, and means nothing without it.
    pub fn needs_dossier(&self) -> bool {
        match self {
            Place::ChangerDispositif
            | Place::Champ { .. }
            | Place::Encore { .. }
            | Place::Lot(_)
            | Place::NouvelIndividu { .. }
            | Place::Pieces { .. }
            | Place::ChoixPiece { .. }
            | Place::Recapitulatif
            | Place::ConfirmerEnvoi
            | Place::ConfirmerAnnulation
            | Place::ConfirmerRetrait { .. }
            | Place::Modifier { .. }
            | Place::ConfirmerTransmission
            | Place::Suivi
            | Place::Partage(LieuPartage::Acces | LieuPartage::Droit { .. }) => true,
            Place::Partage(LieuPartage::Recues | LieuPartage::Recue { .. }) => false,
            Place::ConfirmerLettre { retour, .. } => retour.needs_dossier(),
            Place::Accueil
            | Place::Dispositifs
            | Place::Orientation { .. }
            | Place::Proposition { .. }
            | Place::Conseil { .. }
            | Place::Depart
            | Place::Filtrer { .. }
            | Place::Entreprise { .. }
            | Place::Salarie(_)
            | Place::Demandes { .. }
            | Place::Entreprises { .. }
            | Place::Salaries { .. }
            | Place::Factures { .. }
            | Place::Aide
            | Place::Humain(_)
            | Place::Rapports { .. }
            | Place::Notifications
            | Place::RapportEntreprise { .. } => false,
        }
    }

    /// It is answered by yes or no.
    pub fn asks_yes_or_no(&self) -> bool {
        if let Place::Proposition { dispositifs, .. } = self {
            return dispositifs.len() == 1;
        }
        matches!(
            self,
            Place::Encore { .. }
                | Place::ConfirmerLettre { .. }
                | Place::ConfirmerEnvoi
                | Place::ConfirmerAnnulation
                | Place::ConfirmerRetrait { .. }
                | Place::ConfirmerTransmission
                | Place::Partage(LieuPartage::Recue { .. })
        )
    }
}

/// The card last shown: its buttons stay here, the channel only carries number and rank.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Carte {
    /// Raised with each card; a tap on another number is stale.
    pub serial: u32,
    pub choices: Vec<CarteChoice>,
    /// The last tap played, to tell a double tap from a stale one.
    pub last_tap: Option<(u32, u16)>,
    /// The same for a day of the calendar.
    #[serde(default)]
    pub last_day: Option<(u32, NaiveDate)>,
    /// Calendar month shown (first day), if not the proposed one.
    pub month: Option<NaiveDate>,
    /// Candidates of an ambiguous answer, waiting for a choice.
    #[serde(default)]
    pub candidates: Vec<Valeur>,
    /// What a letter asked at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionPosee>,
    /// What its reader answers to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vu: Option<Vu>,
}

/// What a card showed of a request that others may change meanwhile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Vu {
    /// A question: whether its element was there, and the answer it had.
    Question { chemin: Chemin, existe: bool, valeur: Option<Box<Valeur>> },
    /// The whole request, as it was then.
    Demande { updated_at: DateTime<Utc> },
}

/// A button of the card: what its typed twin is, and what it does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CarteChoice {
    pub label: String,
    pub numbered: bool,
    pub action: Action,
}
