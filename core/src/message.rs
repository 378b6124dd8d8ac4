//! What the assistant says, as data. The words are in `templates/`, the labels in the catalogue.

mod aide;
mod annonce;
mod annuaire;
mod echeance;
mod factures;
mod humain;
mod lettre;
mod lot;
mod note;
mod orientation;
mod partage;
mod rapport;
mod screen;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::annuaire::{Entite, Individu};
use crate::catalogue::{Commande, ProprieteSalarie};
use crate::conversation::Entreprise;
use crate::dossier::{Chemin, Statut, Valeur};
use crate::lettre::{LettrePosee, Maniere};
use crate::nouvelles::{Calme, Canal, Rythme};
use crate::rapport::{Forme, Periode};

pub use aide::AideVue;
pub use annonce::{Annonce, Annonces, FaitVu, RappelVu, Rappels};
pub use annuaire::{Fiche, NoteAnnuaire, QuestionFiche};
pub use echeance::{Echeance, RegleEcheance, SourceRegle};
pub use factures::{
    ComplementVu, FactureVue, Factures, LimiteFacture, Nouvelles, PiecesAttendues, PiecesEtat, Transmission,
};
pub use humain::{EcranHumain, NoteHumain};
pub use lettre::{Manque, NoteLettre, PieceManquante, QuestionLettre};
pub use lot::{LigneVue, LotEcran, LotVue, NoteLot, RaisonLigne, RefusTableau};
pub use note::{Avertissement, DelaiExplique, Note, Refus, RefusFichier};
pub use orientation::{ChangerDispositif, Conseil, OrientationVue, Proposition};
pub use partage::{AvisPartage, ComptePartages, EcranPartage, GestePartage, NotePartage, Partages};
pub use rapport::RapportVu;
pub use screen::{
    Accueil, DemandeVue, Demandes, Depart, EnTete, Encore, EtatPiece, Ligne, LigneRecap, Modifier,
    PieceDemandee, PieceVue, Pieces, PiecesDues, Progression, Question, Recapitulatif, Saisie, Screen, Suite,
    Suivi, Total,
};

/// One message to the person: what just happened, then at most one question, then its buttons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Echoes, refusals, warnings: said before the screen, in order.
    pub notes: Vec<Note>,
    pub screen: Screen,
    /// Buttons, each with a typed twin: its label or, when `numbered`, its number.
    pub choices: Vec<Choice>,
    /// Number of the card these buttons belong to (`Event::Tap`).
    pub card: u32,
    /// True when the card already shown may be changed in place: the person tapped, she did not type.
    pub in_place: bool,
}

impl Message {
    /// A screen alone: no card to answer.
    pub fn of(screen: Screen) -> Message {
        Message { notes: Vec::new(), screen, choices: Vec::new(), card: 0, in_place: false }
    }

    /// Notes alone, beside the card in use.
    pub fn told(notes: Vec<Note>) -> Message {
        Message { notes, ..Message::of(Screen::Empty) }
    }

    /// A letter, as an answer to it knows it: its card, and what it asked of which request.
    pub fn posee(&self) -> LettrePosee {
        let (dossier, questions) = match &self.screen {
            Screen::Manque(manque) => (Some(manque.dossier), manque.posees()),
            _ => (None, Vec::new()),
        };
        LettrePosee { carte: self.card, dossier, questions }
    }

    /// Put where the last card was, once the conversation goes on elsewhere in this manner.
    pub fn elsewhere(maniere: Maniere, card: u32) -> Message {
        Message { card, in_place: true, ..Message::told(vec![Note::Ailleurs(maniere)]) }
    }

    /// It takes the place of a card, whose buttons leave with it.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.notes[..], [Note::Ailleurs(_)])
    }

    /// It asks whether a letter that cannot be verified is hers.
    pub fn asks_whose_letter(&self) -> bool {
        matches!(self.screen, Screen::ConfirmerLettre { .. })
    }

    /// Something told outside the person's turns: the card she has in front of her stays the one in use.
    pub fn is_notice(&self) -> bool {
        match self.screen {
            Screen::Empty => self.choices.is_empty(),
            _ => self.is_aside(),
        }
    }

    /// A notice with buttons of its own, which goes alone.
    pub fn is_aside(&self) -> bool {
        matches!(self.screen, Screen::Annonces(_) | Screen::Rappels(_))
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Rank sent back in `Event::Tap`.
    pub rank: u16,
    pub label: String,
    /// A line of detail under the label, where a list shows one (address and SIRET of an Entité).
    pub detail: Option<String>,
    pub kind: ChoiceKind,
}

/// How a choice is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChoiceKind {
    /// An answer among several: numbered list, one button a line.
    Numbered,
    /// The act most people want here.
    Primary,
    /// Other acts: back, skip, help…; several a line.
    Secondary,
}

/// What a button does in « Mes entreprises » and « Mes salariés ».
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ActeAnnuaire {
    /// Open the company of this SIRET.
    Entreprise(String),
    /// Make it the one spoken of.
    Choisir(Box<Entite>),
    Salaries(Box<Entite>),
    ToutVoir,
    Salarie(Uuid),
    Ajouter,
    Modifier(ProprieteSalarie),
    /// As the answer to what is asked; `None` takes away what is known.
    Repondre(Option<String>),
    Passer,
}

/// To be reminded of these again the next day, or on Monday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GesteRappel {
    pub dossiers: Vec<Uuid>,
    pub lundi: bool,
}

/// What a button of « Notifications » does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum GestePreference {
    Canal(Canal),
    Rythme(Rythme),
    Calme(Option<Calme>),
    TousLesJours(bool),
    Informations(bool),
    Rappels(bool),
    /// No more than her requests ask for.
    Stop,
}

/// What a button does with a list of people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ActeLot {
    Ajouter,
    Abandonner,
    /// For all who lack this field; `None`: each on its own.
    PourTous {
        champ: String,
        valeur: Option<Box<Valeur>>,
    },
    /// The row at hand is this employee.
    Choisir(Box<Individu>),
    Nouveau,
    LaisserLigne,
    LaisserTout,
}

/// What a button does. Kept on our side ([`crate::conversation::Carte`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Action {
    Commande(Commande),
    Dispositif(String),
    /// An option of a question of the orientation, both by key.
    Orienter {
        question: String,
        option: String,
    },
    /// To choose another dispositif for the current dossier.
    ChoisirAutreDispositif,
    ChangerDispositif(String),
    Repondre(Valeur),
    ModifierChamp(Chemin),
    ModifierEtape(String),
    /// One module or stagiaire: its fields, and duplicate, remove.
    ModifierElement {
        etape: String,
        element: u32,
    },
    AjouterElement(String),
    DupliquerElement {
        etape: String,
        element: u32,
    },
    RetirerElement {
        etape: String,
        element: u32,
    },
    ChoisirPiece(String),
    RetirerFichier {
        piece: String,
        sha256: String,
    },
    OuvrirDossier(Uuid),
    /// To give this pièce of a request that was sent; one of those it waits for without.
    DonnerPiece {
        dossier: Uuid,
        piece: Option<String>,
    },
    /// From « Mes factures ».
    OuvrirFacture(Uuid),
    /// First act of transmitting pièces after sending.
    Transmettre,
    /// A topic of the mode d'emploi.
    Sujet(String),
    /// The report of this period.
    Rapport(Periode),
    /// Reports are of this company; of all of hers without.
    RapportEntreprise(Option<Entreprise>),
    /// Which company?
    ChoisirEntreprise,
    RapportFichier {
        rapport: Uuid,
        forme: Forme,
    },
    Lot(ActeLot),
    Annuaire(ActeAnnuaire),
    /// Straight to what the draft asks next.
    ReprendreDossier(Uuid),
    /// « Comme la dernière fois »: a new request with the answers of this one.
    Copier(Uuid),
    /// A new request, whatever is under way.
    Commencer,
    FiltrerStatut(Statut),
    FiltrerEntite {
        siret: String,
        nom: String,
    },
    Partage(GestePartage),
    Preference(GestePreference),
    Rappel(GesteRappel),
}
