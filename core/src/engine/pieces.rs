//! Files, and the pièces they are.

mod gardees;

use super::tour::Tour;
use crate::bilan;
use crate::catalogue::{Moment, Piece};
use crate::clock::today;
use crate::conversation::Place;
use crate::dossier::{Dossier, FichierJoint};
use crate::engine::JournalWhat;
use crate::event::{Fichier, FichierRecu, stem};
use crate::message::{Note, PieceDemandee, Refus, RefusFichier};
use crate::parcours::{Etat, PieceAttendue, is_of_element};
use crate::reading::words;

/// Largest file a bot may fetch (Bot API, `getFile`), in bytes.
const CANAL_MAX: u64 = 20 * 1024 * 1024;

impl<'a> Tour<'a> {
    /// All pièces, or the one that is missing first.
    pub fn pieces(&mut self) {
        if self.open_mut().is_some() {
            self.go(Place::Pieces { piece: None });
        }
    }

    pub fn files(&mut self, files: &[Fichier], caption: Option<&str>) {
        if self.state.dossier.is_none() {
            return self.keep_files(files, caption);
        }
        if self.open_mut().is_none() {
            return;
        }
        let files = match self.tables(files) {
            Some(rest) => rest,
            None => return,
        };
        let received = self.readable(&files);
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
        let mut unplaced = waiting;
        match named {
            Some(piece) => self.attach(&piece, &received),
            None => {
                let rest = self.attach_by_name(received);
                match asked.or_else(|| self.only_one()) {
                    Some(piece) if !rest.is_empty() => self.attach(&piece, &rest),
                    _ => unplaced.extend(rest),
                }
            }
        }
        if !unplaced.is_empty() {
            self.go(Place::ChoixPiece { fichiers: unplaced });
        }
    }

    /// Attaches each file whose name says which pièce it is, whatever is asked; the others are given back.
    fn attach_by_name(&mut self, files: Vec<FichierRecu>) -> Vec<FichierRecu> {
        let mut rest = Vec::new();
        for file in files {
            match self.piece_named(stem(&file.name)) {
                Some(piece) => self.attach(&piece, &[file]),
                None => rest.push(file),
            }
        }
        rest
    }

    /// The dossier, to give a pièce: a draft, or one that was sent and waits for some. Else the person is told.
    fn open_mut(&mut self) -> Option<&mut Dossier> {
        match self.has_open_pieces() {
            true => self.state.dossier.as_mut(),
            false => self.draft_mut(),
        }
    }

    /// After sending, the only pièce OPCO EP waits for needs no asking.
    fn only_one(&self) -> Option<PieceAttendue<'a>> {
        let open = self.parcours().filter(|parcours| parcours.dossier.statut.is_locked())?.pieces_ouvertes();
        let [only] = &open[..] else { return None };
        self.find_piece(&only.cle.clone())
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
    pub fn readable(&mut self, files: &[Fichier]) -> Vec<FichierRecu> {
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
                Fichier::Tableau { name, .. } | Fichier::TableauRefuse { name, .. } => {
                    (name, RefusFichier::Format { formats: self.formats_here() })
                }
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

    /// A pièce that can be given now, by key.
    pub fn find_piece(&self, cle: &str) -> Option<PieceAttendue<'a>> {
        let attendue = self.parcours()?.pieces_ouvertes().into_iter().find(|piece| piece.cle == cle)?;
        let piece = self.dispositif()?.find_piece(&attendue.piece.cle)?;
        let PieceAttendue { personne, cle, libelle, .. } = attendue;
        Some(PieceAttendue { piece, personne, cle, libelle })
    }

    /// The one pièce that a caption names, by its own words or by the person's name.
    fn piece_named(&self, caption: &str) -> Option<PieceAttendue<'a>> {
        let expected = self.parcours()?.pieces_ouvertes();
        let cle = named(&expected, caption)?.cle.clone();
        self.find_piece(&cle)
    }

    /// Attaches files to a pièce, each with its own word, then goes on.
    fn attach(&mut self, piece: &PieceAttendue<'_>, files: &[FichierRecu]) {
        let mut added = false;
        for file in files {
            added |= self.attach_one(piece, file);
        }
        if added || !matches!(self.state.conversation.place, Place::Pieces { .. }) {
            self.after_files();
        }
    }

    /// Back to what is missing: the next pièce, or the question that was under way; after sending, the list.
    fn after_files(&mut self) {
        match self.has_open_pieces() {
            true => self.go(Place::Pieces { piece: None }),
            false => self.advance(),
        }
    }

    fn attach_one(&mut self, attendue: &PieceAttendue<'_>, file: &FichierRecu) -> bool {
        let now = self.monde.now;
        let PieceAttendue { piece, cle, libelle, .. } = attendue;
        let Some(dossier) = self.open_mut() else { return false };
        let sent = dossier.statut.is_locked();
        let jointe = dossier.pieces.entry(cle.clone()).or_default();
        // Those that are replaced leave their place.
        let replaced = if sent && jointe.a_remplacer.is_some() {
            jointe.fichiers.len() - jointe.a_transmettre().count()
        } else {
            0
        };
        let mime = file.mime.clone().filter(|mime| piece.formats.contains(mime));
        let refusal = match mime {
            _ if jointe.fichiers.iter().any(|known| known.sha256 == file.sha256) => {
                self.note(Note::FichierDejaLa { piece: libelle.clone(), name: file.name.clone() });
                return true;
            }
            None => RefusFichier::Format { formats: formats(piece) },
            Some(_) if file.size > piece.max_octets => {
                RefusFichier::TropGros { max_octets: piece.max_octets }
            }
            Some(_) if jointe.fichiers.len() - replaced >= piece.max_fichiers as usize => {
                RefusFichier::TropDeFichiers { max: piece.max_fichiers }
            }
            Some(mime) => {
                jointe.passee = false;
                if !sent {
                    jointe.forget();
                }
                jointe.fichiers.push(FichierJoint {
                    sha256: file.sha256.clone(),
                    name: file.name.clone(),
                    size: file.size,
                    mime,
                    added_at: now,
                    a_transmettre: sent,
                });
                dossier.updated_at = now;
                self.journal(JournalWhat::FichierAjoute { piece: cle.clone(), sha256: file.sha256.clone() });
                self.note(Note::FichierAjoute { piece: libelle.clone(), name: file.name.clone() });
                return true;
            }
        };
        self.note(Note::FichierRefuse { name: file.name.clone(), reason: refusal });
        false
    }

    /// A pièce was chosen: for the files that wait, or to be asked for.
    pub fn choose_piece(&mut self, cle: &str) {
        if self.open_mut().is_none() {
            return;
        }
        let Some(piece) = self.find_piece(cle) else { return self.stale() };
        match self.state.conversation.place.clone() {
            Place::ChoixPiece { fichiers } => {
                self.placed = true;
                self.attach(&piece, &fichiers);
            }
            _ => self.go(Place::Pieces { piece: Some(piece.cle) }),
        }
    }

    /// The pièce of the files that wait is named in words. False when they name none.
    pub fn place_by_name(&mut self, text: &str) -> bool {
        let Some(piece) = self.piece_named(text) else { return false };
        self.choose_piece(&piece.cle);
        true
    }

    pub fn remove_file(&mut self, cle: &str, sha256: &str) {
        let now = self.monde.now;
        let libelle = self.find_piece(cle).map(|piece| piece.libelle);
        let Some(dossier) = self.open_mut() else { return };
        let sent = dossier.statut.is_locked();
        let Some(jointe) = dossier.pieces.get_mut(cle) else { return };
        let own = |file: &FichierJoint| file.sha256 == sha256 && (file.a_transmettre || !sent);
        let Some(position) = jointe.fichiers.iter().position(own) else { return };
        let name = jointe.fichiers.remove(position).name;
        if !sent {
            jointe.forget();
        }
        dossier.updated_at = now;
        self.journal(JournalWhat::FichierRetire { piece: cle.to_owned(), sha256: sha256.to_owned() });
        self.note(Note::FichierRetire { piece: libelle.unwrap_or_default(), name });
        self.go(Place::Pieces { piece: None });
    }

    /// « Passer » at a pièce: she does not have it now. It stays listed as missing.
    pub fn skip_piece(&mut self, cle: &str) {
        if self.has_open_pieces() {
            return self.after_files();
        }
        let Some(piece) = self.find_piece(cle) else { return self.advance() };
        let Some(dossier) = self.draft_mut() else { return };
        let jointe = dossier.pieces.entry(cle.to_owned()).or_default();
        if jointe.fichiers.is_empty() {
            jointe.passee = true;
            self.note(Note::Passe { libelle: piece.libelle });
        }
        self.advance();
    }

    /// The same for all that are missing: a letter asks for them together.
    pub fn skip_pieces(&mut self) {
        let missing = self.parcours().map_or_else(Vec::new, |parcours| parcours.pieces_a_fournir());
        let keys: Vec<String> = missing.into_iter().map(|piece| piece.cle).collect();
        match self.has_open_pieces() {
            true => self.after_files(),
            false => keys.iter().for_each(|cle| self.skip_piece(cle)),
        }
    }

    /// Whoever they were of is no longer in the request: her files leave with her, and the person is told.
    pub fn drop_pieces_of(&mut self, element: u32, nom: &str) {
        let Some(dossier) = self.state.dossier.as_mut() else { return };
        let keys: Vec<String> =
            dossier.pieces.keys().filter(|cle| is_of_element(cle, element)).cloned().collect();
        let mut fichiers = Vec::new();
        for cle in keys {
            let Some(jointe) = self.state.dossier.as_mut().and_then(|d| d.pieces.remove(&cle)) else {
                continue;
            };
            for file in jointe.fichiers {
                self.journal(JournalWhat::FichierRetire { piece: cle.clone(), sha256: file.sha256 });
                fichiers.push(file.name);
            }
        }
        if !fichiers.is_empty() {
            self.note(Note::FichiersRetires { nom: nom.to_owned(), fichiers });
        }
    }

    /// Names of the files that are one element's.
    pub fn files_of(&self, element: u32) -> Vec<String> {
        let pieces = self.state.dossier.iter().flat_map(|dossier| &dossier.pieces);
        let own = pieces.filter(|(cle, _)| is_of_element(cle, element));
        own.flat_map(|(_, jointe)| jointe.fichiers.iter().map(|file| file.name.clone())).collect()
    }

    /// The pièce asked for now, as the screen tells it.
    pub fn demandee(&self, cle: &str) -> Option<PieceDemandee> {
        let attendue = self.find_piece(cle)?;
        let late = attendue.piece.moment == Moment::ApresDebut;
        let limite = self.parcours().and_then(|parcours| bilan::echeance(&parcours, today(self.monde.now)));
        Some(PieceDemandee {
            obligatoire: attendue.is_required(),
            aide: attendue.piece.aide.clone(),
            formats: formats(attendue.piece),
            max_octets: attendue.piece.max_octets,
            limite: limite.filter(|_| late).map(|echeance| echeance.limite),
            cle: attendue.cle,
            libelle: attendue.libelle,
        })
    }

    /// From the list: on to what is missing; a pièce that was skipped is asked once more.
    pub fn leave_pieces(&mut self) {
        if self.has_open_pieces() {
            return self.go(Place::Suivi);
        }
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

/// The one expected pièce that a text names. A word that several pièces share (« formation ») names none by itself.
fn named<'p, 'c>(expected: &'p [PieceAttendue<'c>], text: &str) -> Option<&'p PieceAttendue<'c>> {
    let said = words(text);
    let own = |attendue: &PieceAttendue<'_>| -> Vec<String> {
        let label = words(&attendue.piece.libelle).into_iter().filter(|word| word.chars().count() > 4);
        let name = attendue.personne.iter().flat_map(|(_, nom)| words(nom));
        label.chain(name).filter(|word| said.contains(word)).collect()
    };
    let matched: Vec<Vec<String>> = expected.iter().map(own).collect();
    let shared = |word: &String| matched.iter().filter(|words| words.contains(word)).count();
    // The rarer the word, the more it says.
    let weight = |words: &[String]| words.iter().map(|word| 1_000 / shared(word).max(1)).sum::<usize>();
    let (best, words) = matched.iter().enumerate().max_by_key(|(_, words)| weight(words))?;
    let clear = matched.iter().enumerate().filter(|(other, _)| *other != best).all(|(_, others)| {
        weight(others) < weight(words) && others.iter().all(|word| words.contains(word) || shared(word) > 1)
    });
    let alone = words.iter().any(|word| shared(word) == 1) || words.len() > 1;
    (clear && alone).then(|| &expected[best])
}
