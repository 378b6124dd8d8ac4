//! Who trains: told by its name among other words, and how to reach it, which is not how to reach who writes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::lieux::is_town;
use super::mots::{Mot, mots};
use super::personnes::takes_leave;
use crate::catalogue::Nature;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, Words, listed};
use crate::reading::prenoms::{is_first_name, names_a_house};

/// Longest name of a training house, in words.
const LONGEST: usize = 6;

impl Chantier<'_, '_> {
    /// « Pétale & Co indique », « Institut Clarence l'organisme »: the name, without what is said of it.
    pub fn without_what_it_does(&self, part: Range<usize>) -> Range<usize> {
        static DOES: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r" (?:indique|annonce|facture|propose|demande|chiffre)\b.*$| l['’]organisme$")
        });
        // « l'école Afro Style »: what it is, before its name.
        static IS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"^(?:école|organisme|centre|prestataire)(?: de formation)? (?:« ?)?\p{Lu}")
        });
        // « chez Vendéo à Nantes »: where it is.
        static WHERE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.{3,}?) à (\p{Lu}[\p{L}'’ -]+)$"));
        let place = WHERE.captures(self.piece(part.clone())).and_then(|found| {
            let town = found.get(2).filter(|town| is_town(town.as_str()));
            town.and_then(|_| found.get(1)).map(|name| part.start + name.end())
        });
        let part = part.start..place.unwrap_or(part.end);
        let end = DOES.find(self.piece(part.clone())).map_or(part.end, |found| part.start + found.start());
        let lead = IS
            .find(self.piece(part.clone()))
            .map_or(0, |found| found.len() - found.as_str().chars().next_back().map_or(0, char::len_utf8));
        part.start + lead..end
    }

    /// « avec Lumière Formation », « Soudure MIG, Afpa, du 5 au 9 avril »: a piece that is a training house's name.
    pub fn houses(&mut self) {
        static WITH: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"\b[Aa]vec (?:le |la |les |l['’])?(\p{Lu}[^,;.\n()]{1,60})"));
        let Some(place) = self.house_place() else { return };
        let found: Option<Range<usize>> =
            WITH.captures(&self.left).and_then(|found| found.get(1)).map(|found| found.range());
        let mut pieces: Vec<Range<usize>> = found.into_iter().collect();
        // The first piece is what the training is called, unless that is known already.
        let titled = (0..self.places.len()).any(|place| self.places[place].libre && self.is_taken(place));
        let clauses = self.pieces();
        let first = clauses.first().is_some_and(|first| self.is_school(first));
        pieces.extend(clauses.into_iter().skip(if titled || first { 0 } else { 1 }));
        let houses: Vec<Range<usize>> = pieces
            .into_iter()
            .map(|piece| self.without_links(piece))
            .filter(|piece| self.is_house(piece) && self.is_name_like(place, piece))
            .filter(|piece| {
                !takes_leave(self.piece(0..piece.start).trim_end().trim_end_matches([',', '.', '!']))
            })
            .collect();
        if let [house] = &houses[..] {
            self.take_text(place, house.clone(), false, false);
        }
    }

    /// Who trains, where words say so: « Atelier Pixel comme organisme », « le centre s'appelle Vinovalie ».
    pub fn named_houses(&mut self) {
        // « Atelier Pixel comme organisme », « Energie Plus (organisme) »
        static AS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(\p{Lu}[^,;.:\n(]{1,50}?),? (?:comme (?:organisme|centre|prestataire|formateur)|\((?:l['’])?(?:organisme|of|centre|prestataire)\b[^)]*\)|\(c['’]est (?:eux|elle|elles|lui) qui (?:la |le |l['’])?(?:font|fait|organisent?|donnent?|assurent?|animent?)\b[^)]*\))",
            )
        });
        // « …, avec Sucre & Cie », « et c'est avec Sucre & Cie »: what a clause of its own says of no person.
        static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?:[,;.\n]|^) ?(?:[Aa]vec|[Pp]ar|(?:[Ee]t )?(?:[Cc]['’]est|[Cc]e sera|[Çç]a se (?:fait|fera)) avec) ((?:\p{Lu}[\p{L}'’\-]*|&)(?: (?:\p{Lu}[\p{L}'’\-]*|&|et|de|du|des|[0-9]{2})){0,4}?) ?(?:[,;.\n]|$| et (?:l[ae] |les |l['’]|c['’]|on |ça |il |elle ))",
            )
        });
        // « Nous avons choisi le Greta du Velay »
        static CHOSEN: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"\b(?:choisi|retenu|pris|choisit|retient) (?:l['’]organisme |le centre |le |la |l['’])?(\p{Lu}[^,;.:\n()]{1,50}?)(?: pour \p{Ll}| plut[ôo]t qu|[,;.:\n()]|$)",
            )
        });
        // « Le centre s'appelle Vinovalie Conseil »
        static CALLED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i:\b(?:organisme|centre|prestataire|[ée]cole|institut|orga)(?: de formation)? (?:s['’]appelle|se nomme|c['’]?est|sera|est|reste)(?: toujours| bien| encore| désormais| maintenant| finalement| en fait| plut[ôo]t)? )(?:le |la |l['’])?(\p{Lu}[^,;.:\n()]{1,50}?)(?: et (?:l['’]|l[ea] |les |leurs? |son |sa |se |sera |elle |il |on )|[,;.:\n()]|$)",
            )
        });
        // « centre Griffes d'Or », « orga Eska Immo »
        static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?:^|[,;.\n(] *|\b(?:au|le|du|les) )(?:centre|orga|prestataire|locaux de) (?:de formation )?(\p{Lu}[^,;.:\n()]{1,50})",
            )
        });
        // « voir avec l'organisme (Le Relais du Bac) »
        static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i:\b(?:l['’](?:organisme|[ée]cole)|(?:le|du|au) (?:centre|prestataire))(?: de formation)?) \((\p{Lu}[^()\n0-9:@]{1,50})\)",
            )
        });
        // « Réglez l'organisme directement. Il s'agit de Savoie Conseil. »: what the sentence before is about.
        static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"\b(?i:organisme|centre|prestataire)\b[^.!?\n]{0,150}[.!] (?:Il s['’]agit|C['’]est) (?:(?:de|du) |d['’]|de la )(\p{Lu}[^,;.:\n()]{1,50})(?:[,;.:\n()]|$)",
            )
        });
        // « …, école Napoli »
        static SCHOOL: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?:^|[,;\n] *|- |/ )([ÉéEe]cole \p{Lu}[^,;.:\n()]{1,50})"));
        // « stage d'émail avec Maison Vannier »: what houses are called.
        static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"\p{L} (?:avec|par) ((?:\p{Lu}[\p{L}'’\-]*|&)(?: (?:\p{Lu}[\p{L}'’\-]*|&|et|de|du|des)){1,4}) ?(?:[,;.\n]|$)",
            )
        });
        // « on commence le 16 février avec Peinturauto Pro, … »
        static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"\b(?i:commence|commencera|débute|débutera|démarre|part|partira) [^,.:\n]{0,60}\bavec (\p{Lu}[\p{L}'’\-]+(?: (?:\p{Lu}[\p{L}'’\-]*|&|et|de|du|des)){1,4}) ?(?:[,;.\n]|$)",
            )
        });
        // « c'est 640 euros avec Vegetal Pro »: behind what was read.
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r";{2,} ?avec (\p{Lu}[\p{L}'’\-]+(?: (?:\p{Lu}[\p{L}'’\-]*|&|et|de|du|des)){1,4}) ?(?:[,;.\n]|$)",
            )
        });
        let Some(place) = self.house_place() else { return };
        let only = |form: &Regex| {
            let mut found = form.captures_iter(&self.left).filter_map(|found| Some(found.get(1)?.range()));
            found.next().filter(|_| found.next().is_none())
        };
        let first_names =
            |part: &Range<usize>| self.words(part.clone()).iter().any(|word| is_first_name(&word.text));
        // « c'est avec Canva » is how, not by whom.
        let goes_by = |part: &Range<usize>| self.is_house(part) || names_a_house(self.piece(part.clone()));
        let said = only(&AS)
            .or_else(|| only(&CALLED).map(|part| self.without_links(part)))
            .or_else(|| only(&BESIDE).map(|part| self.without_links(part)))
            .or_else(|| only(&BRACKETED).filter(|part| !first_names(part)))
            .or_else(|| only(&ABOUT).filter(|part| !first_names(part)))
            .or_else(|| only(&SCHOOL).map(|part| self.without_links(part)))
            .or_else(|| only(&WITHIN).filter(|part| names_a_house(self.piece(part.clone()))))
            .or_else(|| only(&CHOSEN).map(|part| self.without_links(part)).filter(|part| self.is_house(part)))
            .or_else(|| only(&AFTER).filter(|part| !first_names(part)))
            .or_else(|| only(&BEGINS).filter(|part| !first_names(part)))
            .or_else(|| only(&ASIDE).filter(|part| !first_names(part) && goes_by(part)));
        let as_house = AS.find(&self.left).map(|found| found.range());
        if let Some(part) = said.filter(|part| self.is_name_like(place, part)) {
            let end = as_house.map_or(part.end, |whole| whole.end.max(part.end));
            self.take_text(place, part.clone(), false, false);
            self.consume(part.end..end);
        }
    }

    /// « toilettage ciseaux, Canin Coiff, 14 h »: who writes a title without a capital gives one to a name.
    pub fn house_beside_title(&mut self) {
        static NAME: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^ ?(?:, ?|/ |\n|[-–—] )((?:\p{Lu}[\p{L}'’\-]{3,}|\p{Lu}\p{Ll}[\p{L}'’\-]*)(?: (?:\p{Lu}[\p{L}'’\-]*|&|et|de|du|des|la)){0,4}) ?(?:[,\n;]|/ |[-–—] )",
            )
        });
        let title = (0..self.places.len()).find(|&place| self.places[place].libre);
        let Some(title) = title.and_then(|title| self.taken_of(title).pop()) else { return };
        let Some(place) = self.house_place() else { return };
        let lower = self.piece(title.1.clone()).starts_with(char::is_lowercase);
        let Some(part) =
            NAME.captures(self.rest(title.1.end..self.left.len())).and_then(|found| found.get(1))
        else {
            return;
        };
        let part = title.1.end + part.start()..title.1.end + part.end();
        let name = self.piece(part.clone());
        let first_name = self.words(part.clone()).iter().any(|word| is_first_name(&word.text));
        let several = self.piece(title.1.clone()).contains(' ');
        // « Chocolaterie initiation⏎Maison Cacaoline⏎11 et 12/01/2027 »: what houses are called, on the line below.
        const HOUSES: &str =
            "maison atelier studio espace labo laboratoire academie institut ecole campus centre pole";
        let words = self.words(part.clone());
        let below = self.rest(title.1.end..part.start).trim_start_matches(' ').starts_with('\n')
            && self.rest(part.end..self.left.len()).trim_start_matches([' ', '\n']).starts_with(';')
            && matches!(&words[..], [first, _, ..] if listed(HOUSES, &first.text));
        if (lower || below) && several && !first_name && !is_town(name) && self.is_name_like(place, &part) {
            self.take_text(place, part, false, false);
        }
    }

    /// The only text that who trains is called by.
    pub fn house_place(&self) -> Option<usize> {
        let is_house = |place: &usize| {
            let place = &self.places[*place];
            matches!(place.nature, Nature::Texte { .. })
                && place.mots.iter().any(|name| name == "organisme" || name == "organisme de formation")
        };
        self.only_place(is_house).filter(|place| !self.is_taken(*place))
    }

    /// « Atelier du Pétale », « École Valcacao »: what houses are, and a name.
    pub fn is_school(&self, part: &Range<usize>) -> bool {
        const SCHOOLS: &str = "atelier ecole institut academie campus";
        let words = self.words(part.clone());
        let [first, rest @ ..] = &words[..] else { return false };
        self.house_place().is_some()
            && listed(SCHOOLS, &first.text)
            && self.is_capital(first)
            && rest.iter().any(|word| self.is_capital(word) && !word.is_figure())
            && self.is_house(part)
    }

    /// It begins with a capital and holds what training houses are called by.
    pub fn is_house(&self, part: &Range<usize>) -> bool {
        static CALLED: Words = Words::new(
            "formation formations conseil conseils consulting academy academie institut ecole campus training cfa afpa afpi greta gretas \
             cci cma cnam cegos cesi competences atelier ateliers compagnons aftral apave bureau veritas socotec dekra promotrans afnor wagon orsys",
        );
        let words = self.words(part.clone());
        // « zen academie », typed without a capital anywhere
        let lower = !self.text.contains(char::is_uppercase);
        let capital = lower || self.piece(part.clone()).starts_with(char::is_uppercase);
        // « Logiforma », « Forma Sud », « Infoform »
        let coined = |word: &Mot| {
            (word.text.contains("forma") && !word.text.contains("format") && !word.text.starts_with("inform"))
                || (word.text.len() > 4 && word.text.ends_with("form") && !word.text.ends_with("plateform"))
                || word.text == "form"
        };
        // « Lumière Formation »; « La formation demandée » is what one learns.
        let named = |word: &Mot| self.piece(word.octets.clone()).starts_with(char::is_uppercase);
        let typed =
            |word: &Mot| lower && words.len() > 1 && listed("academie academy institut campus", &word.text);
        let called =
            words.iter().any(|word| (CALLED.has(&word.text) && named(word)) || coined(word) || typed(word));
        let subject =
            words.first().is_some_and(|word| word.text.starts_with("formation") || word.text == "conseil");
        // « Occitanie Conseil ou Forma Sud »
        let either = words.iter().any(|word| word.text == "ou");
        capital
            && called
            && !subject
            && !either
            && words.len() <= LONGEST
            && !words.iter().any(Mot::is_figure)
    }

    /// « À l'organisme vous pouvez joindre Paul Durand »: whom to reach there is no one of the house that writes.
    pub fn is_reached_there(&self, name: &Range<usize>) -> bool {
        const REACH: &str = "joindre contacter contactez contact appeler appelez rappeler rappelez demander demandez ecrire ecrivez \
            interlocuteur interlocutrice voir voyez";
        static THERE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:[àa] l['’]organisme|(?:au|chez le) (?:centre|prestataire)|chez l['’]organisme|c[ôo]t[ée] (?:organisme|centre))\b|\bchez (?-i:\p{Lu}|eux\b)[^,;\n]*$",
            )
        });
        let before = self.piece(0..name.start);
        let start = before.rfind(['\n', ';']).map_or(0, |at| at + 1);
        let start = before.rfind(". ").map_or(start, |at| start.max(at + 2));
        let after = self.piece(name.end..self.text.len());
        let end =
            after.find(['\n', ';', ',']).into_iter().chain(after.find(". ")).min().unwrap_or(after.len());
        let (before, after) = (start..name.start, name.end..name.end + end);
        let reaches =
            |part: &Range<usize>| mots(self.text, part.clone()).iter().any(|word| listed(REACH, &word.text));
        (reaches(&before) || reaches(&after))
            && (THERE.is_match(self.piece(before)) || THERE.is_match(self.piece(after)))
    }
}
