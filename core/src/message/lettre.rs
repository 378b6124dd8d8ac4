//! A letter that asks all that is missing, and what is said of the answers to one.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{EnTete, Progression, Refus};
use crate::lettre::QuestionPosee;

/// All that a request still wants, asked at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manque {
    pub entete: EnTete,
    pub progression: Progression,
    pub dossier: Uuid,
    pub questions: Vec<QuestionLettre>,
    pub pieces: Vec<PieceManquante>,
}

impl Manque {
    /// Its questions, as an answer to them needs them.
    pub fn posees(&self) -> Vec<QuestionPosee> {
        self.questions.iter().map(|question| question.posee.clone()).collect()
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionLettre {
    pub posee: QuestionPosee,
    pub aide: String,
    pub exemple: Option<String>,
    /// Labels of the options, where one is to be chosen.
    pub options: Vec<String>,
    /// Several may be named.
    pub plusieurs: bool,
    /// Only wanted for some answers to the questions before.
    pub selon: bool,
}

/// A pièce to send with the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceManquante {
    pub libelle: String,
    pub obligatoire: bool,
    /// « PDF, JPEG, PNG ».
    pub formats: String,
}

/// What becomes of an answer that is not simply noted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum NoteLettre {
    Refusee {
        libelle: String,
        texte: String,
        refus: Refus,
    },
    /// It may mean any of these.
    AChoisir {
        libelle: String,
        texte: String,
        candidats: Vec<String>,
    },
    /// Answered otherwise since the letter was written: what is there stays.
    DejaRepondu {
        libelle: String,
        garde: String,
        texte: String,
    },
    /// It waits for another answer, and is not asked again.
    Gardee {
        libelle: String,
        texte: String,
    },
    /// The request does not ask this with the other answers.
    SansObjet {
        libelle: String,
        texte: String,
    },
    /// Words that answer none of the questions.
    NonLu {
        texte: String,
    },
    /// A letter that she says is not hers, or left without a word: from this address.
    PasNotee {
        de: String,
    },
    /// A bare word that answers an earlier letter.
    Ancienne,
}
