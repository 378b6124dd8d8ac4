//! Files, and the pièces they are.

use super::tour::Tour;
use crate::catalogue::{ExigePiece, Moment, Piece};
use crate::conversation::Place;
use crate::dossier::FichierJoint;
use crate::engine::JournalWhat;
use crate::event::{Fichier, FichierRecu};
use crate::message::{Note, Refus, RefusFichier};
use crate::parcours::Etat;
use crate::reading::words;

/// Largest file a bot may fetch (Bot API, `getFile`), in bytes.
const CANAL_MAX: u64 = 20 * 1024 * 1024;

impl<'a> Tour<'a> {
    /// All pièces, or the one that is missing first.
    pub fn pieces(&mut self) {
        if self.draft_mut().is_some() {
            self.go(Place::Pieces { piece: None });
        }
    }

    pub fn files(&mut self, files: &[Fichier], caption: Option<&str>) {
        if self.state.dossier.is_none() {
            return self.refuse_all(files, &RefusFichier::SansDemande);
        }
        if self.draft_mut().is_none() {
            return;
        }
        let received = self.readable(files);
        if received.is_empty() {
            return;
        }
        let waiting = match &self.state.conversation.place {
            Place::ChoixPiece { fichiers } => fichiers.clone(),
            _ => Vec::new(),
        };
        let named = caption.and_then(|caption| self.piece_named(caption));
        let asked = match &self.state.conversation.place {
            Place::Pieces { piece: Some(piece) } => self.find_piece(piece),
            _ => None,
        };
        match named.or(asked) {
            Some(piece) => {
                self.attach(piece, &received);
                if !waiting.is_empty() {
                    self.go(Place::ChoixPiece { fichiers: waiting });
                }
            }
            None => self.go(Place::ChoixPiece { fichiers: [waiting, received].concat() }),
        }
    }

    fn refuse_all(&mut self, files: &[Fichier], reason: &RefusFichier) {
        for file in files {
            let name = match file {
                Fichier::Stored(file) => &file.name,
                Fichier::TooLarge { name, .. } | Fichier::Unavailable { name } => name,
            };
            self.note(Note::FichierRefuse { name: name.clone(), reason: reason.clone() });
        }
    }

    /// Files that waited for their pièce when the person went elsewhere: she is told that they are not attached.
    pub fn tell_unplaced(&mut self, before: &Place) {
        let Place::ChoixPiece { fichiers } = before else { return };
        if self.placed || matches!(self.state.conversation.place, Place::ChoixPiece { .. }) {
            return;
        }
        for file in fichiers {
            let reason = RefusFichier::SansPiece;
            self.note(Note::FichierRefuse { name: file.name.clone(), reason });
        }
    }

    /// The files that came whole; the person is told about the others.
    fn readable(&mut self, files: &[Fichier]) -> Vec<FichierRecu> {
        let mut received = Vec::new();
        for file in files {
            let (name, reason) = match file {
                Fichier::Stored(file) if file.size > 0 => {
                    received.push(file.clone());
                    continue;
                }
                Fichier::Stored(file) => (&file.name, RefusFichier::Vide),
                Fichier::TooLarge { name, size } if *size > CANAL_MAX => {
                    (name, RefusFichier::CanalTropGros { max_octets: CANAL_MAX })
                }
                Fichier::TooLarge { name, .. } => {
                    (name, RefusFichier::TropGros { max_octets: self.largest() })
                }
                Fichier::Unavailable { name } => (name, RefusFichier::Indisponible),
            };
            self.note(Note::FichierRefuse { name: name.clone(), reason });
        }
        received
    }

    /// Bytes of the largest file that any pièce takes.
    fn largest(&self) -> u64 {
        let pieces = self.dispositif().map_or(&[][..], |dispositif| &dispositif.pieces);
        pieces.iter().map(|piece| piece.max_octets).max().unwrap_or(CANAL_MAX)
    }

    /// A pièce expected before sending, by key.
    fn find_piece(&self, cle: &str) -> Option<&'a Piece> {
        let dispositif = self.dispositif()?;
        let open = self.parcours()?.pieces(Moment::AvantEnvoi).any(|piece| piece.cle == cle);
        dispositif.find_piece(cle).filter(|_| open)
    }

    /// The one pièce whose own words a caption has.
    fn piece_named(&self, caption: &str) -> Option<&'a Piece> {
        let said = words(caption);
        let parcours = self.parcours()?;
        let own = |piece: &Piece| -> Vec<String> {
            words(&piece.libelle).into_iter().filter(|word| word.chars().count() > 4).collect()
        };
        let expected: Vec<&Piece> = parcours.pieces(Moment::AvantEnvoi).collect();
        // A word that several pièces share (« formation ») names none.
        let shared = |word: &String| expected.iter().filter(|piece| own(piece).contains(word)).count() > 1;
        let mut named = expected
            .iter()
            .filter(|piece| own(piece).iter().any(|word| !shared(word) && said.contains(word)))
            .map(|piece| piece.cle.clone());
        let first = named.next()?;
        named.next().is_none().then(|| self.find_piece(&first)).flatten()
    }

    /// Attaches files to a pièce, each with its own word, then goes on.
    fn attach(&mut self, piece: &Piece, files: &[FichierRecu]) {
        let mut added = false;
        for file in files {
            added |= self.attach_one(piece, file);
        }
        if added || !matches!(self.state.conversation.place, Place::Pieces { .. }) {
            // Back to what is missing: the next pièce, or the question that was under way.
            self.advance();
        }
    }

    fn attach_one(&mut self, piece: &Piece, file: &FichierRecu) -> bool {
        let now = self.monde.now;
        let Some(dossier) = self.draft_mut() else { return false };
        let jointe = dossier.pieces.entry(piece.cle.clone()).or_default();
        let mime = file.mime.clone().filter(|mime| piece.formats.contains(mime));
        let refusal = match mime {
            _ if jointe.fichiers.iter().any(|known| known.sha256 == file.sha256) => {
                let note = Note::FichierDejaLa { piece: piece.libelle.clone(), name: file.name.clone() };
                self.note(note);
                return true;
            }
            None => RefusFichier::Format { formats: formats(piece) },
            Some(_) if file.size > piece.max_octets => {
                RefusFichier::TropGros { max_octets: piece.max_octets }
            }
            Some(_) if jointe.fichiers.len() >= piece.max_fichiers as usize => {
                RefusFichier::TropDeFichiers { max: piece.max_fichiers }
            }
            Some(mime) => {
                jointe.passee = false;
                jointe.fichiers.push(FichierJoint {
                    sha256: file.sha256.clone(),
                    name: file.name.clone(),
                    size: file.size,
                    mime,
                    added_at: now,
                });
                dossier.updated_at = now;
                self.journal(JournalWhat::FichierAjoute {
                    piece: piece.cle.clone(),
                    sha256: file.sha256.clone(),
                });
                self.note(Note::FichierAjoute { piece: piece.libelle.clone(), name: file.name.clone() });
                return true;
            }
        };
        self.note(Note::FichierRefuse { name: file.name.clone(), reason: refusal });
        false
    }

    /// A pièce was chosen: for the files that wait, or to be asked for.
    pub fn choose_piece(&mut self, cle: &str) {
        if self.draft_mut().is_none() {
            return;
        }
        let Some(piece) = self.find_piece(cle) else { return self.stale() };
        match self.state.conversation.place.clone() {
            Place::ChoixPiece { fichiers } => {
                self.placed = true;
                self.attach(piece, &fichiers);
            }
            _ => self.go(Place::Pieces { piece: Some(piece.cle.clone()) }),
        }
    }

    pub fn remove_file(&mut self, cle: &str, sha256: &str) {
        let now = self.monde.now;
        let libelle = self.dispositif().and_then(|d| d.find_piece(cle)).map(|piece| piece.libelle.clone());
        let Some(dossier) = self.draft_mut() else { return };
        let Some(jointe) = dossier.pieces.get_mut(cle) else { return };
        let Some(position) = jointe.fichiers.iter().position(|file| file.sha256 == sha256) else { return };
        let name = jointe.fichiers.remove(position).name;
        dossier.updated_at = now;
        self.journal(JournalWhat::FichierRetire { piece: cle.to_owned(), sha256: sha256.to_owned() });
        self.note(Note::FichierRetire { piece: libelle.unwrap_or_default(), name });
        self.go(Place::Pieces { piece: None });
    }

    /// « Passer » at a pièce: she does not have it now. It stays listed as missing.
    pub fn skip_piece(&mut self, cle: &str) {
        let Some(piece) = self.find_piece(cle) else { return self.advance() };
        let Some(dossier) = self.draft_mut() else { return };
        let jointe = dossier.pieces.entry(cle.to_owned()).or_default();
        if jointe.fichiers.is_empty() {
            jointe.passee = true;
            self.note(Note::Passe { libelle: piece.libelle.clone() });
        }
        self.advance();
    }

    /// From the list: on to what is missing; a pièce that was skipped is asked once more.
    pub fn leave_pieces(&mut self) {
        let next = self.parcours().map(|parcours| parcours.next());
        match (next, self.state.conversation.place.clone()) {
            (Some(Etat::Piece(next)), Place::Pieces { piece: Some(asked) }) if next == asked => {
                self.refuse(Refus::FichierAttendu);
            }
            _ => self.advance(),
        }
    }
}

/// « PDF, JPEG, PNG ».
pub(super) fn formats(piece: &Piece) -> String {
    let names: Vec<String> =
        piece.formats.iter().map(|mime| mime.rsplit('/').next().unwrap_or(mime).to_uppercase()).collect();
    names.join(", ")
}

pub(super) fn is_required(piece: &Piece) -> bool {
    piece.exige == ExigePiece::Requis
}
