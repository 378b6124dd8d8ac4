//! Towns, with their postal code or by themselves.

mod nommes;
mod villes;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::mots::Mot;
use crate::catalogue::Nature;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;
use crate::reading::{Lecture, is_first_name, read};
use nommes::NAMED_CODE;
use villes::LONG_TOWNS;
pub use villes::is_town;

/// A town's name: words with capitals, small words and dashes between them.
pub const TOWN: &str = r"(?:(?:L[ea]s?|Saint|Sainte|St|Ste) )?\p{Lu}[\p{L}'’\-]+(?:(?: (?:sur|sous|en|les|lès|lez|de|du|des|la|le|aux?) | (?:de |sur |sous )?l['’]| d['’]|[ ])\p{Lu}[\p{L}'’\-]+){0,4}";

impl Chantier<'_, '_> {
    /// « 69003 Lyon », « Lyon (69003) », « à Lyon ».
    pub fn towns(&mut self) {
        static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?:^|[^0-9\p{{L}}.,/+-])([0-9]{{2}} ?[0-9]{{3}})(?: (?:à |aux? )?| ?[-,] ?|;)({TOWN})"
            ))
        });
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(r"({TOWN}),?(?:[ \n]?\(?| dans le )([0-9]{{2}} ?[0-9]{{3}})\b\)?"))
        });
        // « Mauriac, dans le Cantal (15200) »: the town, and where it lies.
        static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"({TOWN})(?:,? (?:dans|en) (?:l[ea] |les |l['’])?|,? \()\p{{Lu}}[\p{{L}}'’-]+(?: (?:de |du |et |d['’]|la )?[\p{{L}}'’-]+)?\)?,? ?\(?([0-9]{{2}} ?[0-9]{{3}})\b\)?"
            ))
        });
        // « 72000 le mans »: a line or a clause that is nothing else.
        static LOWER: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?m)(?:^|[,;] ?|[.!] |\b(?:code postal|cp|a|à) )([0-9]{2} ?[0-9]{3}) (\p{Ll}[\p{Ll}'’ \-]{2,40}?)[ .]*(?:$|[,;]| [/–—-] | (?:et )?(?:mon|ma|le|la|l['’]) ?(?:t[ée]l|mail|adresse|num[ée]ro|portable|siret|email|courriel)| et (?:environs|alentours)\b)",
            )
        });
        // « c'est au 13200 arles et … »: a large town.
        static LOWER_LED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"\b(?:au|sur|lieu|ville|adresse|voil[àa]|c['’]?est) ([0-9]{2} ?[0-9]{3}) (\p{Ll}[\p{Ll}\-]{2,25})\b",
            )
        });
        static AT: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?:^|[\s,;])(?:[àÀ]|[àÀ] la ville de|(?:[Jj]['’]|[Ii]l |[Ee]lle )habite) ({TOWN})"
            ))
        });
        // « au Mans », « aux Ulis »: their article is in the word.
        static AT_ARTICLE: LazyLock<Regex> =
            LazyLock::new(|| pattern(&format!(r"(?:^|[\s,;])[aA]ux? ({TOWN})")));
        // « a Vannes », without its accent.
        static AT_LARGE: LazyLock<Regex> =
            LazyLock::new(|| pattern(&format!(r"(?:^|[\s,;])[aA] ({TOWN})\b")));
        // « la formation a lieu a Guingamp », « les cours sont a Dinan »
        static AT_PLACE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"\b(?i:(?:a|aura|auront) lieu|se (?:passe|passera|d[ée]roule|d[ée]roulera|tient|tiendra|fait|fera)|(?:cours|formation|stage|session)s? (?:est|sont|son|sera|seront)) a ({TOWN})"
            ))
        });
        // « a lyon », « lieu montauban »
        static AT_LOWER: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?:^|[\s,;])(?:[aAàÀ]|[Ll]ieu|[Vv]ille) (\p{Ll}[\p{Ll}\-]{2,20})(?:[\s,;.!]|$)")
        });
        // « ca se deroule a clermont ferrand »
        static AT_LONG: LazyLock<Regex> = LazyLock::new(|| {
            let towns = LONG_TOWNS.map(|town| town.replace(' ', "[ -]")).join("|");
            pattern(&format!(r"(?:^|[\s,;])(?:[aAàÀ]|[Ll]ieu|[Vv]ille) ({towns})(?:[\s,;.!]|$)"))
        });
        // « je suis a perpignan 66000 »
        static LOWER_AT: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?:^|[\s,;])(?:[aAàÀ]|[cC]|[cC]['’]est) (\p{Ll}[\p{Ll}\-]{2,25}),? \(?([0-9]{2} ?[0-9]{3})\b",
            )
        });
        // « chez Volant Pro a Evry. »: after who trains, « a » is « à ».
        static OF_HOUSE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"\b(?:[Cc]hez|[Oo]rganisme|[Cc]entre) (?:[\p{{L}}'’&\-]+ ){{1,4}}a ({TOWN}) ?(?:[,;.!\n]|$)"
            ))
        });
        let code = self.only(|nature| matches!(nature, Nature::CodePostal));
        let city = self.only(|nature| matches!(nature, Nature::Commune));
        if code.is_none() && city.is_none() {
            return;
        }
        // One that is named stands: « code postal 72000 », and below « K. Moreau 49000 ».
        let by_name = NAMED_CODE
            .find_iter(&self.left)
            .map(|found| found.range())
            .filter(|named| !self.is_ours_too(named));
        let by_name: Vec<Range<usize>> = by_name.collect();
        let mut homes: Vec<Range<usize>> = Vec::new();
        for (form, code_group, city_group) in [
            (&WITHIN, 2, 1),
            (&BEFORE, 1, 2),
            (&LOWER, 1, 2),
            (&LOWER_LED, 1, 2),
            (&AFTER, 2, 1),
            (&LOWER_AT, 2, 1),
            (&AT, 0, 1),
            (&AT_ARTICLE, 0, 1),
            (&AT_PLACE, 0, 1),
            (&AT_LARGE, 0, 1),
            (&AT_LOWER, 0, 1),
            (&AT_LONG, 0, 1),
            (&OF_HOUSE, 0, 1),
        ] {
            let found: Vec<(Option<Range<usize>>, Range<usize>)> = form
                .captures_iter(&self.left)
                .filter_map(|found| {
                    let code = found.get(code_group).filter(|_| code_group > 0).map(|found| found.range());
                    Some((code, found.get(city_group)?.range()))
                })
                .collect();
            for (code_part, city_part) in found {
                // « Ville Annecy CP 74000 »
                let named = self.piece(city_part.clone()).trim_end_matches("CP").trim_end().len();
                let city_part = self.before_a_name(city_part.start..city_part.start + named);
                // « 69007 pour le code postal »
                let small =
                    |word: &Mot| listed("pour comme est et au du si mais pardon oups erreur", &word.text);
                if city_part.is_empty() || self.words(city_part.clone()).first().is_some_and(small) {
                    continue;
                }
                let is_sum = code_part.as_ref().is_some_and(|part| {
                    let after = self.piece(part.end..self.text.len()).trim_start().to_lowercase();
                    after.starts_with(['€', 'k']) || after.starts_with("eur")
                });
                let is_large = is_town(&self.with_article(&city_part))
                    || is_called_as_towns_are(self.piece(city_part.clone()));
                let is_subject = code_part.is_none() && !is_large && self.follows_subject(city_part.start);
                let large = [&AT_ARTICLE, &AT_LARGE, &AT_LOWER, &LOWER_LED]
                    .iter()
                    .any(|large| std::ptr::eq(form, *large));
                // « 27 rue du Four à Chaux »
                let is_street = code_part.is_none() && !is_large && self.is_in_a_street(city_part.start);
                // « le code postal 53000 et le tel … »
                let goes_on = self.piece(city_part.clone()).starts_with("et ");
                // « la formation est a Distance », « … a Marie de payer »
                let other = |word: &Mot| {
                    is_first_name(&word.text) || listed("distance domicile noel paques", &word.text)
                };
                let is_place = std::ptr::eq(form, &AT_PLACE);
                let is_other = is_place && self.words(city_part.clone()).first().is_none_or(other);
                let is_unknown = goes_on || (large || is_other) && !is_large;
                if !is_sum && !is_subject && !is_street && !is_unknown && !self.is_doubtful(&city_part, true)
                {
                    // « à Quimper. Je suis basé à Brest »: where one works is hardly where one learns.
                    if code_part.is_none() && self.is_home(&city_part) {
                        homes.push(city_part);
                        continue;
                    }
                    let named = code_part
                        .as_ref()
                        .is_some_and(|part| by_name.iter().any(|named| named.contains(&part.start)));
                    self.town(code, code_part.filter(|_| by_name.is_empty() || named), named);
                    self.town(city, Some(city_part), false);
                }
            }
        }
        self.named_places(code, city);
        if city.is_some_and(|place| !self.is_taken(place)) {
            for home in homes {
                self.town(city, Some(home), false);
            }
        }
    }

    /// « je suis basé à », « mon salon est à »
    fn is_home(&self, town: &Range<usize>) -> bool {
        static HOME: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:je (?:suis|vis)(?: bas[ée]e?| install[ée]e?)?|(?:nous|on) (?:sommes|est)(?: bas[ée]e?s?| install[ée]e?s?)|habit\p{L}+|(?:mon|notre|ma|le) (?:salon|boutique|entreprise|soci[ée]t[ée]|garage|cabinet|magasin|boulangerie)(?: est| se trouve)?) [àa] $",
            )
        });
        HOME.is_match(self.piece(0..town.start))
    }

    /// « …, Bordeaux »: a large town alone in its clause, where a town is asked; « 34000 » on a line of its own, where a code
    /// is.
    pub fn lone_town(&mut self) {
        // « …, et c'est à 24300 »
        static CODE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?m)(?:^[ -]*|\b(?i:et c['’]est|ça se passe|se déroule|a lieu|se tient|situ[ée]e?|bas[ée]e?s?) (?:à|au|sur le) )([0-9]{2} ?[0-9]{3}) *[.,]? *(?:$|\p{Lu})",
            )
        });
        if let Some(place) = self.only(|nature| matches!(nature, Nature::CodePostal))
            && !self.is_taken(place)
            && let Some(part) = CODE.captures(&self.left).and_then(|found| Some(found.get(1)?.range()))
        {
            self.town(Some(place), Some(part), false);
        }
        let Some(place) =
            self.only(|nature| matches!(nature, Nature::Commune)).filter(|&place| !self.is_taken(place))
        else {
            return;
        };
        // « la session de Grenoble », « sur Toulouse »
        static OF: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?:\b(?i:session|sessions|site|locaux|salle|agence|boutique|magasin|salon|cabinet|bureaux?|[ée]tablissement) (?:de |d['’]|à )|\bsur |\blieu )({TOWN})"
            ))
        });
        let is_lone = |part: &Range<usize>| is_town(self.piece(part.clone()));
        let said = OF.captures_iter(&self.left).filter_map(|found| Some(found.get(1)?.range()));
        let found: Vec<Range<usize>> = self.pieces().into_iter().chain(said).filter(is_lone).collect();
        if let [part] = &found[..]
            && !self.is_doubtful(part, true)
        {
            self.take_text(place, part.clone(), false, false);
        }
    }

    fn is_in_a_street(&self, at: usize) -> bool {
        const STREETS: &str = "rue avenue boulevard bd impasse chemin allee quai route place";
        let words = self.words(self.clause(&(at..at)).start..at);
        words.iter().rev().take(5).any(|word| listed(STREETS, &word.text))
    }

    /// « formation à Excel », « initiation à Photoshop »: no town.
    fn follows_subject(&self, at: usize) -> bool {
        const SUBJECTS: [&str; 12] = [
            "formation",
            "formations",
            "initiation",
            "introduction",
            "preparation",
            "sensibilisation",
            "former",
            "forme",
            "stage",
            "cours",
            "habilitation",
            "initier",
        ];
        let words = self.words(self.clause(&(at..at)).start..at);
        // « Fil à Fil »
        let after = self.words(at..self.clause(&(at..at)).end);
        if let (Some(before), Some(after)) = (words.iter().rev().nth(1), after.first())
            && before.text == after.text
        {
            return true;
        }
        // « chez Logis Formation à Vierzon »
        words.iter().rev().nth(1).is_some_and(|word| {
            SUBJECTS.contains(&word.text.as_str()) && (words.len() < 3 || !self.is_capital(word))
        })
    }

    fn town(&mut self, place: Option<usize>, part: Option<Range<usize>>, named: bool) {
        let (Some(place), Some(part)) = (place, part) else { return };
        let is_town = *self.places[place].nature == Nature::Commune;
        let said = if is_town { self.with_article(&part) } else { self.piece(part.clone()).into() };
        if let Lecture::Read(lu) = read(self.places[place].nature, &said, self.contexte) {
            self.take(place, lu, part, named);
        }
    }

    /// « au Mans », « aux Ulis »: the town with the article that stands before it.
    fn with_article(&self, town: &Range<usize>) -> Cow<'_, str> {
        let (before, said) = (self.piece(0..town.start), self.piece(town.clone()));
        let lead =
            before.trim_end().rsplit(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
        match lead {
            "au" | "Au" => format!("Le {said}").into(),
            "aux" | "Aux" => format!("Les {said}").into(),
            _ => said.into(),
        }
    }
}

/// « Aix-les-Bains », « Saint-Étienne »
fn is_called_as_towns_are(name: &str) -> bool {
    static TOWN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:Saint|Sainte|St|Ste)-\p{Lu}|\p{Lu}\p{L}+-(?:les|lès|sur|sous|en|de|du|des|la|le|aux|au|d['’])-?\p{L})",
        )
    });
    TOWN.is_match(name)
}
