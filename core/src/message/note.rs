//! What is said before the screen: échos, refusals, warnings.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Ligne, NoteAnnuaire, NoteHumain, NoteLettre, NoteLot, NotePartage, RefusTableau, RegleEcheance,
    SourceRegle,
};
use crate::event::Unreadable;
use crate::lettre::Maniere;
use crate::rapport::Forme;

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
    /// A sentence of the catalogue about the dispositif that was chosen.
    Banniere(String),
    /// Another dispositif for the request; names of the elements it has no room for.
    DispositifChange {
        libelle: String,
        de_cote: Vec<String>,
    },
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
    /// The files of someone who is no longer in the request.
    FichiersRetires {
        nom: String,
        fichiers: Vec<String>,
    },
    /// It came before there was a request, and goes with the next one.
    FichierGarde {
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
        /// What was copied.
        #[serde(default)]
        contenu: Vec<Ligne>,
    },
    SalarieAjoute {
        nom: String,
    },
    /// A chat now belongs to the account of this address.
    Relie {
        email: String,
    },
    /// The conversation went on elsewhere, in this manner: the card it stands on is no longer the one in use.
    Ailleurs(Maniere),
    /// The button does not belong to the card in use.
    BoutonPerime,
    Illisible(Unreadable),
    /// An edited message whose answer was not found.
    CorrectionSansObjet,
    /// After « Envoyer » only OPCO EP changes the dossier.
    Verrouille,
    NumeroSecuriteSociale,
    RienAReprendre,
    /// « Comme la dernière fois », and nothing was sent yet.
    RienACopier,
    /// A new request was made like this one.
    DemandeCopiee {
        titre: String,
        /// What was taken over.
        lignes: Vec<Ligne>,
    },
    /// What was sent is cancelled by OPCO EP only.
    AnnulationParOpco {
        adresse: String,
        numero: Option<String>,
    },
    DossierIntrouvable,
    DemandeAnnulee {
        titre: String,
    },
    /// « à quoi ça sert ? » on the question at hand.
    AQuoiCaSert {
        libelle: String,
        aide: String,
        exemple: Option<String>,
        /// What the deadline counts from this date.
        #[serde(default)]
        delai: Option<DelaiExplique>,
    },
    ChampObligatoire {
        libelle: String,
    },
    DejaEnvoyee,
    /// Files given after sending have left for OPCO EP.
    PiecesTransmises {
        nombre: u32,
    },
    RienATransmettre,
    /// No request was created on these days, for this company.
    RapportVide {
        jours: Option<(NaiveDate, NaiveDate)>,
        entreprise: Option<String>,
    },
    /// The file of a report goes with this message.
    RapportFichier {
        forme: Forme,
    },
    /// The form changed since the draft was begun: what became of her answers.
    Repris {
        /// Without a place any more: the conseiller sees them.
        gardees: Vec<Ligne>,
        /// To be given again, with what was answered.
        a_redonner: Vec<Ligne>,
        /// Read anew, as they are understood now.
        relues: Vec<Ligne>,
    },
    /// The form of this request is gone altogether.
    FormulaireDisparu,
    /// Letters to this address of hers come back: nothing is written there until she writes from it.
    CourrielRevenu {
        email: String,
    },
    Lot(NoteLot),
    Lettre(NoteLettre),
    Annuaire(NoteAnnuaire),
    /// What is still missing when the person wants to send.
    IlManque {
        elements: Vec<String>,
    },
    /// How she wants to be told from now on. `stop`: no more than her requests ask for.
    PreferencesNotees {
        stop: bool,
    },
    /// She is reminded again on that day.
    RappelReporte {
        jour: NaiveDate,
    },
    /// Of requests that several people hold.
    Partage(NotePartage),
    Humain(NoteHumain),
}

/// Why a date is asked: the rule, before there is a last day to name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DelaiExplique {
    pub regle: RegleEcheance,
    pub source: SourceRegle,
}

/// Why an answer does not fit. Each says what would.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Refus {
    Incompris,
    /// No dispositif was recognised in a plain sentence.
    DispositifInconnu,
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
    /// Too far from another date: the rule as the catalogue says it, that date, and the days that fit.
    DateEcart {
        message: String,
        libelle: String,
        date: NaiveDate,
        min: Option<NaiveDate>,
        max: Option<NaiveDate>,
    },
    /// An answer that has no value here: what the catalogue says to it.
    APart(String),
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
    /// Something that was answered is said anew, and which answer it corrects is not.
    LaquelleCorriger,
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
    /// More searches in a short time than a request needs.
    TropDeRecherches,
    /// She is employed by another company than the one that asks.
    AutreEntreprise {
        nom: String,
    },
    /// A pièce is asked for, and it is not a file.
    FichierAttendu,
    /// No period can be read in it.
    Periode,
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
    Tableau(RefusTableau),
    /// No request under way to attach it to.
    SansDemande,
    /// It waited for its pièce, and the person went elsewhere.
    SansPiece,
}

/// Not wrong, but worth saying.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Avertissement {
    /// « La formation a déjà commencé : la prise en charge est en principe refusée. »
    DejaCommencee,
    /// « OPCO EP conseille d'envoyer la demande un mois avant le début. »
    MoinsDUnMois,
    /// The last day to send is over.
    LimiteDepassee {
        limite: NaiveDate,
    },
    /// More than 10 hours a working day.
    BeaucoupDHeures {
        par_jour: String,
    },
    CoutSansHeures,
    HeuresSansCout,
    FixePortable,
    PasDeNomme,
    FichierNonAnalyse,
    /// A sentence of the catalogue, as it stands.
    Catalogue(String),
}
