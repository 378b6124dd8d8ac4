//! The files of a draft that is carried over.

use super::spoken;
use crate::catalogue::{Dispositif, Par};
use crate::dossier::{Dossier, PieceJointe};
use crate::parcours::split_cle;

/// The étape whose elements each have their own pièce of this key.
fn of_each<'a>(dispositif: &'a Dispositif, base: &str) -> Option<&'a str> {
    dispositif.find_piece(base).filter(|piece| piece.par == Par::Stagiaire)?;
    dispositif.etape_stagiaires().map(|etape| etape.cle.as_str())
}

/// The form has a place for the files under this key.
pub(super) fn has_place(dispositif: &Dispositif, dossier: &Dossier, cle: &str) -> bool {
    let (base, element) = split_cle(cle);
    match (of_each(dispositif, base), element) {
        (Some(etape), Some(id)) => dossier.find_element(etape, id).is_some(),
        (None, None) => dispositif.find_piece(base).is_some(),
        _ => false,
    }
}

/// Files stay with the dossier whatever becomes of their pièce, and its label stays with them. `new`: the key a pièce
/// has now.
pub(super) fn carry(
    dossier: &mut Dossier,
    from: Option<&Dispositif>,
    to: &Dispositif,
    new: &dyn Fn(&str) -> String,
) {
    for (cle, mut jointe) in std::mem::take(&mut dossier.pieces) {
        let (base, element) = split_cle(&cle);
        let now = new(base);
        let people = of_each(to, &now).map(|etape| dossier.elements(etape));
        let key = match (element, people) {
            // One for the whole request, or one for each person: the same where there is one person.
            (None, Some([only])) => format!("{now}#{}", only.id),
            (Some(_), None) if to.find_piece(&now).is_some() => now,
            (Some(id), _) => format!("{now}#{id}"),
            (None, _) => now,
        };
        if !has_place(to, dossier, &key) && jointe.libelle.is_none() {
            let known = from.and_then(|d| d.find_piece(base));
            jointe.libelle = Some(known.map_or_else(|| spoken(base), |piece| piece.libelle.clone()));
        }
        let there = dossier.pieces.remove(&key).unwrap_or_default();
        let fichiers = [there.fichiers, std::mem::take(&mut jointe.fichiers)].concat();
        dossier.pieces.insert(key, PieceJointe { fichiers, ..jointe });
    }
}
