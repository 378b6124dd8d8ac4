//! Figures that are corrected where they stand: « pas 26 mais 28 », « 21 h et non 24 », « j'ai mis 2 mais c'est 3 ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;

/// What a figure begins with, and what may lead to it.
const FIGURE: &str = r"(?:(?:le|les|du|de|à|a|au) )?(?:[0-9]|une?\b|deux\b|trois\b|quatre\b|cinq\b|six\b)";
/// What a figure counts.
const UNIT: &str = r"(?: ?(?:€|h|heures?|euros?|ht|ttc|km|nuits?|repas|jours?|personnes?|stagiaires?|participante?s?|salariée?s?|janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|20[0-9]{2})\b)";
/// Words between a correction and the figure that stands.
const LEADS: &str = r"(?:(?:c['’ ]?est|c|ce sera|ça sera|ce seront|en fait|en réalité|finalement|plutôt|plutot|bien|on est|on sera|nous sommes|nous serons) )*";

impl Chantier<'_, '_> {
    /// « En 2024 j'en avais suivi une à 400 €, trois heures de diapositives. »: what was, and is no answer.
    fn anecdotes(&mut self) {
        static WAS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)[^.!?\n(,;]*\b(?:j['’](?:en )?avais|on (?:en )?avait|nous (?:en )?avions|elle (?:en )?avait) (?:déjà )?(?:suivi|fait|payé)e?\b[^!?\n)]*?(?:\)|[.!?](?: |$)|\n|$)",
            )
        });
        // « …, là c'est 815 € »: what is.
        static IS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(?:,| et| mais|;) ?(?:l[àa]|maintenant|cette fois(?:-ci)?|cette ann[ée]e|aujourd['’]hui|d[ée]sormais),? (?:c['’ ]?est |ça fait |ce sera |on est à |[0-9])",
            )
        });
        if self.left.contains("ava") || self.left.contains("avi") {
            let before_is = |was: regex::Match<'_>| {
                let is = IS.find(was.as_str()).map_or(was.len(), |is| is.start());
                was.start()..was.start() + is
            };
            let found: Vec<Range<usize>> = WAS.find_iter(&self.left).map(before_is).collect();
            found.into_iter().for_each(|was| self.consume(was));
        }
    }

    /// Blanks the figures that are taken back, and the words that do it: what is left says what stands.
    pub fn reprises(&mut self) {
        self.anecdotes();
        let former = self.former();
        self.blank(former);
        // « n'est pas le 26 mars mais le 2 avril », « c'est plus 600 mais 640 »
        static DENIED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?i)\b(?:pas|(?:est|c|cest|sont|sommes|serons|sera|ne \p{{L}}+) (plus)) ({FIGURE}[^;\n]{{0,30}}?,? mais ){LEADS}{FIGURE}"
            ))
        });
        // « j'ai dit le 12 janvier mais c'est le 19 », « je vous ai mis du 5 au 7, en fait c'est du 6 au 8 »
        static SAID: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?i)\b(?:mis|dit|écrit|ecrit|noté|note|indiqué|annoncé|marqué|tapé) ({FIGURE}[^;.\n]{{0,35}}?,? (?:mais|en fait|en réalité) ){LEADS}{FIGURE}"
            ))
        });
        // « 24,5 heures et non 24 »
        static NOT: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?i) ((?:(?:et|mais) non (?:pas |plus )?|et (?:pas|plus) ){FIGURE}[0-9]*(?:[.,/ ][0-9]+)*{UNIT}{{0,3}})"
            ))
        });
        // « non pas 14 h, 16 h en fait »
        static NO: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?i)(?:^|[\n.!] ?)(non pas {FIGURE}[0-9]*(?:[., ][0-9]+)*{UNIT}{{0,2}}, ){FIGURE}"
            ))
        });
        // « début le 3 mai, oups non pardon, le 10 mai »
        static AGAIN: LazyLock<Regex> = LazyLock::new(|| {
            const DAY: &str = r"(?:[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-](?:20)?[0-9]{2})?|[0-9]{1,2}(?:er)? (?:janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre)(?: 20[0-9]{2})?)";
            pattern(&format!(
                r"(?i)([\p{{L}}0-9]+ )((?:le )?{DAY}[ ,.…]{{0,5}}(?:(?:oups|non|pardon|enfin|euh|ah|erreur|je voulais dire)\b[ ,.:…]*)+)(?:c['’]est )?(?:plut[ôo]t )?(?:le )?{DAY}"
            ))
        });
        let taken_back = ["oups", "non", "ardon", "nfin", "euh", "rreur", "voulais"];
        let doubted = if taken_back.iter().any(|word| self.left.contains(word)) { &*self.left } else { "" };
        let again: Vec<Range<usize>> = AGAIN
            .captures_iter(doubted)
            // « du 3 au 5 mai, pardon, … »: of a period, who reads the whole says.
            .filter(|found| !listed("au et a ou", &fold(&found[1])))
            .filter_map(|found| Some(found.get(2)?.range()))
            .collect();
        self.blank(again);
        self.words_again();
        if !self.left.contains("mais ") && !self.left.contains("non ") && !self.left.contains(" en ") {
            return;
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        for said in DENIED.captures_iter(&self.left) {
            let denial =
                said.get(1).map_or_else(|| said.get(0).map(|all| all.start()), |no| Some(no.start()));
            found.extend(denial.zip(said.get(2)).map(|(start, part)| start..part.end()));
        }
        for form in [&SAID, &NOT, &NO] {
            found.extend(form.captures_iter(&self.left).filter_map(|said| Some(said.get(1)?.range())));
        }
        self.blank(found);
    }

    /// « 1 300 HT, enfin TTC pardon, pas HT », « Julie Morin, oups Julie Morand »: the tax, and somebody, told anew.
    fn words_again(&mut self) {
        const BACK: &str =
            r"[ ,.…]+(?:(?:oups|non|pardon|enfin|euh|erreur|plut[ôo]t)\b[ ,:…]*)+(?:c['’]est )?(?:du )?";
        static TAX: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?i)\b((ht|ttc){BACK})(ttc|ht)\b((?:,? pardon)?,? (?:et )?pas (?:du )?(?:ht|ttc)\b)?"
            ))
        });
        static SOMEBODY: LazyLock<Regex> = LazyLock::new(|| {
            const NAME: &str = r"(\p{Lu}[\p{L}'’-]+) (\p{Lu}[\p{L}'’-]+)";
            pattern(&format!(r"({NAME}(?i:{BACK})){NAME}"))
        });
        let back = ["oups", "non", "ardon", "nfin", "euh", "rreur", "lutôt", "lutot"];
        if !back.iter().any(|word| self.left.contains(word)) {
            return;
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        for said in TAX.captures_iter(&self.left) {
            if fold(&said[2]) != fold(&said[3]) {
                found.extend([1, 4].into_iter().filter_map(|part| Some(said.get(part)?.range())));
            }
        }
        // One of her names stays.
        for said in SOMEBODY.captures_iter(&self.left) {
            if said[2] == said[4] || said[3] == said[5] {
                found.extend(said.get(1).map(|part| part.range()));
            }
        }
        self.blank(found);
    }

    /// Nothing is left of these parts, and no clause ends there.
    fn blank(&mut self, parts: Vec<Range<usize>>) {
        for part in parts {
            self.left.replace_range(part.clone(), &" ".repeat(part.len()));
            self.read.push(part);
        }
    }
}
