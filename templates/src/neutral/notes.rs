//! The notes: what is said before the screen.

use askama::Template;
use guichet_core::event::Unreadable;
use guichet_core::lettre::Maniere;
use guichet_core::message::{
    Avertissement, AvisPartage, DelaiExplique, Ligne, Note, NoteAnnuaire, NoteHumain, NoteLettre, NoteLot,
    NotePartage, Refus, RefusFichier, RefusTableau, RegleEcheance,
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
        | Note::FichierGarde { .. }
        | Note::FichiersRetires { .. } => fill!("messages/notes/fichier.md", note: Note = note),
        Note::FichierRefuse { name, reason } => {
            fill!("messages/notes/refus_fichier.md", name: str = name, reason: RefusFichier = reason)
        }
        Note::ElementRetire { .. } | Note::ElementDuplique { .. } | Note::SalarieAjoute { .. } => {
            fill!("messages/notes/element.md", note: Note = note)
        }
        Note::Annuaire(m) => fill!("messages/notes/annuaire.md", m: NoteAnnuaire = m),
        Note::Lettre(m) => fill!("messages/notes/lettre.md", m: NoteLettre = m),
        Note::Lot(m) => fill!("messages/notes/lot.md", m: NoteLot = m),
        Note::DemandeCopiee { titre, lignes } => {
            fill!("messages/notes/copie.md", titre: str = titre, lignes: [Ligne] = lignes)
        }
        Note::CourrielRevenu { email } => fill!("messages/notes/contact.md", email: str = email),
        Note::Illisible(kind) => fill!("messages/notes/illisible.md", kind: Unreadable = kind),
        Note::AQuoiCaSert { libelle, aide, exemple, delai } => {
            fill!("messages/notes/a_quoi_ca_sert.md", libelle: str = libelle, aide: str = aide, exemple: Option<String> = exemple, delai: Option<DelaiExplique> = delai)
        }
        Note::DispositifChange { .. } => fill!("messages/notes/dispositif.md", note: Note = note),
        Note::ChampObligatoire { .. } | Note::Regle(_) | Note::IlManque { .. } => {
            fill!("messages/notes/manque.md", note: Note = note)
        }
        Note::RapportVide { .. } | Note::RapportFichier { .. } => {
            fill!("messages/notes/rapport.md", note: Note = note)
        }
        Note::Repris { .. } | Note::FormulaireDisparu => {
            fill!("messages/notes/reprise.md", note: Note = note)
        }
        Note::Humain(m) => fill!("messages/notes/humain.md", m: NoteHumain = m),
        Note::Partage(m) => fill!("messages/notes/partage.md", m: NotePartage = m),
        Note::BoutonPerime
        | Note::PreferencesNotees { .. }
        | Note::RappelReporte { .. }
        | Note::Ailleurs(_)
        | Note::Relie { .. }
        | Note::CorrectionSansObjet
        | Note::Verrouille
        | Note::NumeroSecuriteSociale
        | Note::RienAReprendre
        | Note::RienACopier
        | Note::AnnulationParOpco { .. }
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
        | Note::DispositifChange { .. }
        | Note::FichierAjoute { .. }
        | Note::FichierRetire { .. }
        | Note::ElementRetire { .. }
        | Note::ElementDuplique { .. }
        | Note::SalarieAjoute { .. }
        | Note::PiecesTransmises { .. }
        | Note::Relie { .. }
        | Note::Lot(
            NoteLot::Ajoutes { .. }
            | NoteLot::LigneAjoutee { .. }
            | NoteLot::LigneLaissee { .. }
            | NoteLot::PourTous { .. },
        )
        | Note::Annuaire(
            NoteAnnuaire::EntrepriseChoisie { .. }
            | NoteAnnuaire::Efface { .. }
            | NoteAnnuaire::DemandeSuit { .. },
        )
        | Note::DemandeCopiee { .. }
        | Note::DemandeAnnulee { .. }
        | Note::PreferencesNotees { .. }
        | Note::RappelReporte { .. }
        | Note::RapportFichier { .. } => Tone::Done,
        Note::Humain(m) => humain(m),
        Note::Partage(m) => partage(m),
        Note::Avertissement(_)
        | Note::CourrielRevenu { .. }
        | Note::Lettre(
            NoteLettre::DejaRepondu { .. }
            | NoteLettre::NonLu { .. }
            | NoteLettre::Ancienne
            | NoteLettre::PasNotee { .. },
        )
        | Note::FichierRefuse { .. }
        | Note::FichiersRetires { .. }
        | Note::NumeroSecuriteSociale
        | Note::Lot(NoteLot::Abandonnee { .. } | NoteLot::LignesLaissees { .. } | NoteLot::AuDela { .. }) => {
            Tone::Warning
        }
        Note::Refus(_)
        | Note::Lettre(
            NoteLettre::Refusee { .. }
            | NoteLettre::AChoisir { .. }
            | NoteLettre::Gardee { .. }
            | NoteLettre::SansObjet { .. },
        )
        | Note::Annuaire(
            NoteAnnuaire::ChoisirEntreprise | NoteAnnuaire::Introuvable | NoteAnnuaire::SalarieDeja { .. },
        )
        | Note::Lot(
            NoteLot::ColonnesIgnorees { .. }
            | NoteLot::Personne { .. }
            | NoteLot::TousDeja
            | NoteLot::LigneDeja { .. }
            | NoteLot::LigneRefusee(_),
        )
        | Note::FichierDejaLa { .. }
        | Note::Ailleurs(_)
        | Note::BoutonPerime
        | Note::Illisible(_)
        | Note::CorrectionSansObjet
        | Note::Verrouille
        | Note::RienAReprendre
        | Note::RienACopier
        | Note::AnnulationParOpco { .. }
        | Note::DossierIntrouvable
        | Note::AQuoiCaSert { .. }
        | Note::Banniere(_)
        | Note::ChampObligatoire { .. }
        | Note::Regle(_)
        | Note::RienATransmettre
        | Note::DejaEnvoyee
        | Note::RapportVide { .. }
        | Note::Repris { .. }
        | Note::FormulaireDisparu
        | Note::FichierGarde { .. }
        | Note::IlManque { .. } => Tone::Plain,
    }
}

fn humain(note: &NoteHumain) -> Tone {
    match note {
        NoteHumain::Clos | NoteHumain::Termine | NoteHumain::Parti => Tone::Done,
        NoteHumain::PasTransmis { .. }
        | NoteHumain::Relance { .. }
        | NoteHumain::Retard
        | NoteHumain::NonRemis { .. } => Tone::Warning,
        NoteHumain::Propose | NoteHumain::FichiersNotes { .. } | NoteHumain::Repond { .. } => Tone::Plain,
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
