//! Which neutral file says what.

mod notes;

use askama::Template;
use guichet_core::catalogue::Silence;
use guichet_core::dossier::{Avis, Statut};
use guichet_core::lot::MotifLigne;
use guichet_core::message::{
    Accueil, AideVue, Annonces, Avertissement, ChangerDispositif, ChoiceKind, ComptePartages, Conseil,
    Demandes, Depart, EcranHumain, EcranPartage, Encore, EtatPiece, Factures, FaitVu, Fiche, Ligne, LotEcran,
    LotVue, Manque, Message, Modifier, OrientationVue, Pieces, PiecesAttendues, Proposition, Question,
    RaisonLigne, Rappels, RapportVu, Recapitulatif, Refus, RegleEcheance, Saisie, Screen, Suivi, Total,
    Transmission,
};
use guichet_core::nouvelles::{Canal, Preferences, Rythme, Sujet};
use guichet_core::partage::Droit;

use crate::{fr, rapport};

pub use notes::{note, tone};

/// Fills the file of that name with the values its marks name.
macro_rules! fill {
    ($path:tt) => {{
        #[derive(Template)]
        #[template(path = $path)]
        struct File;
        File.render().expect("writing to a string does not fail")
    }};
    ($path:tt, $($name:ident: $type:ty = $value:expr),+) => {{
        #[derive(Template)]
        #[template(path = $path)]
        struct File<'a> { $($name: &'a $type),+ }
        File { $($name: $value),+ }.render().expect("writing to a string does not fail")
    }};
}
pub(crate) use fill;

/// The neutral text of the screen.
pub fn screen(message: &Message) -> String {
    match &message.screen {
        Screen::Empty => String::new(),
        Screen::Accueil(m) => fill!("messages/accueil.md", m: Accueil = m),
        Screen::Dispositifs => fill!("messages/dispositifs.md"),
        Screen::Orientation(m) => fill!("messages/orientation.md", m: OrientationVue = m),
        Screen::Proposition(m) => fill!("messages/proposition.md", m: Proposition = m),
        Screen::Conseil(m) => fill!("messages/conseil.md", m: Conseil = m),
        Screen::ChangerDispositif(m) => fill!("messages/changer_dispositif.md", m: ChangerDispositif = m),
        Screen::Question(m) => fill!("messages/question.md", m: Question = m),
        Screen::Manque(m) => fill!("messages/manque.md", m: Manque = m),
        Screen::Encore(m) => fill!("messages/encore.md", m: Encore = m),
        Screen::Lot(m) => fill!("messages/lot.md", m: LotVue = m),
        Screen::Pieces(m) => fill!("messages/pieces.md", m: Pieces = m),
        Screen::ChoixPiece { fichiers } => fill!("messages/choix_piece.md", fichiers: [String] = fichiers),
        Screen::Recapitulatif(m) => fill!("messages/recapitulatif.md", m: Recapitulatif = m),
        Screen::ConfirmerEnvoi(m) => fill!("messages/confirmer_envoi.md", m: Recapitulatif = m),
        Screen::ConfirmerLettre { de, texte, fichiers } => {
            fill!("messages/confirmer_lettre.md", de: str = de, texte: str = texte, fichiers: [String] = fichiers)
        }
        Screen::ConfirmerAnnulation { titre } => {
            fill!("messages/confirmer_annulation.md", titre: str = titre)
        }
        Screen::ConfirmerRetrait { nom, fichiers } => {
            fill!("messages/confirmer_retrait.md", nom: str = nom, fichiers: [String] = fichiers)
        }
        Screen::Modifier(m) => {
            fill!("messages/modifier.md", m: Modifier = m, lignes: [&'a Ligne] = &without_choice(m, message))
        }
        Screen::Demandes(m) => fill!("messages/demandes.md", m: Demandes = m),
        Screen::Filtrer { total } => fill!("messages/filtrer.md", total: u32 = total),
        Screen::Depart(m) => fill!("messages/depart.md", m: Depart = m),
        Screen::Suivi(m) => {
            fill!("messages/suivi.md", suivi: Suivi = m, m: Recapitulatif = &m.recapitulatif)
        }
        Screen::PiecesAttendues(m) => {
            fill!("messages/pieces_attendues.md", m: PiecesAttendues = m)
        }
        Screen::ConfirmerTransmission(m) => {
            fill!("messages/confirmer_transmission.md", m: Transmission = m)
        }
        Screen::PiecesTransmises(m) => fill!("messages/pieces_transmises.md", m: Transmission = m),
        Screen::Factures(m) => fill!("messages/factures.md", m: Factures = m),
        Screen::Annonces(m) => fill!("messages/annonces.md", m: Annonces = m),
        Screen::Aide { commandes } => {
            let sujets = message.choices.iter().any(|choice| choice.kind == ChoiceKind::Numbered);
            fill!("messages/aide.md", commandes: [(String, String)] = commandes, sujets: bool = &sujets)
        }
        Screen::AideSujet(vue) => fill!("messages/aide_sujet.md", vue: AideVue = vue),
        Screen::Rapports { entreprise } => {
            fill!("messages/rapports.md", entreprise: Option<String> = entreprise)
        }
        Screen::RapportEntreprise { text } => {
            fill!("messages/rapport_entreprise.md", text: Option<String> = text)
        }
        Screen::Rapport(m) => fill!("messages/rapport.md", m: RapportVu = m),
        Screen::Support { adresse, numero } => {
            fill!("messages/support.md", adresse: str = adresse, numero: Option<String> = numero)
        }
        Screen::Humain(m) => fill!("messages/humain.md", m: EcranHumain = m),
        Screen::Entreprises { items, total, page, recherche } => {
            fill!("messages/entreprises.md", items: [Ligne] = items, total: u32 = total, page: u32 = page, recherche: Option<String> = recherche)
        }
        Screen::Fiche(m) => fill!("messages/fiche.md", m: Fiche = m),
        Screen::Salaries { entite, items, total, page, recherche } => {
            fill!("messages/salaries.md", entite: str = entite, items: [Ligne] = items, total: u32 = total, page: u32 = page, recherche: Option<String> = recherche)
        }
        Screen::PasEncore { rubrique } => fill!("messages/pas_encore.md", rubrique: str = rubrique),
        Screen::MesDonnees { email, nom, entites, partages } => {
            fill!("messages/mes_donnees.md", email: str = email, nom: Option<String> = nom, entites: [String] = entites, partages: ComptePartages = partages)
        }
        Screen::Rappels(m) => fill!("messages/rappels.md", m: Rappels = m),
        Screen::Notifications(m) => fill!("messages/notifications.md", m: Preferences = m),
        Screen::Partage(m) => fill!("messages/partage.md", m: EcranPartage = m),
        Screen::Inconnu => fill!("messages/inconnu.md"),
        Screen::CodeDemande { .. }
        | Screen::CodeRefuse { .. }
        | Screen::TropDeCodes
        | Screen::Code { .. } => {
            fill!("messages/code.md", screen: Screen = &message.screen)
        }
        Screen::InvitationRefusee => fill!("messages/invitation_refusee.md"),
        Screen::PriveSeulement => fill!("messages/prive_seulement.md"),
    }
}

/// The subject of an email that carries this message.
pub fn sujet(message: &Message) -> String {
    let screen = &message.screen;
    fill!("messages/sujet.txt", screen: Screen = screen)
}

/// Lines of « Modifier » that no numbered choice shows.
fn without_choice<'a>(modifier: &'a Modifier, message: &Message) -> Vec<&'a Ligne> {
    let has_choice = |ligne: &&Ligne| message.choices.iter().any(|choice| choice.label == ligne.libelle);
    modifier.lignes.iter().filter(|ligne| !has_choice(ligne)).collect()
}
