//! One turn, as a pure function.
//!
//! `tour` carries a turn from event to effects; `saisie`, `pieces`, `envoi`, `modifier` decide at each place;
//! `ecran` and `choix` make the message of the place arrived at.

mod accueil;
mod aide;
mod annonces;
mod annuaire;
mod calendrier;
mod changer;
mod choix;
mod copie;
mod demandes;
mod depart;
mod disponibilite;
mod echeance;
mod ecran;
mod envoi;
mod escalade;
mod factures;
mod garde;
mod inconnu;
mod lettre;
mod liste_pieces;
mod lot;
mod modifier;
mod orientation;
mod partage;
mod passer;
mod periode;
mod pieces;
mod plusieurs;
mod preferences;
mod propose;
mod rappels;
mod rapports;
mod recap;
mod redit;
mod reprise;
mod saisie;
mod tour;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::annuaire::{Individu, Personne};
use crate::catalogue::Catalogue;
use crate::conversation::{Place, State};
use crate::dossier::{Avis, FichierJoint};
use crate::escalade::{ActeEscalade, Support};
use crate::event::{Event, FichierRecu, Recherche};
use crate::lettre::Maniere;
use crate::message::{Message, Note};
use crate::nouvelles::{Canal, Reglage};
use crate::partage::{ActePartage, Droit, QuoiPartage};
use crate::rapport::{Forme, Rapport};
use tour::Tour;

pub use inconnu::{Accueilli, CODE_CHIFFRES, Presentation, advance_unknown, presentation};

/// What the operator set, the same for every turn.
#[derive(Debug, Clone)]
pub struct Cadre {
    pub catalogue: Catalogue,
    /// Where people are sent for a human (`SUPPORT_EMAIL`).
    pub support_email: String,
    /// How news are told to whoever chose nothing.
    pub nouvelles: Reglage,
    pub support: Support,
}

/// What a turn knows and may not change.
#[derive(Debug, Clone, Copy)]
pub struct Monde<'a> {
    pub cadre: &'a Cadre,
    pub personne: &'a Personne,
    pub now: DateTime<Utc>,
    pub maniere: Maniere,
    /// She said several things on end: some may be ahead of their question.
    pub rafale: bool,
    /// Drawn anew for each turn by the caller: the source of new identifiers.
    pub tirage: Uuid,
}

/// What a turn decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    pub state: State,
    /// Written before anything else: the next question of this very turn may be about her.
    pub annuaire: Vec<EcritAnnuaire>,
    pub effects: Vec<Effect>,
    /// When set, the turn is not over: the answer comes back as `Event::Found`, in the same transaction,
    /// before any effect of the next step.
    pub recherche: Option<Recherche>,
}

/// What a turn writes to the directory.
#[derive(Debug, Clone, PartialEq)]
pub enum EcritAnnuaire {
    /// A new employee.
    Ajouter(Individu),
    /// What is known now of an employee of one of her companies.
    Corriger(Individu),
}

/// What must happen because of a turn. Written with the state, in one transaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Effect {
    /// Said to the person on the channel she spoke on.
    Say(Box<Message>),
    /// A short word for the tap that was just made; nothing is lost if it is never seen.
    Toast(Toast),
    /// Told to the person by email as well, whatever the channel.
    Notify(Box<Message>),
    /// Told to the person outside her turns, on the ways she chose.
    Annoncer { canal: Canal, message: Box<Message> },
    /// The same on one way only.
    Rappeler { canal: Canal, message: Box<Message> },
    /// She is reminded of these on that day.
    Reporter { dossiers: Vec<Uuid>, jour: NaiveDate },
    /// In place of the card in front of her, where cards are changed in place.
    Suivre(Box<Message>),
    /// A report is kept, for its picture and its files to be made from.
    Rapport(Box<Rapport>),
    /// A picture or a file of a report that is kept: to the person, on the channel she spoke on.
    Fichier { rapport: Uuid, forme: Forme },
    /// Told to somebody else, on each of her channels and by email. Her own conversation stays where it is.
    Prevenir { personne: Uuid, message: Box<Message> },
    /// What becomes of a right on a dossier.
    Partage(ActePartage),
    /// The request goes to OPCO EP (`INTAKE_EMAIL`, when it is set). Never more than once each time it is sent:
    /// `envoi` counts them, from 1.
    Transmettre { dossier: Uuid, envoi: u32 },
    /// Pièces given after the request was sent go to OPCO EP, once per act of the person: what they are, and the files.
    TransmettrePieces { dossier: Uuid, acte: Uuid, message: Box<Message>, fichiers: Vec<FichierJoint> },
    /// What becomes of her exchange with a person of OPCO EP.
    Escalade(ActeEscalade),
    /// A file that person gave her, on the channel she spoke on.
    Remettre(FichierRecu),
    /// One line of the dossier's journal.
    Journal(JournalEntry),
}

/// Answer to a tap (Bot API `answerCallbackQuery`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Toast {
    DejaNote,
    BoutonPerime,
}

/// Who did what to a dossier: append-only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JournalEntry {
    pub dossier: Uuid,
    pub what: JournalWhat,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum JournalWhat {
    Cree,
    /// Begun with the answers that another dossier had then.
    Copie {
        de: Uuid,
    },
    /// `champ` as `etape.element.champ`; values as shown on screen.
    Reponse {
        champ: String,
        avant: Option<String>,
        apres: Option<String>,
    },
    ElementAjoute {
        etape: String,
        element: u32,
    },
    ElementRetire {
        etape: String,
        element: u32,
    },
    FichierAjoute {
        piece: String,
        sha256: String,
    },
    FichierRetire {
        piece: String,
        sha256: String,
    },
    /// Who shares what: `personne` is the colleague concerned.
    Partage {
        quoi: QuoiPartage,
        personne: Uuid,
        droit: Droit,
    },
    Statut {
        avant: String,
        apres: String,
        #[serde(default)]
        motif: Option<String>,
    },
    /// « Votre AGD ».
    Agd {
        avant: Option<String>,
        apres: String,
    },
    ComplementDemande {
        motifs: Vec<String>,
        pieces: Vec<String>,
        limite: Option<NaiveDate>,
    },
    ComplementLeve,
    /// A conseiller wrote to the person.
    Message {
        texte: String,
    },
    /// What OPCO EP finds of a pièce.
    PieceJugee {
        piece: String,
        avis: Avis,
    },
    /// Files given after sending left for OPCO EP. `complement`: they answer the one asked for.
    PiecesTransmises {
        pieces: Vec<String>,
        complement: bool,
    },
    /// The draft goes on in another revision of its form.
    Repris {
        de: String,
        vers: String,
        /// Names of the answers that have no place there.
        mises_de_cote: Vec<String>,
    },
    /// Another dispositif, by key.
    Dispositif {
        avant: String,
        apres: String,
    },
}

/// Plays one event. Same arguments, same turn; it cannot fail and never panics.
pub fn advance(monde: &Monde<'_>, state: State, event: &Event) -> Turn {
    let mut tour = Tour::new(monde, state);
    match event {
        Event::Nouvelles(nouvelles) => return tour.annoncer(nouvelles),
        Event::Rappels(rappels) => return tour.rappeler(rappels),
        Event::Found(_) => {}
        _ => tour.state.conversation.annonces.answered(monde.now),
    }
    let before = tour.state.conversation.place.clone();
    // Against the form in which the question was read: before the draft goes on in a newer one.
    tour.catch_up();
    // What answers a question of an earlier revision is not played.
    let plays = matches!(event, Event::Found(_) | Event::Humain(_)) || tour.carry_over(event);
    tour.hear(event);
    match event {
        _ if !plays => {}
        Event::Found(trouvaille) => tour.found(trouvaille),
        Event::Humain(reponse) => tour.human_says(reponse),
        _ if tour.lost_ground(event) => {}
        _ if tour.is_for_human(event) => {}
        Event::Opened => tour.go(Place::Accueil),
        Event::Text { text, message } => tour.text(text, message.as_deref()),
        Event::Lettre(lettre) => tour.lettre(lettre),
        Event::LettreDouteuse(douteuse) => tour.doubt(douteuse),
        Event::Edited { text, message } => tour.edited(text, message),
        Event::Tap { card, choice } => tour.tap(*card, *choice),
        Event::TapDay { card, day } => tour.tap_day(*card, *day),
        Event::TapMonth { card, month } => tour.tap_month(*card, *month),
        Event::Files { files, caption } => tour.files_received(files, caption.as_deref()),
        Event::Unreadable(kind) => tour.note(Note::Illisible(*kind)),
        // Played above: they change nothing of where she is.
        Event::Nouvelles(_) | Event::Rappels(_) => {}
    }
    tour.tell_letter_left(&before);
    tour.count_failures(event, &before);
    tour.tell_unplaced(&before);
    tour.tell_lot_left(&before);
    tour.finish()
}
