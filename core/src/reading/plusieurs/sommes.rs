//! Amounts among other words.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Role;
use super::bilan::takes_back;
use super::chantier::Chantier;
use super::mots::{Mot, holds};
use crate::catalogue::Nature;
use crate::dossier::Taxe;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;
use crate::reading::montant::written_amounts;
use crate::reading::{Lecture, fold, read};

/// Bytes from a sum to the one that corrects it.
const LONGEST_CORRECTION: usize = 40;

impl Chantier<'_, '_> {
    /// Amounts: « 1 500 € HT ».
    pub fn montants(&mut self, part: Range<usize>, among: Option<&[usize]>) -> bool {
        let written = written_amounts(self.rest(part.clone()));
        let (lone, labelled) = (written.len() == 1, among.is_some());
        // « 1 180 € HT, soit 1 416 € TTC », where one sum is asked and no tax is said: the one before tax.
        let taxed = |taxe: Taxe| written.iter().any(|amount| amount.taxe == Some(taxe));
        let sums = self.of_kind(|nature| matches!(nature, Nature::Montant { .. }));
        let untaxed = taxed(Taxe::Ht)
            && taxed(Taxe::Ttc)
            && sums.iter().all(|&place| !matches!(self.places[place].role, Role::Ht | Role::Ttc));
        let mut last: Option<(usize, usize)> = None;
        // « 300 HT si on en envoie un seul, 500 HT les deux »
        let mut depends = false;
        for amount in &written {
            let octets = part.start + amount.octets.start..part.start + amount.octets.end;
            if untaxed && amount.taxe == Some(Taxe::Ttc) {
                self.consume(octets);
                continue;
            }
            // « 1 200 € HT (acompte de 360 €) »
            let aside = self.piece(part.start..octets.start).rfind('(').map(|at| part.start + at);
            let aside = aside.filter(|at| !self.piece(*at..octets.start).contains(')'));
            if labelled && aside.is_some_and(|at| is_other_cost(&self.words(at..octets.start))) {
                self.consume(octets);
                continue;
            }
            // « (l'an dernier on avait payé 4 500) »
            if self.is_of_before(&octets) {
                self.consume(octets);
                continue;
            }
            // « au 3e étage » is no sum.
            if !labelled && self.is_rank(&octets) {
                continue;
            }
            // « 1 500 HT si on est 5 »
            let after = self.words(octets.end..self.clause(&octets).end);
            let after: Vec<&str> = after.iter().map(|word| word.text.as_str()).take(3).collect();
            let conditional = matches!(after[..], ["si", next, ..] if next != "possible")
                || matches!(after[..], ["s", "il", who] if !matches!(who, "vous" | "te"));
            if conditional {
                depends = true;
                self.doubt(among.unwrap_or(&sums));
                self.consume(octets);
                continue;
            }
            let near = self.near(&octets);
            let taxe = amount.taxe.or_else(|| self.taxe.filter(|_| lone)).or_else(|| self.led_tax(&octets));
            let is_sum = |nature: &Nature| matches!(nature, Nature::Montant { .. } | Nature::Taux { .. });
            let all = among.map_or_else(|| self.of_kind(is_sum), <[usize]>::to_vec);
            let places = self.taxed(all, taxe);
            let places = if labelled {
                places
            } else {
                self.of_the_quote(self.named_among(places, &near), &octets, lone, amount.taxe.is_some())
            };
            let named = labelled || self.is_named(&places, &near);
            // « le billet de train m'a coûté 57 € »: named by its verb only.
            let named = named && (labelled || !self.costs_something_else(&near));
            // « remise de 10 % donc 1 080 € »: what comes of it.
            let so = near.iter().rposition(|word| matches!(word.text.as_str(), "donc" | "soit"));
            // « payé 22,50 € de l'heure », where that is asked.
            let hourly = near.iter().any(|word| listed("heure h", &word.text)) && self.is_rate(&places);
            let share = amount.share && !hourly;
            if !named && (share || is_other_cost(&near[so.unwrap_or_default()..])) {
                self.consume(octets);
                continue;
            }
            // « dont 240 € de TVA », « HT 1 000 TVA 200 TTC 1 200 »
            // « exonéré de TVA : 1 400 € HT »
            let exempt = || near.iter().any(|word| word.text.starts_with("exone") || word.text == "sans");
            if self.follows(&octets, "dont") || self.follows(&octets, "tva") && !exempt() {
                self.consume(octets);
                continue;
            }
            // « PU HT 640,00 »
            let unit = near.iter().any(|word| {
                matches!(word.text.as_str(), "pu" | "unitaire")
                    || word.text == "horaire" && !self.is_rate(&places)
            });
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
            // « 1 200 € HT, non pardon 1 300 »
            if let [place] = places[..]
                && let Some(now) = self.corrected_sum(&octets)
                && let Lecture::Read(lu) =
                    read(self.places[place].nature, self.piece(now.clone()), self.contexte)
            {
                self.consume(octets);
                self.take(place, lu, now, labelled);
                continue;
            }
            if let [place] = places[..] {
                last = Some((place, octets.end));
            }
            self.measured(&places, octets, labelled, false);
        }
        if depends && !labelled {
            for place in sums {
                self.forget(place);
                self.doubt(&[place]);
            }
        }
        !written.is_empty()
    }

    /// « j'ai que le TTC sous les yeux, 2 040 € »: the tax told before a sum, and not denied.
    fn led_tax(&self, octets: &Range<usize>) -> Option<Taxe> {
        let clause = self.clause(octets);
        let comma = self.left.get(..clause.start)?.strip_suffix(',').map_or(clause.start, str::len);
        let before = self.words(self.clause(&(comma..comma)).start..comma);
        let words: Vec<Mot> = before.into_iter().chain(self.words(clause.start..octets.start)).collect();
        let at = words.iter().rposition(|word| matches!(word.text.as_str(), "ht" | "ttc"))?;
        let denied = words[at.saturating_sub(3)..].iter().any(|word| listed("pas sans ni non", &word.text));
        (!denied).then(|| if words[at].text == "ht" { Taxe::Ht } else { Taxe::Ttc })
    }

    /// « le devis est de 1 380 € », « 900 € HT », alone: of several sums the price, where one is asked by that name. Of what it is a
    /// quote, nothing says.
    fn of_the_quote(&self, places: Vec<usize>, octets: &Range<usize>, lone: bool, taxed: bool) -> Vec<usize> {
        let is_price = |place: &usize| {
            self.places[*place].mots.iter().any(|name| matches!(name.as_str(), "prix" | "coût" | "cout"))
        };
        let before = self.words(self.clause(octets).start..octets.start);
        let said = before.iter().rev().find(|word| !listed("de a s eleve est fait monte", &word.text));
        let quoted = said.is_some_and(|word| word.text == "devis");
        let prices: Vec<usize> = places.iter().copied().filter(is_price).collect();
        if lone && places.len() > 1 && (quoted || taxed) && !prices.is_empty() { prices } else { places }
    }

    /// « le train m'a coûté », « l'hôtel coûte »
    fn costs_something_else(&self, near: &[Mot]) -> bool {
        let verb = near.iter().position(|word| word.text.starts_with("coute"));
        verb.is_some_and(|at| is_other_cost(&near[..at]))
    }

    /// The bare figure that a sum is corrected to, right behind it.
    fn corrected_sum(&self, part: &Range<usize>) -> Option<Range<usize>> {
        static NOW: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^[ ,.…\n]{0,4}(?:(?:ah|euh|non|pardon|oups|enfin|erreur)\b[ ,.…]*)+(?:c['’]est )?([0-9]{1,3}(?:[ \u{a0}\u{202f}][0-9]{3})+|[0-9]{2,6})[ .]*(?:\n|$|,)",
            )
        });
        let found = NOW.captures(self.rest(part.end..self.left.len()))?.get(1)?;
        // « Oups 2027 » is a year.
        let is_year = found.len() == 4 && found.as_str().starts_with("20");
        (!is_year).then(|| part.end + found.start()..part.end + found.end())
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
    pub fn is_per_unit(&self, part: &Range<usize>) -> bool {
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
    pub fn is_rate(&self, places: &[usize]) -> bool {
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
    pub fn taxed(&self, places: Vec<usize>, taxe: Option<Taxe>) -> Vec<usize> {
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
    const OTHERS: [&str; 45] = [
        "salariale",
        "capital",
        "affaires",
        "horaire",
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
        "nuits",
        "nuitee",
        "nuitees",
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
    // « 940 € repas non compris », « hors repas »: what the price takes in or leaves out.
    let beside = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| near.get(before));
        let in_or_out = |word: &Mot| listed("compris comprise inclus incluse", &word.text);
        before.is_some_and(|word| listed("hors sans", &word.text))
            || near[at + 1..].iter().find(|word| word.text != "non").is_some_and(in_or_out)
    };
    (0..near.len()).any(|at| OTHERS.contains(&near[at].text.as_str()) && !reduced(at) && !beside(at))
}

/// « Tarif par personne », « Prix/jour »: of one, not of all.
pub fn is_of_one(label: &str) -> bool {
    static ONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:\bpar |/ ?)(?:h|heure|j|jour|pers|personne|stagiaire|participante?|salariée?)\b")
    });
    ONE.is_match(label)
}
