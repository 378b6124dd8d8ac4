//! People named among other words.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use crate::catalogue::Nature;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;
use crate::reading::prenoms::{is_first_name, is_person, names_a_house};
use crate::reading::{fold, read_name, without_address};

/// Addresses among which the name of a person is looked for.
const MOST_ADDRESSES: usize = 10;

/// Bytes behind a name in which somebody else may be named with her.
const NEXT_WORDS: usize = 30;

/// What people are in a house.
pub const ROLES: &str = "responsable gerant gerante directeur directrice patron patronne dirigeant dirigeante president \
    presidente interlocuteur interlocutrice participant participante signataire beneficiaire apprenant apprenante \
    collaborateur collaboratrice employe employee inscrit inscrite personne qui";

impl Chantier<'_, '_> {
    /// A person, when the address beside it holds her name, or words say it is one.
    pub fn people(&mut self) {
        self.called_by_role();
        let Some(place) = self.named_place() else { return };
        self.called(place);
        if self.is_taken(place) {
            return;
        }
        self.says_who(place);
        if self.is_taken(place) {
            return;
        }
        self.beside_telephone(place);
        if self.is_taken(place) {
            return;
        }
        self.by_first_name(place);
        if self.is_taken(place) {
            return;
        }
        let locals: Vec<String> = self
            .text
            .split_whitespace()
            .filter_map(|word| word.split_once('@'))
            .take(MOST_ADDRESSES)
            .map(|(local, _)| fold(local))
            .collect();
        for piece in self.pieces() {
            let written = self.piece(piece.clone());
            let piece = piece.end - without_address(written).len()..piece.end;
            let Some((prenom, nom)) = read_name(self.piece(piece.clone())) else { continue };
            let held = [prenom, nom].iter().any(|part| {
                let part = fold(part);
                part.len() > 2 && locals.iter().any(|local| local.contains(&part))
            });
            let house = names_a_house(self.piece(piece.clone()));
            if held && !house && self.is_name_like(place, &piece) {
                self.take_text(place, piece, false, false);
                return;
            }
        }
        self.only_person(place);
    }

    /// « Je suis Claire Morel, »: who writes, by her full name and nothing else.
    fn says_who(&mut self, place: usize) {
        static SAYS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?m)\b(?:[Jj]e suis|[Ii]ci) (\p{Lu}[\p{Ll}'’\-]+ (?:(?:de |du |le )?\p{Lu}[\p{L}'’\-]+){1,2})(?:[,;.]|$)",
            )
        });
        // « Je suis Responsable RH »
        const POSTS: &str = "responsable gerant gerante directeur directrice assistant assistante chef cheffe president presidente \
            comptable secretaire artisan artisane patron patronne dirigeant dirigeante salarie salariee";
        let found: Vec<Range<usize>> =
            SAYS.captures_iter(&self.left).filter_map(|found| Some(found.get(1)?.range())).collect();
        let [part] = &found[..] else { return };
        let is_post = self.words(part.clone()).iter().any(|word| listed(POSTS, &word.text));
        if !is_post && !self.is_doubtful(part, true) {
            self.take_text(place, part.clone(), false, false);
        }
    }

    /// « Théo Marchand, 06 11 22 33 45 »: a full name and how to reach it, and nothing else.
    fn beside_telephone(&mut self, place: usize) {
        static FULL: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"^\p{Lu}[\p{L}'’\-]+(?: (?:de |du |le )?\p{Lu}[\p{L}'’\-]+){1,2}$"));
        let reached = self.has(|nature| matches!(nature, Nature::Telephone | Nature::Email));
        let pieces = self.pieces();
        let [part] = &pieces[..] else { return };
        let part = self.without_links(part.clone());
        let written = self.piece(part.clone());
        let part = part.end - without_address(written).len()..part.end;
        let name = self.piece(part.clone());
        let house = names_a_house(name);
        // « Soudure TIG, 06 12 34 56 78 » names nobody; « Léa ROY » does.
        let capitals = |word: &str| word.len() < 5 && word.chars().all(char::is_uppercase);
        let house =
            house || name.split(' ').any(capitals) && !name.split(' ').any(|word| is_first_name(&fold(word)));
        let named = FULL.is_match(name) || self.is_person_in_lower(&part);
        if reached && !house && named && !self.is_doubtful(&part, true) {
            self.take_text(place, part, false, false);
        }
    }

    /// « Claire Dubois » on a line of her own, « gérante Maëlle Le Goff »: the only person named so.
    fn by_first_name(&mut self, place: usize) {
        static NAMED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^(?i:(?:(?:la |le |l['’]|notre |mon |ma |une? )?(?:g[ée]rante?|responsable|directeur|directrice|patronn?e?|dirigeante?|pr[ée]sidente?|stagiaire|participante?|salari[ée]e?|contact|interlocuteur|interlocutrice)|(?:pour |de |c['’]est )?(?:mon|ma|notre|son|sa|leur) [\p{Ll}'’ -]{3,40},?|pour|par|de la part de|sign[ée]|nom|(?:r?appele[zr]|contacte[zr]|joindre|demande[zr]|voir avec)|je soussign[ée]e?)(?: est| c['’]est| :|,)? |(?:dossier|il s['’]agit) (?:de |d['’]))?(.+?)(?:,? n[ée]e?(?: (?:le|en))?| qu(?:i |['’])\p{Ll}.*| (?:du|de la|de l['’]|des|au|chez) \p{Ll}.*)?$",
            )
        });
        let people = self.full_names();
        let mut found = Vec::new();
        for piece in self.pieces() {
            let part = self.without_links(piece);
            let written = self.piece(part.clone());
            let Some(name) = NAMED.captures(written).and_then(|found| found.get(1)) else { continue };
            let name = part.start + name.start()..part.start + name.end();
            let name = name.end - without_address(self.piece(name.clone())).len()..name.end;
            // « Cordialement, Paul Morel » signs: it answers nothing.
            let line = self.piece(0..name.start).trim_end().trim_end_matches([',', '.', '!']);
            // « la formatrice s'appelle Carole Petit »
            let trains = self.words(part.start..name.start).iter().any(|word| {
                listed("formateur formatrice intervenant intervenante animateur animatrice", &word.text)
            });
            // « Emma Petit, Léo Roy et moi »
            let next = self.piece(name.end..self.text.len());
            let another =
                next.starts_with(", ") && people.iter().any(|other| other.start == name.end + ", ".len());
            let there = self.is_reached_there(&name);
            if !trains && !another && !there && !takes_leave(line) && is_person(self.piece(name.clone())) {
                found.push((part.start..name.start, name));
            }
        }
        if let [(lead, name)] = &found[..]
            && !self.is_doubtful(name, true)
        {
            self.take_text(place, name.clone(), false, false);
            self.consume(lead.clone());
        }
    }

    /// « mon salarié Hugo Petit », « la stagiaire est Inès Garnier »: one person, called by her full name.
    fn called(&mut self, place: usize) {
        static CALLED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"\b(?i:salari[ée]e?|stagiaire|employ[ée]e?|apprentie?|collaborateur|collaboratrice)(?: est| s['’]appelle| :|,)? ((?:\p{Lu}[\p{L}'’\-]+)(?: \p{Lu}[\p{L}'’\-]+){1,2})",
            )
        });
        let found: Vec<(Range<usize>, bool)> = CALLED
            .captures_iter(&self.left)
            .filter_map(|found| Some(found.get(1)?.range()))
            .map(|name| (name.clone(), self.is_one_of_several(&name)))
            .collect();
        if let [(part, false)] = &found[..]
            && read_name(self.piece(part.clone())).is_some()
            && !self.is_doubtful(part, true)
        {
            self.take_text(place, part.clone(), false, false);
        }
    }

    /// « tuteur Patrick Huet », « la personne à contacter c'est moi, Nadia Benali », « c'est pour Yanis Morel »: each by
    /// what she is, where several people are asked.
    fn called_by_role(&mut self) {
        static ROLES: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i:\b(stagiaire|salari[ée]e?|apprentie?|tuteur|tutrice|formateur|formatrice|contact|contacter)(?: est| sera| s['’]appelle| c['’]est| :|,)?|c['’]est (pour))(?i: moi,?)? ((?:\p{Lu}[\p{L}'’\-]+)(?: \p{Lu}[\p{L}'’\-]+){1,2})",
            )
        });
        let mut found: Vec<(usize, Range<usize>, bool)> = Vec::new();
        for said in ROLES.captures_iter(&self.left) {
            let Some(name) = said.get(3) else { continue };
            let role = match said.get(1).map(|role| fold(role.as_str())).as_deref() {
                None => "stagiaire".to_owned(),
                Some("contacter") => "contact".to_owned(),
                Some("tutrice") => "tuteur".to_owned(),
                Some("formatrice") => "formateur".to_owned(),
                Some(role) => role.to_owned(),
            };
            let goes_by = |place: &usize| {
                let asked = &self.places[*place];
                matches!(asked.nature, Nature::Texte { .. }) && asked.mots.contains(&role)
            };
            let there = self.is_reached_there(&name.range());
            if let Some(place) = self.only_place(goes_by).filter(|_| !there) {
                found.push((place, name.range(), self.is_one_of_several(&name.range())));
            }
        }
        for (place, part, and) in &found {
            let alone = found.iter().filter(|(other, ..)| other == place).count() == 1;
            let free = alone && !and && !self.is_taken(*place);
            if free && read_name(self.piece(part.clone())).is_some() && !self.is_doubtful(part, true) {
                self.take_text(*place, part.clone(), false, false);
            }
        }
    }

    /// « Inès Roy et son collègue »; « Inès Roy et c'est en présentiel » says something else.
    fn is_one_of_several(&self, name: &Range<usize>) -> bool {
        const ANEW: &str = "c ce ca il elle on nous je j est sera se";
        let after = self.words(name.end..self.left.len().min(name.end + NEXT_WORDS));
        let and = after.first().is_some_and(|word| word.text == "et");
        and && !after.get(1).is_some_and(|word| listed(ANEW, &word.text) && !self.is_capital(word))
    }

    /// The only text that names call a person's.
    pub fn named_place(&self) -> Option<usize> {
        let is_name = |place: &usize| {
            let place = &self.places[*place];
            matches!(place.nature, Nature::Texte { .. })
                && place.mots.iter().any(|name| name == "nom" || name == "nom et prenom")
        };
        self.only_place(|place| is_name(place) && !self.is_taken(*place))
    }
}

/// The last words before a name take leave: « bien cordialement ».
pub fn takes_leave(before: &str) -> bool {
    const LEAVE: &str =
        "cordialement cdt cdlt vous toi salutations merci amicalement avance soiree journee bientot";
    let last = before.rsplit([' ', '\n']).next().unwrap_or_default();
    listed(LEAVE, &fold(last))
}

/// A line or a clause before took leave: « Cordialement,⏎Service RH⏎ ».
pub fn has_taken_leave(before: &str) -> bool {
    static LEAVE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?im)(?:^|[.!,;] ?)(?:(?:bien|très) )?(?:cordialement|cdlt|cdt|salutations|sincères salutations|bonne (?:journée|soirée)|bon week-end|à bientôt)\b[^\n]{0,20}$",
        )
    });
    LEAVE.is_match(before)
}

/// « Emma Petit et Léo Garcia ».
pub fn are_people(text: &str) -> bool {
    static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\p{Lu}[\p{L}'’\-]+ \p{Lu}[\p{L}'’\-]+(?: et |, )\p{Lu}[\p{L}'’\-]+ \p{Lu}[\p{L}'’\-]+")
    });
    PEOPLE.is_match(text)
}
