//! What is said about requests that several people hold.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::partage::{Collegue, Droit};

/// What is said before the screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum NotePartage {
    /// She reads this request, and wanted to change it.
    LectureSeule {
        proprietaire: String,
    },
    /// She fills this request, and wanted what is its owner's: to send, cancel or share it.
    SeulProprietaire {
        proprietaire: String,
    },
    /// The request at hand is no longer hers to see; what she wrote was not taken.
    AccesPerdu,
    /// Somebody else answered meanwhile; the answer was not taken.
    DejaRepondu {
        libelle: String,
        valeur: Option<String>,
    },
    /// Somebody else removed what the question was about; the answer was not taken.
    QuestionDisparue,
    /// Somebody else changed the request since the person read it over: nothing was sent.
    DemandeChangee,
    /// A request is shared within its company: it must have one first.
    SansEntreprise,
    /// With whom? Among the colleagues shown, or by email.
    QuiPartager,
    /// Whether or not the address is known elsewhere.
    PasCollegue {
        entreprise: String,
    },
    CEstVous,
    Proposee {
        nom: String,
        droit: Droit,
    },
    PropositionRetiree {
        nom: String,
    },
    AccesRetire {
        nom: String,
    },
    Quittee {
        titre: String,
    },
    Acceptee {
        titre: String,
        de: String,
        droit: Droit,
    },
    Refusee {
        titre: String,
        de: String,
    },
    /// The offer was withdrawn, answered, or ran out.
    PropositionPerdue,
    AucuneProposition,
    /// The owner was told that the request is filled.
    Prevenu {
        proprietaire: String,
    },
    /// Offers wait for her answer.
    EnAttente {
        nombre: u32,
    },
    /// Told to her whom it concerns, outside any turn of hers.
    Avis(AvisPartage),
}

/// What a colleague did that concerns the person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum AvisPartage {
    Proposee {
        de: String,
        titre: String,
        entreprise: String,
        droit: Droit,
    },
    Acceptee {
        par: String,
        titre: String,
        droit: Droit,
    },
    Refusee {
        par: String,
        titre: String,
        droit: Droit,
    },
    PropositionRetiree {
        de: String,
        titre: String,
    },
    AccesRetire {
        de: String,
        titre: String,
    },
    Quittee {
        par: String,
        titre: String,
    },
    /// An editor says that she has finished.
    Remplie {
        par: String,
        titre: String,
    },
}

/// What is shown and asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum EcranPartage {
    /// Who holds the request, and with whom it may be shared.
    Acces {
        titre: String,
        entreprise: String,
        gere: bool,
        partages: Partages,
        propositions: Vec<(String, Droit)>,
    },
    /// Which right?
    Droit { nom: String, titre: String },
    /// Offers that wait for an answer.
    Recues { nombre: u32 },
    /// One offer, with what accepting means.
    Recue { de: String, titre: String, entreprise: String, droit: Droit, expires_at: DateTime<Utc> },
    /// Just accepted.
    Acceptee { titre: String, droit: Droit },
}

/// With whom a request is shared, as the person sees it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Partages {
    /// Its owner, when it is not the person herself.
    pub proprietaire: Option<String>,
    /// The others.
    pub avec: Vec<(String, Droit)>,
}

/// How much is shared, for « Mes données ».
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct ComptePartages {
    pub recues: u32,
    pub donnees: u32,
}

/// What a button does about sharing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum GestePartage {
    Choisir(Collegue),
    Offrir(Droit),
    RetirerProposition {
        id: Uuid,
        pour: Uuid,
        nom: String,
        droit: Droit,
    },
    RetirerAcces {
        personne: Uuid,
        nom: String,
        droit: Droit,
    },
    Quitter,
    Voir(Uuid),
    Accepter(Uuid),
    Refuser(Uuid),
    /// Tells the owner that the request is filled.
    Prevenir,
}
