//! The pièces that a dossier expects: once, or once for each stagiaire.

use super::Parcours;
use crate::affichage::afficher;
use crate::catalogue::{Etape, ExigePiece, Moment, Par, Piece};
use crate::dossier::{Element, PieceJointe};

/// A pièce that this dossier expects.
#[derive(Debug, Clone)]
pub struct PieceAttendue<'a> {
    pub piece: &'a Piece,
    /// Whose it is, when each stagiaire has her own: the element, and her name.
    pub personne: Option<(u32, String)>,
    /// Key in `Dossier::pieces`: `cle`, or `cle#element`.
    pub cle: String,
    /// « Certificat de réalisation (Marie Dupont) ».
    pub libelle: String,
}

impl PieceAttendue<'_> {
    pub fn is_required(&self) -> bool {
        self.piece.exige == ExigePiece::Requis
    }
}

/// The key of the pièce of one element.
fn cle_de(piece: &Piece, element: u32) -> String {
    format!("{}#{element}", piece.cle)
}

/// Key of the pièce in the catalogue, and the element whose own it is.
pub fn split_cle(cle: &str) -> (&str, Option<u32>) {
    match cle.rsplit_once('#').map(|(base, id)| (base, id.parse())) {
        Some((base, Ok(id))) => (base, Some(id)),
        _ => (cle, None),
    }
}

/// Whether this key of `Dossier::pieces` belongs to the element.
pub fn is_of_element(cle: &str, element: u32) -> bool {
    split_cle(cle).1 == Some(element)
}

impl<'a> Parcours<'a> {
    /// All that is expected, whenever it is due, in the order of the catalogue.
    pub fn toutes_pieces(&self) -> Vec<PieceAttendue<'a>> {
        self.dispositif.pieces.iter().flat_map(|piece| self.attendues(piece)).collect()
    }

    pub fn pieces(&self, moment: Moment) -> Vec<PieceAttendue<'a>> {
        let due = |piece: &&Piece| piece.moment == moment;
        self.dispositif.pieces.iter().filter(due).flat_map(|piece| self.attendues(piece)).collect()
    }

    /// Those that go with the request. What is due after the start is asked for with the rest: the request itself
    /// is sent then.
    pub fn pieces_envoi(&self) -> Vec<PieceAttendue<'a>> {
        let goes = |piece: &&Piece| piece.moment != Moment::Facturation;
        self.dispositif.pieces.iter().filter(goes).flat_map(|piece| self.attendues(piece)).collect()
    }

    /// Those to which a file may be added now: all that go with the request while it is hers; once it is sent, what
    /// OPCO EP wants replaced, what it asks for, and what the invoice takes.
    pub fn pieces_ouvertes(&self) -> Vec<PieceAttendue<'a>> {
        let statut = self.dossier.statut;
        if !statut.is_locked() {
            return self.pieces_envoi();
        }
        let mut open = if statut.is_final() { Vec::new() } else { self.toutes_pieces() };
        open.retain(|attendue| {
            let jointe = self.jointe(attendue);
            let invoice = statut.is_a_facturer() && attendue.piece.moment == Moment::Facturation;
            jointe.is_some_and(|jointe| jointe.a_remplacer.is_some())
                || self.is_complement(attendue)
                || (invoice && jointe.is_none_or(|jointe| !jointe.conforme))
        });
        open
    }

    /// The complément that is waited for asks for it. One that names no pièce may be any that goes with the request.
    pub fn is_complement(&self, attendue: &PieceAttendue<'_>) -> bool {
        self.dossier.instruction.complement_en_cours().is_some_and(|complement| {
            let any = complement.pieces.is_empty() && attendue.piece.moment != Moment::Facturation;
            any || complement.pieces.iter().any(|cle| *cle == attendue.cle || *cle == attendue.piece.cle)
        })
    }

    /// One, one for each stagiaire, or none when its condition does not hold.
    fn attendues(&self, piece: &'a Piece) -> Vec<PieceAttendue<'a>> {
        let people = (piece.par == Par::Stagiaire).then(|| self.dispositif.etape_stagiaires()).flatten();
        let Some(etape) = people else {
            return Vec::from_iter(self.is_expected(piece, None).then(|| PieceAttendue {
                piece,
                personne: None,
                cle: piece.cle.clone(),
                libelle: piece.libelle.clone(),
            }));
        };
        let elements = self.elements(etape).iter().zip(1..);
        let expected = elements.filter(|(element, _)| self.is_expected(piece, Some((etape, element))));
        expected
            .map(|(element, rank)| {
                let nom = nom(etape, element, rank);
                PieceAttendue {
                    piece,
                    cle: cle_de(piece, element.id),
                    libelle: format!("{} ({nom})", piece.libelle),
                    personne: Some((element.id, nom)),
                }
            })
            .collect()
    }

    /// For the pièce of one element, a field of its étape is that element's own.
    fn is_expected(&self, piece: &Piece, of: Option<(&'a Etape, &'a Element)>) -> bool {
        piece.si.as_ref().is_none_or(|si| {
            si.holds(&|name| match (of, name.split_once('.')) {
                (Some((etape, element)), Some((own, champ))) if own == etape.cle => {
                    self.values(etape, Some(element), champ)
                }
                _ => self.dispositif.etapes.first().map_or_else(Vec::new, |e| self.values(e, None, name)),
            })
        })
    }

    /// The expected pièce of this key.
    pub fn piece(&self, cle: &str) -> Option<PieceAttendue<'a>> {
        self.toutes_pieces().into_iter().find(|attendue| attendue.cle == cle)
    }

    /// What is known of it.
    pub fn jointe(&self, attendue: &PieceAttendue<'_>) -> Option<&'a PieceJointe> {
        self.dossier.pieces.get(&attendue.cle)
    }

    pub fn is_fournie(&self, attendue: &PieceAttendue<'_>) -> bool {
        self.jointe(attendue).is_some_and(|jointe| !jointe.fichiers.is_empty())
    }

    /// The person said that she has no such pièce now.
    pub fn is_passee(&self, attendue: &PieceAttendue<'_>) -> bool {
        self.jointe(attendue).is_some_and(|jointe| jointe.passee)
    }

    /// Required with the request, and not there yet.
    pub fn pieces_a_fournir(&self) -> Vec<PieceAttendue<'a>> {
        let mut expected = self.pieces_envoi();
        expected.retain(|attendue| attendue.is_required() && !self.is_fournie(attendue));
        expected
    }
}

/// « Marie Dupont », or « Stagiaire 2 » while she has no name.
fn nom(etape: &Etape, element: &Element, rank: usize) -> String {
    let repetition = etape.repetition.as_ref();
    let titre = repetition.and_then(|repetition| {
        let champ = etape.find_champ(repetition.titre.as_ref()?)?;
        Some(afficher(&champ.nature, element.valeur(&champ.cle)?))
    });
    titre.unwrap_or_else(|| format!("{} {rank}", repetition.map_or("", |repetition| &repetition.nom)))
}
