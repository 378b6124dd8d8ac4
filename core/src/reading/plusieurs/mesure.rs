//! Hours and amounts among other words.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Role;
use super::chantier::{Chantier, takes_back};
use super::compte::offers_another;
use super::mots::{Mot, holds};
use crate::catalogue::Nature;
use crate::dossier::Taxe;
use crate::reading::duree::{HeuresEcrites, written_hours};
use crate::reading::identite::pattern;
use crate::reading::lex::listed;
use crate::reading::montant::written_amounts;
use crate::reading::{Lecture, fold, read};

/// Bytes from a sum to the one that corrects it.
const LONGEST_CORRECTION: usize = 40;

impl Chantier<'_, '_> {
    /// The words around a value, within its clause.
    pub fn near(&self, part: &Range<usize>) -> Vec<Mot> {
        let clause = self.segment(part);
        let mut words = self.words(clause.start..part.start);
        // « 300 € de dossier et 1 200 € »: what stands before « et » is of the first.
        let and = words.iter().rposition(|word| word.text == "et").map_or(0, |at| at + 1);
        let skip = words.len().saturating_sub(6).max(and);
        words.drain(..skip);
        // « débutera le 6 et se terminera le 10 »: what another verb says is of what follows.
        let after = self.words(part.end..clause.end).into_iter().take(4);
        words.extend(after.take_while(|word| word.text != "et"));
        words
    }

    /// Hours: « 21h », « 2 jours de 7 h ».
    pub fn heures(&mut self, part: Range<usize>, among: Option<&[usize]>) -> bool {
        let mut found = false;
        let written: Vec<(Range<usize>, bool)> = written_hours(self.rest(part.clone()))
            .into_iter()
            .map(|HeuresEcrites { octets, clock }| {
                (part.start + octets.start..part.start + octets.end, clock)
            })
            .collect();
        // « début 8 juin 2027 9h fin 10 juin 2027 17h, 21 h »: beside a day it is a time, when another is not.
        let apart = written.iter().any(|(octets, clock)| !clock && !self.is_beside_day(octets));
        let apart = apart || written.iter().filter(|(octets, _)| self.is_beside_day(octets)).count() > 1;
        for (octets, clock) in written {
            if clock || (apart && self.is_beside_day(&octets)) || self.is_call(&octets) {
                self.consume(octets);
                continue;
            }
            found = true;
            // « dont 7 h en visio »: a share of them.
            if among.is_none() && self.follows(&octets, "dont") {
                self.consume(octets);
                continue;
            }
            let near = self.near(&octets);
            let places = match among {
                Some(places) => places.to_vec(),
                None => self.candidates(&near, |place| matches!(place.nature, Nature::Heures { .. })),
            };
            // « 2 jours puis 3 h à distance », « 30 h je crois ou 40 »: not the whole, or not sure.
            let after = self.words(octets.end..self.clause(&octets).end);
            let partial =
                among.is_none() && ["puis", "ensuite", "ou"].iter().any(|word| self.follows(&octets, word));
            if partial || offers_another(&after) || self.follows(&octets, "entre") {
                self.doubt(&places);
                self.consume(octets);
                continue;
            }
            if let Some(said) = self.hours_by_days(&octets)
                && let [place] = places[..]
                && let Lecture::Read(lu) = read(self.places[place].nature, &said, self.contexte)
                && !self.is_doubtful(&octets, true)
            {
                self.take(place, lu, octets, among.is_some());
                continue;
            }
            self.measured(&places, octets, among.is_some(), true);
        }
        found
    }

    /// Nothing but a bracket stands between what was read before and this.
    fn is_beside_day(&self, part: &Range<usize>) -> bool {
        let before = self.rest(0..part.start).trim_end_matches([' ', '(']);
        before.ends_with(';') && !self.piece(0..before.len()).ends_with([';', ','])
    }

    /// « rendez-vous à 10h15 », « notre appel (10h15) ».
    fn is_call(&self, part: &Range<usize>) -> bool {
        const CALLS: &str =
            "appel appelez rappelez rappeler rdv rendez reunion joignable joindre matin soir midi";
        self.words(self.segment(part).start..part.start).iter().any(|word| listed(CALLS, &word.text))
    }

    /// The word just before.
    fn follows(&self, part: &Range<usize>, word: &str) -> bool {
        self.words(self.clause(part).start..part.start).last().is_some_and(|last| last.text == word)
    }

    fn measured(&mut self, places: &[usize], octets: Range<usize>, labelled: bool, about_is_fine: bool) {
        let lecture = match places {
            &[place] => {
                Some((place, read(self.places[place].nature, self.piece(octets.clone()), self.contexte)))
            }
            _ => None,
        };
        match lecture {
            Some((place, Lecture::Read(lu))) if !self.is_doubtful(&octets, about_is_fine) => {
                self.take(place, lu, octets, labelled);
            }
            _ => {
                self.doubt(places);
                self.consume(octets);
            }
        }
    }

    /// Amounts: « 1 500 € HT ».
    pub fn montants(&mut self, part: Range<usize>, among: Option<&[usize]>) -> bool {
        let written = written_amounts(self.rest(part.clone()));
        let (lone, labelled) = (written.len() == 1, among.is_some());
        let mut last: Option<(usize, usize)> = None;
        for amount in &written {
            let octets = part.start + amount.octets.start..part.start + amount.octets.end;
            // « 1 200 € HT (acompte de 360 €) »
            let aside = self.piece(part.start..octets.start).rfind('(').map(|at| part.start + at);
            let aside = aside.filter(|at| !self.piece(*at..octets.start).contains(')'));
            if labelled && aside.is_some_and(|at| is_other_cost(&self.words(at..octets.start))) {
                self.consume(octets);
                continue;
            }
            // « au 3e étage » is no sum.
            if !labelled && self.is_rank(&octets) {
                continue;
            }
            let near = self.near(&octets);
            let taxe = amount.taxe.or_else(|| self.taxe.filter(|_| lone));
            let is_sum = |nature: &Nature| matches!(nature, Nature::Montant { .. } | Nature::Taux { .. });
            let all = among.map_or_else(|| self.of_kind(is_sum), <[usize]>::to_vec);
            let places = self.taxed(all, taxe);
            let places = if labelled { places } else { self.named_among(places, &near) };
            let named = labelled || self.is_named(&places, &near);
            if !named && (amount.share || is_other_cost(&near)) {
                self.consume(octets);
                continue;
            }
            // « dont 240 € de TVA »
            if self.follows(&octets, "dont") {
                self.consume(octets);
                continue;
            }
            // « PU HT 640,00 »
            let unit = near.iter().any(|word| matches!(word.text.as_str(), "pu" | "unitaire"));
            if unit {
                self.consume(octets);
                continue;
            }
            // « c'est élevé »; « s'élève à » says how much.
            let rises = near.iter().any(|word| word.text == "s");
            let dear = near
                .iter()
                .any(|word| matches!(word.text.as_str(), "cher" | "chere") || word.text == "eleve" && !rises);
            if dear || self.ends_interval(&octets) || (self.is_per_unit(&octets) && !self.is_rate(&places)) {
                self.doubt(&places);
                self.consume(octets);
                continue;
            }
            // « 850 TTC, euh non, 850 HT »: the tax is corrected with the sum.
            if let (Some((place, end)), [now]) = (last, &places[..])
                && place != *now
                && octets.start - end < LONGEST_CORRECTION
                && takes_back(&self.words(end..octets.start))
            {
                self.take_back(place);
            }
            if let [place] = places[..] {
                last = Some((place, octets.end));
            }
            self.measured(&places, octets, labelled, false);
        }
        !written.is_empty()
    }

    /// « 3e étage », « Paris 15e »: a small number and « e », with no tax after it.
    fn is_rank(&self, part: &Range<usize>) -> bool {
        let small = self
            .piece(part.clone())
            .strip_suffix(['e', 'E'])
            .is_some_and(|figures| figures.len() <= 2 && figures.bytes().all(|byte| byte.is_ascii_digit()));
        let next = self.words(part.end..self.clause(part).end);
        small && next.first().is_none_or(|word| !matches!(word.text.as_str(), "ht" | "ttc" | "hors" | "net"))
    }

    /// « 75 € HT/h », « 75 € de l'heure », « coût par stagiaire 300 € »: not the whole.
    fn is_per_unit(&self, part: &Range<usize>) -> bool {
        static AFTER_IT: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^ ?(?:(?:ht|ttc|net) ?)?(?:/ ?|de l['’] ?|l['’] ?|par |la |le |chaque )(?:h|pers|heures?|j|jours?|journée|stagiaire|personne|salariée?|participante?)\b",
            )
        });
        let clause = self.segment(part);
        let before = self.words(clause.start..part.start);
        // « 240 € par personne soit 720 € »: what stands before is of the other.
        let so = before.iter().rposition(|word| word.text == "soit").map_or(0, |at| at + 1);
        let before = before.get(so..).unwrap_or_default();
        let unit = |word: &Mot| {
            matches!(
                word.text.as_str(),
                "heure" | "jour" | "stagiaire" | "personne" | "salarie" | "participant"
            )
        };
        // « 2 x 495 € »
        let times = matches!(before, [.., count, times] if times.text == "x" && count.is_figure());
        times
            || before.windows(2).any(|pair| pair[0].text == "par" && unit(&pair[1]))
            || AFTER_IT.is_match(self.rest(part.end..self.text.len().min(clause.end)))
    }

    /// They are asked by the hour.
    fn is_rate(&self, places: &[usize]) -> bool {
        places.iter().all(|&place| {
            let place = &self.places[place];
            matches!(place.nature, Nature::Taux { .. })
                || place.mots.iter().any(|name| name.contains("horaire") || name.contains("heure"))
        })
    }

    /// « entre 1200 et 1500 € », « 1200 ou 1500 € », « 1200-1500 € »: the last figure of several.
    fn ends_interval(&self, part: &Range<usize>) -> bool {
        let before = self.rest(self.clause(part).start..part.start).trim_end().to_lowercase();
        let between = fold(&before).split(' ').any(|word| word == "entre");
        let links: &[&str] =
            if between { &[" et", " ou", " à", "-", "–"] } else { &[" ou", " à", "-", "–"] };
        let linked = links.iter().find_map(|link| before.strip_suffix(link));
        linked.is_some_and(|rest| rest.trim_end().ends_with(|c: char| c.is_ascii_digit()))
    }

    /// « Coût : 980 »: euros, since the label says so.
    pub fn bare_amount(&mut self, places: &[usize], value: &Range<usize>) -> bool {
        let places = self.taxed(places.to_vec(), self.taxe);
        let Some((place, Lecture::Read(lu))) = (match places[..] {
            [place] => {
                Some((place, read(self.places[place].nature, self.piece(value.clone()), self.contexte)))
            }
            _ => None,
        }) else {
            return false;
        };
        self.take(place, lu, value.clone(), true);
        true
    }

    /// The places of this tax; those of no tax in particular when there are none.
    fn taxed(&self, places: Vec<usize>, taxe: Option<Taxe>) -> Vec<usize> {
        let role = |place: usize| match self.places[place].role {
            Role::Ht => Some(Taxe::Ht),
            Role::Ttc => Some(Taxe::Ttc),
            _ => None,
        };
        let Some(taxe) = taxe else { return places };
        let exact: Vec<usize> = places.iter().copied().filter(|&place| role(place) == Some(taxe)).collect();
        if exact.is_empty() {
            places.into_iter().filter(|&place| role(place).is_none()).collect()
        } else {
            exact
        }
    }

    pub fn is_named(&self, places: &[usize], near: &[Mot]) -> bool {
        places.iter().any(|&place| self.places[place].mots.iter().any(|name| holds(near, name)))
    }
}

/// An amount of something else: « acompte de 300 € ».
fn is_other_cost(near: &[Mot]) -> bool {
    const OTHERS: [&str; 39] = [
        "financement",
        "caution",
        "participation",
        "opco",
        "charge",
        "acompte",
        "arrhes",
        "remise",
        "reduction",
        "rabais",
        "hebergement",
        "hotel",
        "repas",
        "deplacement",
        "deplacements",
        "transport",
        "transports",
        "train",
        "peage",
        "carburant",
        "essence",
        "parking",
        "salaire",
        "salaires",
        "materiel",
        "fournitures",
        "inscription",
        "dossier",
        "examen",
        "certification",
        "nuit",
        "nuitee",
        "restauration",
        "aide",
        "subvention",
        "budget",
        "maximum",
        "plafond",
        "reste",
    ];
    // « remisé à 1 350 € » says what is to be paid.
    let reduced =
        |at: usize| near[at].text == "remise" && near.get(at + 1).is_some_and(|word| word.text == "a");
    (0..near.len()).any(|at| OTHERS.contains(&near[at].text.as_str()) && !reduced(at))
}
