//! The manner of letters: all that is missing is asked at once, numbered, and one answer may hold all of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::dossier::Chemin;
use crate::event::Fichier;
use crate::lot::Lot;

/// How the person is spoken to: it follows from the channel she writes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Maniere {
    /// One thing at a time.
    #[default]
    Conversation,
    /// All that is missing, numbered, in one message.
    Lettre,
}

/// A question as a letter put it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionPosee {
    /// Its number in the letter, from 1.
    pub n: u32,
    /// Its label there: the portal's, and whose it is where several people have the same.
    pub libelle: String,
    /// What else people call it.
    #[serde(default)]
    pub autres: Vec<String>,
    pub chemin: Chemin,
    /// The answer it had then, as shown.
    #[serde(default)]
    pub actuelle: Option<String>,
    /// It may stay without an answer.
    #[serde(default)]
    pub facultative: bool,
}

/// The letter of ours that is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LettrePosee {
    /// Number of its card.
    pub carte: u32,
    /// The request it asked about, when it asked about one.
    pub dossier: Option<Uuid>,
    pub questions: Vec<QuestionPosee>,
}

/// A stretch of what came in, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MorceauRecu {
    /// Quoted: our words, or anyone's.
    pub cite: bool,
    pub texte: String,
}

/// A letter of hers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LettreRecue {
    pub morceaux: Vec<MorceauRecu>,
    /// Her words alone, without greeting and signature.
    pub texte: String,
    /// Names the letter on its channel.
    pub message: Option<String>,
    /// Files came with it: without a word, it still says something.
    pub avec_fichiers: bool,
    /// `None`: it answers none of ours, or nobody can tell which.
    pub repond: Option<LettrePosee>,
}

/// A letter whose author could not be verified, or that somebody else wrote in answer to one of hers: she says whether
/// it is to be noted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LettreDouteuse {
    /// The address it came from, as it says.
    pub de: String,
    pub lettre: Option<LettreRecue>,
    /// Each with what it is named by.
    pub fichiers: Vec<(Fichier, Option<String>)>,
}

/// An answer of a letter, to the question it is written to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReponseEcrite {
    pub question: QuestionPosee,
    pub texte: String,
}

/// A letter being read: kept while something is looked for in the directory.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EnLettre {
    /// Answers that are still to be read, in the order of the questions.
    pub reponses: Vec<ReponseEcrite>,
    /// Those that another answer may still make wanted.
    pub differees: Vec<ReponseEcrite>,
    /// What was written besides.
    pub reste: String,
    /// Sentences of it that answer a question of yes or no.
    #[serde(default)]
    pub compris: Vec<String>,
    /// Words of it that name her company, or those who go.
    #[serde(default)]
    pub nommes: Vec<String>,
    /// Her company was looked for in it.
    #[serde(default)]
    pub entites_vues: bool,
    /// So were those who go.
    #[serde(default)]
    pub partants_vus: bool,
    pub message: Option<String>,
    /// The answer that waits for the directory, and the people it names when it names people.
    pub cherchee: Option<(ReponseEcrite, Option<Lot>)>,
    /// Elements this letter began, by the étape and the number its questions gave them.
    pub commences: BTreeMap<String, (u32, u32)>,
    /// Fields it answered.
    pub prises: Vec<Chemin>,
    /// Questions that may stay without an answer: those it leaves are not put again.
    pub facultatives: Vec<QuestionPosee>,
    /// People of whom something must still be said.
    pub lots: Vec<Lot>,
}
