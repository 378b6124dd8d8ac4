//! What has a form of its own: addresses, numbers of telephone, of company, streets.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::bilan::takes_back;
use super::chantier::Chantier;
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::identite::pattern;
use crate::reading::lex::{Token, listed, tokens};
use crate::reading::{Lecture, Lu, read};

impl Chantier<'_, '_> {
    pub fn formes(&mut self) {
        static EMAIL: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"[\p{L}\p{N}._%+'\-]+@[\p{L}\p{N}_\-]+(?:[.,][\p{L}\p{N}_\-]+)+"));
        static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:rncp|rs) ?[0-9]{1,6}\b"));
        static IDCC: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:idcc|convention collective)(?: (?:est|c['’]est|sera))?(?: l[ae])?(?: ?(?:n°|no|num[ée]ro|:|=|-))? ?[0-9]{3,4}\b",
            )
        });
        static RUN: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?:\+|\(\+)?[0-9](?:[  \u{202f}.()\-]{0,2}[0-9]){8,16}"));
        // Most messages have none of these: their bytes tell before the forms are looked for.
        let figures = self.left.bytes().filter(u8::is_ascii_digit).count();
        if self.left.contains('@') {
            self.each(&EMAIL, |nature, _| matches!(nature, Nature::Email));
        }
        // « marie point roux arobase gmail point com », « marie @ laposte.net »
        static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)[a-z0-9](?:[a-z0-9._+-]| (?:point|tiret) )*(?: ?@ ?| (?:arobas|arobase|arobaze) )[a-z0-9-]+(?: ?(?:\.| point | tiret ) ?[a-z0-9-]+)*?(?:\.| ?point )(?:fr|com|net|org|eu|info|pro|bzh)\b",
            )
        });
        if self.left.contains("aroba") || self.left.contains(" @") || self.left.contains("@ ") {
            // « Instagram @ fleurs.fr » is no address, « mail salon @ orange.fr » is.
            let is_told = |part: &Range<usize>| {
                let written = self.piece(part.clone());
                let local = written.split([' ', '@']).next().unwrap_or_default();
                let before = self.words(self.clause(part).start..part.start);
                local.contains(|c: char| !c.is_alphabetic())
                    || before
                        .iter()
                        .any(|word| listed("mail email mel courriel adresse ecrire ecrivez", &word.text))
            };
            let found: Vec<Range<usize>> =
                SPOKEN.find_iter(&self.left).map(|found| found.range()).filter(is_told).collect();
            self.each_of(found, |nature, _| matches!(nature, Nature::Email));
        }
        if figures > 0 && self.left.contains(['s', 'S', 'p', 'P']) {
            self.each(&CODE, |nature, _| matches!(nature, Nature::CodeCertification));
        }
        if self.places.iter().any(|place| matches!(place.nature, Nature::Idcc)) {
            let found: Vec<Range<usize>> = IDCC.find_iter(&self.left).map(|found| found.range()).collect();
            if let [part] = &found[..]
                && self.is_ours(part)
            {
                self.each_of(found, |nature, _| matches!(nature, Nature::Idcc));
            }
        }
        if figures > 8 {
            let found: Vec<Range<usize>> =
                RUN.find_iter(&self.left).map(|found| self.behind_a_stop(found.range())).collect();
            self.each_of(found, |nature, piece| {
                let digits = piece.bytes().filter(u8::is_ascii_digit).count();
                match nature {
                    Nature::Siret => digits == 14,
                    Nature::Nda => digits == 11 && !piece.contains('+') && !piece.starts_with("33"),
                    Nature::Telephone => digits == 10 || piece.contains('+') || piece.starts_with('0'),
                    _ => false,
                }
            });
        }
        // « zéro six … »
        if self.left.contains(['z', 'Z']) {
            self.each_of(dictated(&self.left), |nature, _| matches!(nature, Nature::Telephone));
        }
        self.towns();
        self.street();
    }

    /// « 24100. 06 39 98 12 34 »: what another sentence ends with is none of it.
    fn behind_a_stop(&self, part: Range<usize>) -> Range<usize> {
        const SHORTEST: usize = 9;
        let piece = self.piece(part.clone());
        let stop = piece.rfind(". ").map(|at| at + 2);
        let digits = |at: &usize| piece[*at..].bytes().filter(u8::is_ascii_digit).count() > SHORTEST;
        part.start + stop.filter(digits).unwrap_or(0)..part.end
    }

    /// Not « pas l'IDCC 843 », « l'ancien », « une formation sur … », nor beside another code: « 843 pour l'un, 1501 … ».
    fn is_ours(&self, part: &Range<usize>) -> bool {
        static OTHER: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?:^|[ ,(])(?:[03-9][0-9]{2,3}|1[0-8][0-9]{2}|2[1-9][0-9]{2})(?: [^0-9€]|,|$)")
        });
        const DENIES: &str = "pas plus ancien ancienne avant sur formation remplace";
        let denied = self.words(self.clause(part)).iter().any(|word| listed(DENIES, &word.text));
        let rest = self.rest(part.end..self.left.len());
        let sentence = rest.find(['.', '\n', ';']).map_or(rest, |at| &rest[..at]);
        let unit = rest.trim_start().starts_with(['€', 'h', 'e']);
        !denied && !unit && !OTHER.is_match(sentence)
    }

    /// « 27 route de Paris »: the street, where it is asked.
    fn street(&mut self) {
        static STREET: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?im)(?:^|[,;] ?)([0-9]{1,4}(?: ?(?:bis|ter|quater))?,? (?:rue|avenue|av\.?|boulevard|bd|place|chemin|route|impasse|all[ée]e|quai|cours|square|faubourg|passage|lotissement|esplanade)\b[^,;\n]{2,80})",
            )
        });
        let is_street = |place: &usize| {
            let asked = &self.places[*place];
            matches!(asked.nature, Nature::Texte { .. })
                && asked.mots.iter().any(|name| matches!(name.as_str(), "rue" | "adresse" | "voie"))
        };
        let Some(place) = self.only_place(is_street) else { return };
        let found: Vec<Range<usize>> =
            STREET.captures_iter(&self.left).filter_map(|found| Some(found.get(1)?.range())).collect();
        if let [part] = &found[..]
            && !self.is_doubtful(part, true)
        {
            self.take_text(place, part.clone(), false, false);
        }
    }

    fn each(&mut self, form: &Regex, fits: impl Fn(&Nature, &str) -> bool) {
        self.each_of(form.find_iter(&self.left).map(|found| found.range()).collect(), fits);
    }

    /// Takes each form found, if one field alone may hold it and reads it.
    fn each_of(&mut self, found: Vec<Range<usize>>, fits: impl Fn(&Nature, &str) -> bool) {
        static DAY: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"^[0-3]?[0-9][./-][01]?[0-9][./-]20[0-9]{2}(?:[^0-9.]|$)"));
        // Fields of which one was not understood, and where that ends.
        let mut unsure: Vec<(usize, usize)> = Vec::new();
        for part in found {
            let piece = self.text.get(part.clone()).unwrap_or_default();
            let is_sum = self.piece(part.end..self.text.len()).trim_start().starts_with(['€', '%']);
            // « 10.09.2027 (21 heures) »
            if is_sum || DAY.is_match(piece) {
                continue;
            }
            let clause = self.clause(&part);
            let near = self.words(clause.start..part.start);
            let candidates = self.candidates(&near, |place| fits(place.nature, piece));
            let candidates = self.of_line(candidates, piece);
            let candidates = self.of_house(candidates, &part);
            if let [place] = candidates[..]
                && self.is_of_other(place, &part)
            {
                self.consume(part);
                continue;
            }
            // « …@gmail.fr, non pardon, …@gmail.com »
            if let [place] = candidates[..]
                && unsure
                    .pop_if(|(of, end)| *of == place && takes_back(&self.words(*end..part.start)))
                    .is_some()
            {
                self.forget(place);
            }
            let lecture = match candidates[..] {
                [place] => Some((place, read(self.places[place].nature, piece, self.contexte))),
                _ => None,
            };
            match lecture {
                // « soit le 03… soit le 06… »: neither.
                Some((place, Lecture::Read(lu)))
                    if !unsure.iter().any(|(of, _)| *of == place)
                        && (!self.is_doubtful(&part, true) || self.is_to_reach(&part)) =>
                {
                    self.take(place, lu, part, false);
                }
                _ => {
                    if let [place] = candidates[..] {
                        unsure.push((place, part.end));
                    }
                    self.doubt(&candidates);
                    self.consume(part);
                }
            }
        }
    }

    /// A mobile and a landline asked side by side: the number itself says which it is.
    fn of_line(&self, candidates: Vec<usize>, number: &str) -> Vec<usize> {
        let &[first, second] = &candidates[..] else { return candidates };
        let goes_by = |place: usize, names: &[&str]| {
            let place = &self.places[place];
            matches!(place.nature, Nature::Telephone)
                && place.mots.iter().any(|name| names.contains(&name.as_str()))
        };
        let is_mobile = |place: usize| goes_by(place, &["portable", "mobile"]) && !goes_by(place, &["fixe"]);
        let is_fixed = |place: usize| goes_by(place, &["fixe"]) && !goes_by(place, &["portable", "mobile"]);
        let (mobile, fixed) = match (is_mobile(first), is_fixed(second), is_fixed(first), is_mobile(second)) {
            (true, true, ..) => (first, second),
            (.., true, true) => (second, first),
            _ => return candidates,
        };
        match read(self.places[first].nature, number, self.contexte) {
            Lecture::Read(Lu { valeur: Valeur::Texte(read), .. })
                if read.starts_with("+336") || read.starts_with("+337") =>
            {
                vec![mobile]
            }
            Lecture::Read(Lu { valeur: Valeur::Texte(read), .. }) if read.starts_with("+33") => vec![fixed],
            _ => candidates,
        }
    }

    /// « L'organisme est Cegos, son SIRET est le 552… », « celui de notre salon »: whose it is, where the SIRET of both houses
    /// are asked: of the one that is spoken of since the number before.
    fn of_house(&self, candidates: Vec<usize>, part: &Range<usize>) -> Vec<usize> {
        const TRAINS: &str = "organisme centre formateur formatrice prestataire ecole";
        const OURS: &str = "etablissement entreprise societe salon boulangerie garage cabinet magasin boutique restaurant siret numero";
        let is_siret = |place: &usize| matches!(self.places[*place].nature, Nature::Siret);
        let goes_by = |place: &usize, nouns: &str| {
            self.places[*place].mots.iter().any(|name| name.split(' ').any(|word| listed(nouns, word)))
        };
        if candidates.len() != 2 || !candidates.iter().all(is_siret) {
            return candidates;
        }
        // « 449… pour nous et 813… » says it of the first.
        let before = self.piece(0..part.start);
        let last = before.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
        let behind = before[last..].find(['.', ',', ';', ':', '(', '\n']).unwrap_or(before.len() - last);
        let bracket = before[last + behind..].find(')').filter(|_| before[last + behind..].starts_with('('));
        let from = if last > 0 { last + behind + bracket.unwrap_or(0) } else { 0 };
        let spoken = self.words(from..part.start);
        let of = |nouns: &str| spoken.iter().any(|word| listed(nouns, &word.text));
        // « notre salon », « nous »; « notre fournisseur » is another's.
        let own = |at: usize| {
            let next = spoken.get(at + 1).map_or("", |next| next.text.as_str());
            match spoken[at].text.as_str() {
                "nous" | "mien" | "mienne" | "moi" => true,
                "notre" => next.is_empty() || listed(OURS, next) || next == "c",
                "mon" | "ma" => listed(OURS, next),
                _ => false,
            }
        };
        let (trains, ours) = (of(TRAINS), (0..spoken.len()).any(own));
        if trains == ours || of("pas sais plus") {
            return candidates;
        }
        let own: Vec<usize> =
            candidates.iter().copied().filter(|place| goes_by(place, TRAINS) == trains).collect();
        if own.len() == 1 { own } else { candidates }
    }

    /// « Vous pouvez me rappeler au 06 12 34 56 78 ? »: asked, with a number that is certain.
    fn is_to_reach(&self, part: &Range<usize>) -> bool {
        const VERBS: &str =
            "appeler rappeler joindre contacter ecrire ecrivez appelez rappelez joignez contactez";
        let words = self.words(self.clause(part).start..part.start);
        words.iter().any(|word| listed(VERBS, &word.text))
    }

    /// The only place of a kind.
    pub fn only(&self, fits: impl Fn(&Nature) -> bool) -> Option<usize> {
        match self.candidates(&[], |place| fits(place.nature))[..] {
            [place] => Some(place),
            _ => None,
        }
    }
}

/// « zéro six douze trente-quatre cinquante-six soixante-dix-huit »: numbers of telephone in words.
fn dictated(text: &str) -> Vec<Range<usize>> {
    let lexed = tokens(text);
    let in_words = |token: &Token| token.is_number() && token.figures().is_none();
    lexed
        .chunk_by(|one, next| in_words(one) && in_words(next))
        .filter(|run| {
            let digits: String =
                run.iter().filter(|token| in_words(token)).filter_map(Token::digits).collect();
            digits.len() == 10 && digits.starts_with('0')
        })
        .map(|run| run[0].start..run[run.len() - 1].end)
        .collect()
}
