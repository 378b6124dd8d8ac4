//! Whether an answer fits a field as it is now.

use chrono::NaiveDate;

use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::{self, Contexte, Lecture, fold};

#[expect(clippy::large_enum_variant, reason = "made and taken apart at once")]
pub(super) enum Accord {
    Same,
    /// It means this now.
    Read(Valeur),
    No,
}

/// A value that fits stays as it is. Else what was shown of it is read as if it were written today; an option is
/// only found by its whole name, for its number or a near miss would be a guess.
pub(super) fn agree(nature: &Nature, valeur: &Valeur, shown: &str, today: NaiveDate) -> Accord {
    let contexte = Contexte { today, current: None, after: None, taxe: None };
    match (nature, valeur) {
        (Nature::Choix { options }, Valeur::Choix(cle))
            if options.iter().any(|option| option.cle == *cle) =>
        {
            Accord::Same
        }
        (Nature::Choix { options }, _) => {
            let shown = fold(shown);
            let mut found = options.iter().filter(|option| {
                std::iter::once(&option.libelle).chain(&option.synonymes).any(|name| fold(name) == shown)
            });
            found.next().map_or(Accord::No, |option| Accord::Read(Valeur::Choix(option.cle.clone())))
        }
        (Nature::Date, Valeur::Date(_))
        | (Nature::OuiNon, Valeur::OuiNon(_))
        | (Nature::RechercheEntite, Valeur::Entite(_))
        | (Nature::RechercheIndividu { .. }, Valeur::Individu(_)) => Accord::Same,
        (Nature::Entier { min, max }, Valeur::Entier(n)) if (min..=max).contains(&n) => Accord::Same,
        (Nature::Heures { max }, Valeur::Heures(q)) | (Nature::Decimal { max }, Valeur::Decimal(q))
            if q.0 <= max.saturating_mul(100) =>
        {
            Accord::Same
        }
        (Nature::Montant { max }, Valeur::Montant(m)) if m.0 <= max.saturating_mul(100) => Accord::Same,
        (Nature::Taux { max }, Valeur::Taux(t)) if t.0 <= max.saturating_mul(1000) => Accord::Same,
        _ => {
            // Text is kept as it was written, not as it is shown (a phone in pairs of digits).
            let text = if let Valeur::Texte(text) = valeur { text } else { shown };
            match reading::read(nature, text, &contexte) {
                Lecture::Read(lu) if lu.valeur == *valeur => Accord::Same,
                Lecture::Read(lu) => Accord::Read(lu.valeur),
                Lecture::Ambiguous(_) | Lecture::Refused(_) => Accord::No,
            }
        }
    }
}
