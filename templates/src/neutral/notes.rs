//! The notes: what is said before the screen.

use askama::Template;
use guichet_core::event::Unreadable;
use guichet_core::message::{
    Avertissement, AvisPartage, DelaiExplique, Note, NotePartage, Refus, RefusFichier, RegleEcheance,
};

use guichet_core::partage::Droit;
use guichet_core::rapport::Forme;

use super::fill;
use crate::document::Tone;
use crate::fr;

/// The neutral text of a note.
pub fn note(note: &Note) -> String {
    match note {
        Note::Echo { .. } | Note::Passe { .. } | Note::Confirmation(_) | Note::Banniere(_) => {
            fill!("messages/notes/echo.md", note: Note = note)
        }
        Note::Refus(refus) => fill!("messages/notes/refus.md", refus: Refus = refus),
        Note::Avertissement(m) => fill!("messages/notes/avertissement.md", m: Avertissement = m),
        Note::FichierAjoute { .. }
        | Note::FichierDejaLa { .. }
        | Note::FichierRetire { .. }
        | Note::FichiersRetires { .. } => fill!("messages/notes/fichier.md", note: Note = note),
        Note::FichierRefuse { name, reason } => {
            fill!("messages/notes/refus_fichier.md", name: str = name, reason: RefusFichier = reason)
        }
        Note::ElementRetire { .. } | Note::ElementDuplique { .. } | Note::SalarieAjoute { .. } => {
            fill!("messages/notes/element.md", note: Note = note)
        }
        Note::Illisible(kind) => fill!("messages/notes/illisible.md", kind: Unreadable = kind),
        Note::AQuoiCaSert { libelle, aide, exemple, delai } => {
            fill!("messages/notes/a_quoi_ca_sert.md", libelle: str = libelle, aide: str = aide, exemple: Option<String> = exemple, delai: Option<DelaiExplique> = delai)
        }
        Note::ChampObligatoire { .. } | Note::Regle(_) | Note::IlManque { .. } => {
            fill!("messages/notes/manque.md", note: Note = note)
        }
        Note::RapportVide { .. } | Note::RapportFichier { .. } => {
            fill!("messages/notes/rapport.md", note: Note = note)
        }
        Note::Partage(m) => fill!("messages/notes/partage.md", m: NotePartage = m),
        Note::BoutonPerime
        | Note::CorrectionSansObjet
        | Note::Verrouille
        | Note::NumeroSecuriteSociale
        | Note::RienAReprendre
        | Note::DossierIntrouvable
        | Note::DemandeAnnulee { .. }
        | Note::PiecesTransmises { .. }
        | Note::RienATransmettre
        | Note::DejaEnvoyee => fill!("messages/notes/demande.md", note: Note = note),
    }
}

/// How a note is dressed.
pub fn tone(note: &Note) -> Tone {
    match note {
        Note::Echo { .. }
        | Note::Passe { .. }
        | Note::Confirmation(_)
        | Note::FichierAjoute { .. }
        | Note::FichierRetire { .. }
        | Note::ElementRetire { .. }
        | Note::ElementDuplique { .. }
        | Note::SalarieAjoute { .. }
        | Note::PiecesTransmises { .. }
        | Note::DemandeAnnulee { .. }
        | Note::RapportFichier { .. } => Tone::Done,
        Note::Partage(m) => partage(m),
        Note::Avertissement(_)
        | Note::FichierRefuse { .. }
        | Note::FichiersRetires { .. }
        | Note::NumeroSecuriteSociale => Tone::Warning,
        Note::Refus(_)
        | Note::FichierDejaLa { .. }
        | Note::BoutonPerime
        | Note::Illisible(_)
        | Note::CorrectionSansObjet
        | Note::Verrouille
        | Note::RienAReprendre
        | Note::DossierIntrouvable
        | Note::AQuoiCaSert { .. }
        | Note::Banniere(_)
        | Note::ChampObligatoire { .. }
        | Note::Regle(_)
        | Note::RienATransmettre
        | Note::DejaEnvoyee
        | Note::RapportVide { .. }
        | Note::IlManque { .. } => Tone::Plain,
    }
}

fn partage(note: &NotePartage) -> Tone {
    match note {
        NotePartage::Proposee { .. }
        | NotePartage::PropositionRetiree { .. }
        | NotePartage::AccesRetire { .. }
        | NotePartage::Quittee { .. }
        | NotePartage::Acceptee { .. }
        | NotePartage::Refusee { .. }
        | NotePartage::Prevenu { .. } => Tone::Done,
        NotePartage::LectureSeule { .. }
        | NotePartage::SeulProprietaire { .. }
        | NotePartage::AccesPerdu
        | NotePartage::DejaRepondu { .. }
        | NotePartage::QuestionDisparue
        | NotePartage::DemandeChangee => Tone::Warning,
        NotePartage::SansEntreprise
        | NotePartage::QuiPartager
        | NotePartage::PasCollegue { .. }
        | NotePartage::CEstVous
        | NotePartage::PropositionPerdue
        | NotePartage::AucuneProposition
        | NotePartage::EnAttente { .. }
        | NotePartage::Avis(_) => Tone::Plain,
    }
}
