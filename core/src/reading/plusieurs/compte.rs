//! What is counted: « 2 stagiaires », « 60 km ».

mod autour;
mod totaux;

use std::ops::Range;

use super::chantier::Chantier;
use super::mots::{Mot, calls, stands_at};
use crate::catalogue::Nature;
use crate::reading::lex::{listed, tokens};
use crate::reading::nombre::quantities;
use crate::reading::{Lecture, read};
pub use autour::offers_another;
use autour::{is_between, is_of_house, is_of_ours, is_perhaps};

impl Chantier<'_, '_> {
    pub fn comptes(&mut self) {
        self.counts();
        self.wholes();
        self.ways_back();
        self.told_in_all();
        self.comers();
        self.zeros();
        self.wishes();
        self.sleeps();
    }

    /// A number and the name of what it counts.
    fn counts(&mut self) {
        let lexed = tokens(&self.left);
        let words = self.words(0..self.left.len());
        for quantity in quantities(&lexed) {
            let part = lexed[quantity.start].start..lexed[quantity.end - 1].end;
            let Some(last) = words.iter().position(|word| word.octets.start >= part.end) else {
                self.counted_before(&words, part);
                continue;
            };
            // « un seul stagiaire »
            let alone = matches!(words[last].text.as_str(), "seul" | "seule") && last + 1 < words.len();
            let (until, last) = if alone { (words[last].octets.end, last + 1) } else { (part.end, last) };
            let between = self.rest(until..words[last].octets.start);
            let touches = between.trim().is_empty() && !between.contains('\n');
            let mut unit: Option<(usize, Vec<usize>)> = None;
            if touches {
                for (i, place) in self.places.iter().enumerate() {
                    if !is_number(place.nature) {
                        continue;
                    }
                    for width in place.mots.iter().filter_map(|name| stands_at(&words, last, name)) {
                        match &mut unit {
                            Some((longest, places)) if *longest == width && !places.contains(&i) => {
                                places.push(i)
                            }
                            Some((longest, _)) if *longest >= width => {}
                            _ => unit = Some((width, vec![i])),
                        }
                    }
                }
            }
            match unit {
                Some((width, places)) => {
                    let whole = part.start..words[last + width - 1].octets.end;
                    self.count(&places, part, whole, &quantity.values.len());
                }
                None => self.counted_before(&words, part),
            }
        }
    }

    /// « nuits 2 », « repas = 3 ».
    fn counted_before(&mut self, words: &[Mot], part: Range<usize>) {
        let after = self.rest(part.end..self.left.len()).trim_start_matches([' ', '\u{a0}']);
        let alone = after.is_empty()
            || ["comme ", "pardon ", "oups ", "non ", "finalement "]
                .iter()
                .any(|next| after.starts_with(next))
            || after.starts_with([',', ';', '\n', '.', '('])
            || after.starts_with("/ ") && self.piece(0..part.end).contains(" / ");
        let listing = self.text.matches(" - ").count() > 1 && after.starts_with("- ");
        let alone = alone
            || listing
            || ["et pour ", "et pr ", "et les ", "et le nombre "].iter().any(|and| after.starts_with(and));
        let ways = ["aller retour", "aller-retour", "A/R", "a/r", "AR"];
        let alone = alone || ways.iter().any(|way| after.starts_with(way));
        let Some(last) = words.iter().rposition(|word| word.octets.end <= part.start).filter(|_| alone)
        else {
            return;
        };
        let between = self.piece(words[last].octets.end..part.start);
        // « combien de nuits ? 2 », « le nombre de stagiaires, 7 »
        let numbered = || {
            let from = last.saturating_sub(2);
            words[from..=last]
                .iter()
                .any(|word| matches!(word.text.as_str(), "nombre" | "nb" | "combien" | "pour" | "pr"))
        };
        let mark = |c: char| c.is_whitespace() || matches!(c, '?' | ',');
        let touches = between.trim().is_empty() || between.trim_matches(mark).is_empty() && numbered();
        if !touches {
            return;
        }
        // « le nombre de km c'est 164 », « le nombre de stagiaires est de 2 »
        let text = |back: usize| last.checked_sub(back).map_or("", |at| words[at].text.as_str());
        let said = match (text(2), text(1), text(0)) {
            (_, "c", "est") | (_, "est", "de") => 2,
            // « repas il m'en faut 5 »
            ("m" | "nous" | "lui", "en", "faut") => 4,
            (_, "en", "faut") => 3,
            (_, _, "donc") => 1,
            (_, _, "est") => 1,
            _ => 0,
        };
        let first = last.checked_sub(said).unwrap_or(last);
        let width = |i: usize| {
            let place = &self.places[i];
            let counted = is_number(place.nature)
                || matches!(place.nature, Nature::Heures { .. } | Nature::Montant { .. });
            let widths = place.mots.iter().map(|name| (name, name.split(' ').count()));
            widths
                .filter(|(name, width)| {
                    counted && *width <= first + 1 && stands_at(words, first + 1 - width, name).is_some()
                })
                .map(|(_, width)| width)
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.places.len()).map(width).collect();
        let widest = widths.iter().copied().max().unwrap_or(0);
        let places: Vec<usize> =
            (0..self.places.len()).filter(|&i| widest > 0 && widths[i] == widest).collect();
        let clause = self.segment(&part);
        // « prenez en compte : nuits 2 »
        let colon = self.rest(clause.start..part.start).rfind(": ").map_or(0, |at| at + 1);
        let clause = clause.start + colon..clause.end;
        // The clause holds nothing but the name and its number: « nuits 2 ».
        let lead = |word: &Mot| listed("et pour pr les le la", &word.text);
        let said_before = self.words(clause.start..part.start).into_iter().skip_while(lead).count();
        if said_before <= 3 + 2 * said && !places.is_empty() {
            self.count(&places, part.clone(), words[first].octets.start..part.end, &1);
        }
    }

    pub fn count(&mut self, places: &[usize], part: Range<usize>, whole: Range<usize>, meanings: &usize) {
        let clause = self.clause(&whole);
        let shared = self
            .words(whole.end..clause.end)
            .first()
            .is_some_and(|word| matches!(word.text.as_str(), "par" | "ou" | "x" | "fois"))
            // « 84 km par la route », « 1 repas par contre »
            && !self
                .words(whole.end..clause.end)
                .get(1)
                .is_some_and(|word| matches!(word.text.as_str(), "contre" | "la"))
            || self
                .words(whole.end..clause.end)
                .iter()
                .any(|word| matches!(word.text.as_str(), "chacun" | "chacune" | "chaque"));
        let before = self.words(clause.start..whole.start);
        // « 170 km aller-retour x 2 jours »
        let shared = shared
            || self
                .words(whole.end..clause.end)
                .windows(2)
                .take(4)
                .any(|pair| matches!(pair[0].text.as_str(), "x" | "fois") && pair[1].is_figure());
        // « 2 repas/jour »
        let shared = shared || self.rest(whole.end..self.left.len()).starts_with('/');
        if self.is_of_a_car(&before, &whole) {
            return self.consume(whole);
        }
        // « 2 repas sont déjà compris », « le formateur a 2 nuits »
        let given = |pair: &[Mot]| {
            listed("deja est sont", &pair[0].text)
                && listed("compris comprise comprises inclus incluse incluses offert offerts", &pair[1].text)
        };
        let not_asked = self.words(whole.end..clause.end).windows(2).take(3).any(given)
            || before.iter().any(|word| listed("formateur formatrice intervenant intervenante", &word.text))
            // « ma voiture a 187 000 km au compteur »
            || self.words(whole.end..clause.end).get(1).is_some_and(|word| word.text == "compteur");
        let linked = not_asked
            || before.last().is_some_and(|word| {
                matches!(word.text.as_str(), "ou" | "x" | "fois" | "pas" | "moins" | "niveau" | "n" | "sur")
            });
        let after = self.words(whole.end..clause.end);
        if before.last().is_some_and(|word| word.text == "dont") {
            return self.consume(whole);
        }
        // « Management d'une équipe de 8 personnes » may be a title: it stays whole.
        if is_of_house(&before, &self.words(whole.clone()), &after) {
            return;
        }
        // « 2 participants certains, peut-être 3 »
        let line = self.rest(whole.end..self.left.len());
        let line = whole.end..whole.end + line.find(['\n', ';']).unwrap_or(line.len());
        let sighs = |word: &Mot| listed("ah euh oh", &word.text);
        let beyond: Vec<Mot> = self.words(line).into_iter().skip_while(sighs).collect();
        // « enfin non cinq »
        let twice =
            beyond.iter().take_while(|word| listed("pardon oups enfin non ah euh", &word.text)).count();
        let beyond: Vec<Mot> = beyond.into_iter().skip(twice.saturating_sub(1)).take(4).collect();
        // « 2 personnes, pardon 3 avec ma fille »
        if let [again, count, ..] = &beyond[..]
            && matches!(again.text.as_str(), "pardon" | "oups" | "enfin" | "non")
            && count.text.len() < 3
            && count.is_figure()
            && !beyond.get(2).is_some_and(|noun| {
                self.is_a_name_of_a_field(noun) || listed("rue avenue boulevard bd place chemin", &noun.text)
            })
        {
            let count = count.octets.clone();
            self.consume(whole.start..again.octets.end);
            return self.count(places, count.clone(), count, &1);
        }
        // « 450 € chacun et on est 2 »: they are counted by themselves.
        let are = matches!(&before[..], [.., who, be] if listed("on nous", &who.text) && listed("est sera sommes serons", &be.text));
        let each =
            !are && before.iter().any(|word| matches!(word.text.as_str(), "chacun" | "chacune" | "chaque"));
        let linked = linked
            || each
            || beyond.windows(3).take(2).any(is_perhaps)
            || is_of_ours(&before)
            || matches!(&before[..], [.., until, to] if until.text == "jusqu" && to.text == "a")
            || is_between(&before)
            || offers_another(&after)
            // « mon mari dit 200 km mais … »
            || before.last().is_some_and(|word| listed("dit disait disent pensait croyait", &word.text))
                && after.iter().any(|word| word.text == "mais")
            // « 2 nuits, ou 3 si le train est supprimé »
            || offers_another(&beyond[..beyond.len().min(2)])
            || matches!(&beyond[..], [count, on, ..] if count.is_figure() && on.text == "si")
            || matches!(&beyond[..], [but, count, on, ..] if but.text == "mais" && count.is_figure() && on.text == "si")
            || self.is_one_way(&whole);
        // « 12/15 personnes », « 2 - 3 nuits »
        let before = self.rest(0..part.start).trim_end();
        let other = before.trim_end_matches(['/', '-', '–', '±', '~', ' ']);
        let figures = other.len() - other.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        // « facture 4512 - 2 stagiaires » is no interval.
        let linked = linked || (other.len() < before.len() && (1..4).contains(&figures));
        let lecture = match places {
            [place] => {
                let read = || read(self.places[*place].nature, self.piece(part.clone()), self.contexte);
                Some((*place, self.with_who_writes(*place, &part, &whole).unwrap_or_else(read)))
            }
            _ => None,
        };
        match lecture {
            Some((place, Lecture::Read(lu)))
                if *meanings == 1 && !shared && !linked && !self.is_doubtful(&whole, false) =>
            {
                self.take(place, lu, whole, false);
            }
            _ => self.doubt_anew(places, whole),
        }
    }

    /// « 210 km. Pardon, 4 nuits »: they are counted apart.
    fn is_a_name_of_a_field(&self, word: &Mot) -> bool {
        self.places.iter().any(|place| place.mots.iter().any(|name| calls(name, &word.text)))
    }
}

pub fn is_number(nature: &Nature) -> bool {
    matches!(nature, Nature::Entier { .. } | Nature::Decimal { .. })
}
