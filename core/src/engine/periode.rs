//! Both dates in one answer: « du 5 au 7 avril » where the first is asked.

use chrono::NaiveDate;

use super::tour::Tour;
use crate::catalogue::Nature;
use crate::dossier::{Chemin, Valeur};
use crate::message::Refus;
use crate::reading::{Lu, read_range};

impl Tour<'_> {
    /// The field that ends the period which this date begins.
    fn fin_de(&self, chemin: &Chemin) -> Option<Chemin> {
        let (etape, champ) = self.field(chemin).filter(|(_, champ)| champ.nature == Nature::Date)?;
        let parcours = self.parcours()?;
        let element = parcours.dossier.find_element(&chemin.etape, chemin.element);
        let mut after = parcours
            .open_champs(parcours.dispositif.find_etape(&etape.cle)?, element)
            .filter(|other| other.pas_avant.as_ref() == Some(&champ.cle));
        let fin = after.next()?;
        after.next().is_none().then(|| Chemin { champ: fin.cle.clone(), ..chemin.clone() })
    }

    /// The two dates of a period with their places, when that is what the text says and where it can be said; or why
    /// they cannot stay.
    pub fn period(&self, chemin: &Chemin, text: &str) -> Option<Result<[(Chemin, Valeur); 2], Refus>> {
        let fin = self.fin_de(chemin)?;
        let range = read_range(text, &self.contexte(Some(chemin)));
        let (first, last) = range.filter(|(first, last)| first != last)?;
        Some(match self.period_refusal(chemin, &fin, first, last) {
            Some(refus) => Err(refus),
            None => Ok([(chemin.clone(), Valeur::Date(first)), (fin, Valeur::Date(last))]),
        })
    }

    /// Takes them. `false`: it is to be read as one answer.
    pub fn take_period(&mut self, chemin: &Chemin, text: &str, message: Option<&str>) -> bool {
        let prises = match self.period(chemin, text) {
            None => return false,
            Some(Err(refus)) => {
                self.refuse(refus);
                return true;
            }
            Some(Ok(prises)) => prises,
        };
        if self.draft_mut().is_none() {
            return true;
        }
        for (chemin, valeur) in prises {
            let Some((_, champ)) = self.field(&chemin) else { continue };
            self.record(&chemin, champ, Lu { valeur, taxe: None }, message);
        }
        self.propose(true);
        self.warn(chemin);
        self.advance();
        true
    }

    /// Why the two cannot stay: the first as it stands, the last as if the first were there.
    fn period_refusal(
        &self,
        debut: &Chemin,
        fin: &Chemin,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Option<Refus> {
        let parcours = self.parcours()?;
        let (etape, champ) = self.field(debut)?;
        let (_, end) = self.field(fin)?;
        let element = parcours.dossier.find_element(&debut.etape, debut.element);
        let first = Valeur::Date(first);
        if let Some(refus) = parcours.refusal(etape, element, champ, &first) {
            return Some(refus);
        }
        let mut dossier = parcours.dossier.clone();
        let begun = dossier.element_mut(&debut.etape, debut.element);
        let reponse = crate::dossier::Reponse {
            valeur: Some(first),
            at: self.monde.now,
            message: None,
            proposee: false,
        };
        begun.reponses.insert(debut.champ.clone(), reponse);
        parcours.refusal(etape, Some(begun), end, &Valeur::Date(last))
    }
}
