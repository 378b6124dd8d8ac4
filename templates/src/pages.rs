//! The pages of the web: their words and their layout. Whoever serves them brings the data.

pub mod console;

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use guichet_core::message::{Choice, ChoiceKind, Message, RapportVu, Saisie, Screen};
use guichet_core::rapport::Forme;

use crate::rapport;

/// Style sheet, script and icon: compiled in, served as they are.
pub const CSS: &str = include_str!("../static/guichet.css");
pub const JS: &str = include_str!("../static/guichet.js");
pub const ICONE: &str = include_str!("../static/icone.svg");

/// One line of the conversation.
#[derive(Debug, Clone)]
pub struct Bulle {
    /// Unique on the page: the script adds a bubble once.
    pub cle: String,
    pub contenu: Contenu,
    pub heure: String,
    pub instant: String,
}

#[derive(Debug, Clone)]
pub enum Contenu {
    /// What the person wrote or tapped.
    Mots(String),
    Fichiers {
        noms: Vec<String>,
        legende: Option<String>,
    },
    /// What the assistant said: HTML of [`crate::web`].
    Message(String),
    /// The same, under the picture of the report it tells; its files below.
    Rapport {
        html: String,
        image: String,
        alternative: String,
        largeur: u32,
        hauteur: u32,
        liens: [Lien; 2],
    },
    Fichier(Lien),
    /// A file that a person of OPCO EP gave.
    Remis(LienFichier),
}

/// A file under its own name.
#[derive(Debug, Clone)]
pub struct LienFichier {
    pub href: String,
    pub nom: String,
}

/// A file to download.
#[derive(Debug, Clone)]
pub struct Lien {
    pub href: String,
    pub mots: &'static str,
}

impl Lien {
    pub fn of(base: &str, rapport: &str, forme: Forme) -> Lien {
        Lien {
            href: format!("{base}/rapport/{rapport}.{}", rapport::extension(forme)),
            mots: rapport::lien(forme),
        }
    }
}

impl Contenu {
    /// A report, with its picture and its files.
    pub fn rapport(base: &str, html: String, vu: &RapportVu) -> Contenu {
        let lien = |forme| Lien::of(base, &vu.id.to_string(), forme);
        let drawn = rapport::image(vu);
        Contenu::Rapport {
            html,
            image: lien(Forme::Image).href,
            alternative: rapport::alternative(vu),
            largeur: drawn.largeur,
            hauteur: drawn.hauteur,
            liens: [lien(Forme::Xlsx), lien(Forme::Csv)],
        }
    }
}

impl Bulle {
    pub fn new(cle: String, contenu: Contenu, at: DateTime<Utc>) -> Bulle {
        let paris = guichet_core::clock::paris(at);
        Bulle { cle, contenu, heure: paris.format("%H:%M").to_string(), instant: at.to_rfc3339() }
    }

    fn de_vous(&self) -> bool {
        matches!(self.contenu, Contenu::Mots(_) | Contenu::Fichiers { .. })
    }
}

/// New bubbles, for a page already open.
#[derive(Debug, Template)]
#[template(path = "pages/bulles.html")]
pub struct Bulles {
    pub bulles: Vec<Bulle>,
}

/// A day to choose.
#[derive(Debug, Clone)]
pub struct Jour {
    pub libelle: String,
    pub min: Option<NaiveDate>,
}

/// The buttons of the last message: only the card in use can be answered.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/actions.html")]
pub struct Actions {
    /// Where the forms are sent, without the last segment.
    pub base: &'static str,
    pub nonce: String,
    pub carte: u32,
    pub choix: Vec<Choice>,
    pub date: Option<Jour>,
}

impl Actions {
    /// Those of this message; none when nothing was said yet.
    pub fn of(base: &'static str, nonce: String, message: Option<&Message>) -> Actions {
        let date = message.and_then(question).and_then(|question| match question.saisie {
            Saisie::Date { min, .. } => Some(Jour { libelle: question.libelle.clone(), min }),
            _ => None,
        });
        let choix = message.map(|message| message.choices.clone()).unwrap_or_default();
        Actions { base, nonce, carte: message.map_or(0, |message| message.card), choix, date }
    }

    fn of_kind(&self, kind: ChoiceKind) -> impl Iterator<Item = &Choice> {
        self.choix.iter().filter(move |choice| choice.kind == kind)
    }

    fn numerotes(&self) -> impl Iterator<Item = &Choice> {
        self.of_kind(ChoiceKind::Numbered)
    }

    fn principaux(&self) -> impl Iterator<Item = &Choice> {
        self.of_kind(ChoiceKind::Primary)
    }

    fn secondaires(&self) -> impl Iterator<Item = &Choice> {
        self.of_kind(ChoiceKind::Secondary)
    }
}

fn question(message: &Message) -> Option<&guichet_core::message::Question> {
    match &message.screen {
        Screen::Question(question) => Some(question),
        _ => None,
    }
}

/// The keyboard a phone should offer (HTML `inputmode`).
pub fn clavier(message: Option<&Message>) -> &'static str {
    match message.and_then(question).map(|question| &question.saisie) {
        Some(Saisie::Nombre) => "decimal",
        Some(Saisie::Email) => "email",
        Some(Saisie::Telephone) => "tel",
        _ => "text",
    }
}

#[derive(Debug, Template)]
#[template(path = "pages/conversation.html")]
pub struct Conversation {
    pub bac_a_sable: bool,
    /// Where the page is, without a slash at the end.
    pub base: &'static str,
    pub bulles: Bulles,
    pub actions: Actions,
    /// Where the stream of news goes on from (`Last-Event-ID`).
    pub reprise: String,
    pub nonce: String,
    pub clavier: &'static str,
    pub ici: &'static str,
}

/// An email in the built-in mailbox.
#[derive(Debug, Clone)]
pub struct Recu {
    pub id: i64,
    pub sujet: String,
    pub heure: String,
    pub instant: String,
}

impl Recu {
    pub fn new(id: i64, sujet: String, at: DateTime<Utc>) -> Recu {
        let paris = guichet_core::clock::paris(at);
        Recu { id, sujet, heure: paris.format("%d/%m/%Y %H:%M").to_string(), instant: at.to_rfc3339() }
    }
}

/// What she wrote.
#[derive(Debug)]
pub struct Envoye {
    pub texte: String,
    /// Names of the files that went with it.
    pub noms: Vec<String>,
    pub heure: String,
    pub instant: String,
}

impl Envoye {
    pub fn new(texte: String, noms: Vec<String>, at: DateTime<Utc>) -> Envoye {
        let paris = guichet_core::clock::paris(at);
        Envoye { texte, noms, heure: paris.format("%d/%m/%Y %H:%M").to_string(), instant: at.to_rfc3339() }
    }
}

/// One letter of the built-in mailbox.
#[derive(Debug)]
pub enum Courrier {
    Recu(Recu),
    Envoye(Envoye),
}

#[derive(Debug, Template)]
#[template(path = "pages/boite.html")]
pub struct Boite {
    pub bac_a_sable: bool,
    pub adresse: String,
    /// Newest first.
    pub courriers: Vec<Courrier>,
    pub ici: &'static str,
}

/// Support's mailbox, in the bac à sable.
#[derive(Debug, Template)]
#[template(path = "pages/boite_support.html")]
pub struct BoiteSupport {
    pub bac_a_sable: bool,
    pub adresse: String,
    /// Newest first.
    pub courriels: Vec<Recu>,
    pub ici: &'static str,
}

/// Where an invitation leads: a page with one button, because mail scanners follow links.
#[derive(Debug, Template)]
#[template(path = "pages/connexion.html")]
pub struct Connexion {
    pub refusee: bool,
    pub support: String,
}

/// « Ne plus recevoir de rappels »: the question, then the answer.
#[derive(Debug, Template)]
#[template(path = "pages/desabonnement.html")]
pub struct Desabonnement {
    pub fait: bool,
}

/// A page that says one thing.
#[derive(Debug, Template)]
#[template(path = "pages/avis.html")]
pub struct Avis {
    pub titre: &'static str,
    pub texte: String,
}
