//! What a message shows and asks.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    AideVue, Annonces, Avertissement, ChangerDispositif, ComptePartages, Conseil, Echeance, EcranHumain,
    EcranPartage, Factures, Fiche, LotVue, Manque, Nouvelles, OrientationVue, Partages, PiecesAttendues,
    Proposition, Rappels, RapportVu, Transmission,
};
use crate::annuaire::PAGE_SIZE;
use crate::catalogue::ReponseAttendue;
use crate::dossier::{FichierJoint, Montant, Statut};
use crate::nouvelles::Preferences;

/// What the message shows and asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Screen {
    /// Nothing is asked: the notes say it all.
    Empty,
    Accueil(Accueil),
    /// Which dispositif? Only when there are several.
    Dispositifs,
    /// A question of « M'aider à choisir ».
    Orientation(OrientationVue),
    Proposition(Proposition),
    Conseil(Box<Conseil>),
    ChangerDispositif(ChangerDispositif),
    Question(Box<Question>),
    /// All questions of a draft at once.
    Manque(Box<Manque>),
    /// « Voulez-vous saisir un autre module ? »
    Encore(Encore),
    Pieces(Pieces),
    ChoixPiece {
        fichiers: Vec<String>,
    },
    Recapitulatif(Box<Recapitulatif>),
    ConfirmerEnvoi(Box<Recapitulatif>),
    /// A letter that may not be hers: from which address, what it says, names of its files.
    ConfirmerLettre {
        de: String,
        texte: String,
        fichiers: Vec<String>,
    },
    ConfirmerAnnulation {
        titre: String,
    },
    ConfirmerRetrait {
        nom: String,
        /// Files that leave with it.
        #[serde(default)]
        fichiers: Vec<String>,
    },
    Modifier(Modifier),
    /// A list of people, before it is added.
    Lot(Box<LotVue>),
    Demandes(Demandes),
    /// What the list of so many requests can be filtered by.
    Filtrer {
        total: u32,
    },
    /// A new request is wished for, and there are drafts.
    Depart(Depart),
    Suivi(Box<Suivi>),
    /// The pièces OPCO EP waits for once the request is sent.
    PiecesAttendues(Box<PiecesAttendues>),
    ConfirmerTransmission(Box<Transmission>),
    /// To OPCO EP: pièces given after the request was sent.
    PiecesTransmises(Box<Transmission>),
    Factures(Factures),
    /// What OPCO EP's side decided, told outside her turns.
    Annonces(Box<Annonces>),
    Aide {
        commandes: Vec<(String, String)>,
    },
    /// Something of the mode d'emploi.
    AideSujet(AideVue),
    Support {
        adresse: String,
        numero: Option<String>,
    },
    /// With a person of OPCO EP.
    Humain(EcranHumain),
    Entreprises {
        items: Vec<Ligne>,
        total: u32,
        #[serde(default)]
        page: u32,
        #[serde(default)]
        recherche: Option<String>,
    },
    Salaries {
        entite: String,
        items: Vec<Ligne>,
        total: u32,
        #[serde(default)]
        page: u32,
        #[serde(default)]
        recherche: Option<String>,
    },
    /// « Mes rapports »: which period? Of this company, all of hers without.
    Rapports {
        entreprise: Option<String>,
    },
    /// Reports of which company? What was searched.
    RapportEntreprise {
        text: Option<String>,
    },
    Rapport(Box<RapportVu>),
    /// A company, or an employee.
    Fiche(Box<Fiche>),
    /// A tab of the portal that the assistant does not hold yet: say so, and the way.
    PasEncore {
        rubrique: String,
    },
    MesDonnees {
        email: String,
        nom: Option<String>,
        entites: Vec<String>,
        #[serde(default)]
        partages: ComptePartages,
    },
    /// What waits for her, told outside her turns.
    Rappels(Box<Rappels>),
    /// How she is told what happens.
    Notifications(Preferences),
    /// Of requests that several people hold.
    Partage(Box<EcranPartage>),
    /// For someone we do not know: the way in.
    Inconnu,
    /// For someone we do not know: a code is on its way to this address, if an account has it.
    CodeDemande {
        email: String,
    },
    /// The code was wrong; so many tries are left.
    CodeRefuse {
        reste: u32,
    },
    TropDeCodes,
    /// To the address of the account: the code that links a chat to it.
    Code {
        code: String,
    },
    /// An invitation link that cannot be used (again).
    InvitationRefusee,
    /// A group chat: we only speak in private.
    PriveSeulement,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Accueil {
    pub prenom: Option<String>,
    /// Title of the draft that « Reprendre » opens.
    pub brouillon: Option<String>,
    /// First time on this channel.
    pub premiere_fois: bool,
    /// Her project may be told in a sentence.
    #[serde(default)]
    pub phrase: bool,
}

/// « Étape 2 sur 5 ».
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progression {
    /// None in the creation form, which the portal does not number.
    pub numero: Option<u8>,
    pub sur: u8,
    /// Label of the étape.
    pub etape: String,
}

/// Which request we are talking about: shown on each of its cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnTete {
    pub dispositif: String,
    pub titre: Option<String>,
    pub numero: Option<String>,
}

/// A label and its value, as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ligne {
    pub libelle: String,
    pub valeur: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    pub entete: EnTete,
    pub progression: Progression,
    /// Answers already given in this element.
    pub deja: Vec<Ligne>,
    /// The portal's label, letter for letter.
    pub libelle: String,
    pub obligatoire: bool,
    /// One short sentence: what to write.
    pub aide: String,
    pub exemple: Option<String>,
    pub actuelle: Option<String>,
    pub saisie: Saisie,
}

/// What the answer is made of, for the channel to offer the right input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Saisie {
    Texte,
    Nombre,
    Email,
    Telephone,
    /// A calendar of this month (first day); days before `min` cannot be chosen.
    Date {
        month: NaiveDate,
        min: Option<NaiveDate>,
    },
    /// The message's numbered choices.
    Choix,
    /// A directory search: type at least 4 characters, or choose among the numbered choices.
    Recherche {
        placeholder: String,
        text: Option<String>,
        total: u32,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Encore {
    pub entete: EnTete,
    pub progression: Progression,
    /// One line per element already there.
    pub elements: Vec<Ligne>,
    /// « Voulez-vous saisir un autre module ? »
    pub question: String,
    /// The next one can be named at once (a search field comes first).
    pub saisie_directe: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pieces {
    pub entete: EnTete,
    pub progression: Progression,
    pub pieces: Vec<PieceVue>,
    /// What they are of a longer list.
    #[serde(default)]
    pub suite: Option<Suite>,
    /// Key and label of the pièce asked for now.
    pub demandee: Option<PieceDemandee>,
}

/// « 11 à 20 sur 24 ».
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suite {
    pub de: u32,
    pub a: u32,
    pub sur: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PieceDemandee {
    pub cle: String,
    pub libelle: String,
    pub aide: String,
    pub obligatoire: bool,
    /// « PDF, JPEG, PNG ».
    pub formats: String,
    pub max_octets: u64,
    /// The last day for a pièce that may follow the start.
    #[serde(default)]
    pub limite: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PieceVue {
    pub cle: String,
    pub libelle: String,
    pub obligatoire: bool,
    pub etat: EtatPiece,
    pub fichiers: Vec<FichierJoint>,
    /// Why it is to be replaced.
    #[serde(default)]
    pub motif: Option<String>,
}

/// State of a pièce as people see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EtatPiece {
    AFournir,
    Passee,
    /// There, and not on its way yet.
    Jointe,
    Transmise,
    Receptionnee,
    Conforme,
    ARemplacer,
}

/// The six lines of the seed, with totals and deadline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recapitulatif {
    pub entete: EnTete,
    pub progression: Progression,
    pub lignes: Vec<LigneRecap>,
    pub totaux: Vec<Total>,
    pub echeance: Option<Echeance>,
    /// Answers and files that the form has no place for any more, for the conseiller.
    #[serde(default)]
    pub hors_formulaire: Vec<Ligne>,
    /// When OPCO EP answers, and what its silence means, where it is known.
    #[serde(default)]
    pub reponse: Option<ReponseAttendue>,
    pub avertissements: Vec<Avertissement>,
    /// Nothing mandatory is missing.
    pub complet: bool,
    /// The person confirms on this message alone: it shows all of it.
    #[serde(default)]
    pub en_entier: bool,
    /// Required pièces that are missing: sending is possible, with a warning.
    pub pieces_manquantes: Vec<String>,
    /// Those among them that may follow the start.
    #[serde(default)]
    pub pieces_dues: Option<PiecesDues>,
}

/// Pièces that are missing, and the last day to give them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PiecesDues {
    pub libelles: Vec<String>,
    pub limite: NaiveDate,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LigneRecap {
    /// « Dispositif », « Dossier », « Demandeur », « Module(s) », « Stagiaire(s) », « Documents justificatifs ».
    pub libelle: String,
    pub complet: bool,
    /// What it holds, a line each.
    pub contenu: Vec<Ligne>,
    /// What is missing, by label.
    pub manque: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Total {
    Heures(String),
    CoutPedagogique(Montant),
    FraisAnnexes(Montant),
    Total(Montant),
    CoutHoraireParStagiaire(Montant),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Modifier {
    pub entete: EnTete,
    /// What is being changed: the request, an étape, one element.
    pub quoi: String,
    pub lignes: Vec<Ligne>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Demandes {
    pub items: Vec<DemandeVue>,
    pub page: u32,
    pub total: u32,
    /// What was searched for in the list.
    #[serde(default)]
    pub recherche: Option<String>,
    /// Labels of the statuts and company it is filtered by.
    #[serde(default)]
    pub filtres: Vec<String>,
}

impl Demandes {
    /// Some requests are left out.
    pub fn is_narrowed(&self) -> bool {
        self.recherche.is_some() || !self.filtres.is_empty()
    }

    pub fn pages(&self) -> u32 {
        self.total.div_ceil(PAGE_SIZE as u32)
    }
}

/// Drafts that a person has as she wants to begin a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Depart {
    /// The newest first.
    pub brouillons: Vec<DemandeVue>,
    /// How many there are, those not shown included.
    pub total: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DemandeVue {
    pub numero: Option<String>,
    pub titre: Option<String>,
    pub dispositif: String,
    pub statut: Statut,
    pub created_at: DateTime<Utc>,
    pub demandeur: Option<String>,
    /// The one being talked about.
    pub courante: bool,
    /// What a draft still wants before sending, by label.
    #[serde(default)]
    pub manque: Vec<String>,
    /// Until when a draft must be sent.
    #[serde(default)]
    pub echeance: Option<Echeance>,
}

/// The fiche of a dossier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suivi {
    pub entete: EnTete,
    pub statut: Statut,
    /// Sent just now, by this very act.
    pub vient_d_etre_envoye: bool,
    pub sent_at: Option<DateTime<Utc>>,
    pub recapitulatif: Recapitulatif,
    #[serde(default)]
    pub nouvelles: Nouvelles,
    /// « Date de création ».
    #[serde(default)]
    pub created_at: Option<DateTime<Utc>>,
    /// What a draft still wants before sending, by label.
    #[serde(default)]
    pub manque: Vec<String>,
    /// Who else holds it.
    #[serde(default)]
    pub partages: Partages,
}

impl Screen {
    /// Whether the person is asked for something: never twice in one turn.
    pub fn asks(&self) -> bool {
        match self {
            Screen::Dispositifs
            | Screen::Orientation(_)
            | Screen::Proposition(_)
            | Screen::ChangerDispositif(_)
            | Screen::Question(_)
            | Screen::Manque(_)
            | Screen::Encore(_)
            | Screen::Lot(_)
            | Screen::ChoixPiece { .. }
            | Screen::ConfirmerEnvoi(_)
            | Screen::ConfirmerLettre { .. }
            | Screen::ConfirmerAnnulation { .. }
            | Screen::ConfirmerRetrait { .. }
            | Screen::ConfirmerTransmission(_)
            | Screen::Rapports { .. }
            | Screen::RapportEntreprise { .. } => true,
            Screen::Pieces(pieces) => pieces.demandee.is_some(),
            Screen::PiecesAttendues(pieces) => pieces.demandee.is_some(),
            Screen::Fiche(fiche) => fiche.question.is_some(),
            Screen::Partage(ecran) => {
                matches!(**ecran, EcranPartage::Droit { .. } | EcranPartage::Recue { .. })
            }
            Screen::Empty
            | Screen::Accueil(_)
            | Screen::Humain(_)
            | Screen::Conseil(_)
            | Screen::Recapitulatif(_)
            | Screen::Modifier(_)
            | Screen::Demandes(_)
            | Screen::Filtrer { .. }
            | Screen::Depart(_)
            | Screen::Suivi(_)
            | Screen::PiecesTransmises(_)
            | Screen::Factures(_)
            | Screen::Annonces(_)
            | Screen::Notifications(_)
            | Screen::Rappels(_)
            | Screen::Aide { .. }
            | Screen::AideSujet(_)
            | Screen::Rapport(_)
            | Screen::Support { .. }
            | Screen::Entreprises { .. }
            | Screen::Salaries { .. }
            | Screen::PasEncore { .. }
            | Screen::MesDonnees { .. }
            | Screen::Inconnu
            | Screen::CodeDemande { .. }
            | Screen::CodeRefuse { .. }
            | Screen::TropDeCodes
            | Screen::Code { .. }
            | Screen::InvitationRefusee
            | Screen::PriveSeulement => false,
        }
    }
}
