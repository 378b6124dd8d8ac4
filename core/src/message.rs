//! What the assistant says, as data. The words are in `templates/`, the labels in the catalogue.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::catalogue::Commande;
use crate::dossier::{Chemin, FichierJoint, Montant, Statut, Valeur};
use crate::event::Unreadable;

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

/// What a button does. Kept on our side ([`crate::conversation::Carte`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Action {
    Commande(Commande),
    Dispositif(String),
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
}

/// What is said before the screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Note {
    /// What was understood.
    Echo {
        libelle: String,
        valeur: String,
    },
    Passe {
        libelle: String,
    },
    Refus(Refus),
    Avertissement(Avertissement),
    /// A sentence of the catalogue, as it stands (« Dossier a été créé(e). »).
    Confirmation(String),
    /// A rule of the catalogue that does not hold yet: its message, as it stands.
    Regle(String),
    /// « 1 fichier a été ajouté à Pièce à gérer. »
    FichierAjoute {
        piece: String,
        name: String,
    },
    FichierDejaLa {
        piece: String,
        name: String,
    },
    FichierRetire {
        piece: String,
        name: String,
    },
    FichierRefuse {
        name: String,
        reason: RefusFichier,
    },
    ElementRetire {
        nom: String,
    },
    ElementDuplique {
        nom: String,
    },
    SalarieAjoute {
        nom: String,
    },
    /// The button does not belong to the card in use.
    BoutonPerime,
    Illisible(Unreadable),
    /// An edited message whose answer was not found.
    CorrectionSansObjet,
    /// After « Envoyer » only OPCO EP changes the dossier.
    Verrouille,
    NumeroSecuriteSociale,
    RienAReprendre,
    DossierIntrouvable,
    DemandeAnnulee {
        titre: String,
    },
    /// « à quoi ça sert ? » on the question at hand.
    AQuoiCaSert {
        libelle: String,
        aide: String,
        exemple: Option<String>,
    },
    ChampObligatoire {
        libelle: String,
    },
    DejaEnvoyee,
    /// What is still missing when the person wants to send.
    IlManque {
        elements: Vec<String>,
    },
}

/// Why an answer does not fit. Each says what would.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Refus {
    Incompris,
    TexteTropCourt {
        min: u32,
    },
    TexteTropLong {
        max: u32,
    },
    DateIllisible,
    DateImpossible,
    /// « fin mars », « la semaine prochaine »: which day?
    DateVague,
    /// The weekday written is not that day's: what that day is.
    JourDeSemaine {
        date: NaiveDate,
    },
    DateAvant {
        libelle: String,
        date: NaiveDate,
    },
    DateTropLoin {
        date: NaiveDate,
    },
    NombreIllisible,
    NombreHorsBornes {
        min: String,
        max: String,
    },
    NombreEntier,
    HeuresIllisibles,
    /// « 2 jours »: how many hours a day?
    HeuresEnJours,
    HeuresHorsBornes {
        max: String,
    },
    MontantIllisible,
    MontantNegatif,
    MontantHorsBornes {
        max: String,
    },
    AutreMonnaie,
    /// TTC where HT was said for this module, or the reverse.
    TaxeContraire,
    SiretIllisible,
    SiretCle,
    SiretEstSiren,
    CodePostal,
    Commune,
    Email,
    /// A near miss of a known domain: what was probably meant.
    EmailProche {
        propose: String,
    },
    Telephone,
    TelephoneSurtaxe,
    PlusieursValeurs,
    OuiNon,
    Choix,
    Idcc,
    Nda,
    CodeCertification,
    /// « Saisissez au moins 4 caractères. »
    QuatreCaracteres,
    RienTrouve {
        text: String,
    },
    DejaStagiaire {
        nom: String,
    },
    Maximum {
        max: u32,
    },
    NomIllisible,
    /// A pièce is asked for, and it is not a file.
    FichierAttendu,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RefusFichier {
    /// MIME type by content, and the formats taken (« PDF, JPEG, PNG »).
    Format {
        formats: String,
    },
    TropGros {
        max_octets: u64,
    },
    /// Over what the channel lets us fetch: another way is needed.
    CanalTropGros {
        max_octets: u64,
    },
    TropDeFichiers {
        max: u32,
    },
    Vide,
    Indisponible,
    /// No request under way to attach it to.
    SansDemande,
}

/// Not wrong, but worth saying.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Avertissement {
    /// « La formation a déjà commencé : la prise en charge est en principe refusée. »
    DejaCommencee,
    /// « OPCO EP conseille d'envoyer la demande un mois avant le début. »
    MoinsDUnMois,
    /// More than 10 hours a working day.
    BeaucoupDHeures {
        par_jour: String,
    },
    CoutSansHeures,
    HeuresSansCout,
    FixePortable,
    PasDeNomme,
    FichierNonAnalyse,
}

/// What the message shows and asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Screen {
    /// Nothing is asked: the notes say it all.
    Empty,
    Accueil(Accueil),
    /// Which dispositif? Only when there are several.
    Dispositifs,
    Question(Box<Question>),
    /// « Voulez-vous saisir un autre module ? »
    Encore(Encore),
    Pieces(Pieces),
    ChoixPiece {
        fichiers: Vec<String>,
    },
    Recapitulatif(Box<Recapitulatif>),
    ConfirmerEnvoi(Box<Recapitulatif>),
    ConfirmerAnnulation {
        titre: String,
    },
    ConfirmerRetrait {
        nom: String,
    },
    Modifier(Modifier),
    Demandes(Demandes),
    Suivi(Box<Suivi>),
    Aide {
        commandes: Vec<(String, String)>,
    },
    Support {
        adresse: String,
        numero: Option<String>,
    },
    Entreprises {
        items: Vec<Ligne>,
        total: u32,
    },
    Salaries {
        entite: String,
        items: Vec<Ligne>,
        total: u32,
    },
    /// A tab of the portal that the assistant does not hold yet: say so, and the way.
    PasEncore {
        rubrique: String,
    },
    MesDonnees {
        email: String,
        nom: Option<String>,
        entites: Vec<String>,
    },
    /// For someone we do not know: the way in.
    Inconnu,
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
    /// Key and label of the pièce asked for now.
    pub demandee: Option<PieceDemandee>,
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
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PieceVue {
    pub cle: String,
    pub libelle: String,
    pub obligatoire: bool,
    pub etat: EtatPiece,
    pub fichiers: Vec<FichierJoint>,
}

/// State of a pièce as people see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EtatPiece {
    AFournir,
    Passee,
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
    pub avertissements: Vec<Avertissement>,
    /// Nothing mandatory is missing.
    pub complet: bool,
    /// Required pièces that are missing: sending is possible, with a warning.
    pub pieces_manquantes: Vec<String>,
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

/// Until when the request must be sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Echeance {
    /// Last day.
    pub limite: NaiveDate,
    /// Advised last day.
    pub ideal: Option<NaiveDate>,
    pub depassee: bool,
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
}

/// A dossier after « Envoyer ».
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suivi {
    pub entete: EnTete,
    pub statut: Statut,
    /// Sent just now, by this very act.
    pub vient_d_etre_envoye: bool,
    pub sent_at: Option<DateTime<Utc>>,
    pub recapitulatif: Recapitulatif,
}

impl Screen {
    /// Whether the person is asked for something: never twice in one turn.
    pub fn asks(&self) -> bool {
        match self {
            Screen::Dispositifs
            | Screen::Question(_)
            | Screen::Encore(_)
            | Screen::ChoixPiece { .. }
            | Screen::ConfirmerEnvoi(_)
            | Screen::ConfirmerAnnulation { .. }
            | Screen::ConfirmerRetrait { .. } => true,
            Screen::Pieces(pieces) => pieces.demandee.is_some(),
            Screen::Empty
            | Screen::Accueil(_)
            | Screen::Recapitulatif(_)
            | Screen::Modifier(_)
            | Screen::Demandes(_)
            | Screen::Suivi(_)
            | Screen::Aide { .. }
            | Screen::Support { .. }
            | Screen::Entreprises { .. }
            | Screen::Salaries { .. }
            | Screen::PasEncore { .. }
            | Screen::MesDonnees { .. }
            | Screen::Inconnu
            | Screen::InvitationRefusee
            | Screen::PriveSeulement => false,
        }
    }
}
