//! Of requests that several people hold.

use chrono::DateTime;
use guichet_core::message::{AvisPartage, EcranPartage, Message, Note, NotePartage, Partages, Screen};
use guichet_core::partage::Droit;

use super::{message, one_of_each};

fn camille() -> String {
    "Camille Martin".to_owned()
}

fn sacha() -> String {
    "Sacha Petit".to_owned()
}

fn titre() -> String {
    "Excel perfectionnement".to_owned()
}

fn entreprise() -> String {
    "Boulangerie des Lilas".to_owned()
}

one_of_each!(notes, "partage-", NotePartage:
    LectureSeule { proprietaire: camille() },
    SeulProprietaire { proprietaire: camille() },
    AccesPerdu,
    DejaRepondu {
        libelle: "Date de fin de la formation".to_owned(),
        valeur: Some("mercredi 3 mars 2027".to_owned()),
    },
    QuestionDisparue,
    DemandeChangee,
    SansEntreprise,
    QuiPartager,
    PasCollegue { entreprise: entreprise() },
    CEstVous,
    Proposee { nom: sacha(), droit: Droit::Redacteur },
    PropositionRetiree { nom: sacha() },
    AccesRetire { nom: sacha() },
    Quittee { titre: titre() },
    Acceptee { titre: titre(), de: camille(), droit: Droit::Proprietaire },
    Refusee { titre: titre(), de: camille() },
    PropositionPerdue,
    AucuneProposition,
    Prevenu { proprietaire: camille() },
    EnAttente { nombre: 2 },
    Avis(AvisPartage::Remplie { par: sacha(), titre: titre() }),
);

one_of_each!(avis, "avis-", AvisPartage:
    Proposee { de: camille(), titre: titre(), entreprise: entreprise(), droit: Droit::Redacteur },
    Acceptee { par: sacha(), titre: titre(), droit: Droit::Proprietaire },
    Refusee { par: sacha(), titre: titre(), droit: Droit::Lecteur },
    PropositionRetiree { de: camille(), titre: titre() },
    AccesRetire { de: camille(), titre: titre() },
    Quittee { par: sacha(), titre: titre() },
    Remplie { par: sacha(), titre: titre() },
);

one_of_each!(ecrans, "EcranPartage-", EcranPartage:
    Acces {
        titre: titre(),
        entreprise: entreprise(),
        gere: true,
        partages: Partages { proprietaire: None, avec: vec![(sacha(), Droit::Redacteur)] },
        propositions: vec![("lou@example.org".to_owned(), Droit::Lecteur)],
    },
    Droit { nom: sacha(), titre: titre() },
    Recues { nombre: 2 },
    Recue {
        de: camille(),
        titre: titre(),
        entreprise: entreprise(),
        droit: Droit::Proprietaire,
        expires_at: DateTime::from_timestamp(1_799_775_720, 0).unwrap_or_default(),
    },
    Acceptee { titre: titre(), droit: Droit::Proprietaire },
);

/// All of them as messages.
pub fn samples() -> Vec<(&'static str, Message)> {
    let avis = avis().into_iter().map(|(name, avis)| (name, NotePartage::Avis(avis)));
    let notes = notes().into_iter().chain(avis);
    let notes =
        notes.map(|(name, note)| (name, message(vec![Note::Partage(note)], Screen::Empty, Vec::new())));
    let ecrans = ecrans()
        .into_iter()
        .map(|(name, ecran)| (name, message(Vec::new(), Screen::Partage(Box::new(ecran)), Vec::new())));
    notes.chain(ecrans).collect()
}
