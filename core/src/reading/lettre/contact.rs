//! Who is to be reached, said in a sentence: « il vaut mieux passer par ma collègue Inès Roy, au 02 61 91 34 18 ou par mail ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::identite::pattern;
use super::super::prenoms::is_person;
use super::etiquette::Etiquettes;

/// The questions on who is to be reached, where her name is asked.
pub(super) struct Joindre {
    pub nom: u32,
    email: Option<u32>,
    telephone: Option<u32>,
    portable: Option<u32>,
}

/// A sentence, and no more: what is said behind it may be of somebody else.
const LONGEST: usize = 400;

impl Joindre {
    pub(super) fn of(labels: &Etiquettes) -> Option<Self> {
        let nom = labels.named("personne a contacter").or_else(|| labels.named("nom du contact"))?;
        let named = |one: &str, other: &str| labels.named(one).or_else(|| labels.named(other));
        let email = named("email de la personne a contacter", "email du contact");
        let telephone = named("telephone de la personne a contacter", "telephone du contact");
        let portable = labels.named("telephone portable").filter(|n| telephone.is_none() && *n != nom);
        let asked = Self { nom, email, telephone, portable };
        (email != Some(nom) && telephone != Some(nom)).then_some(asked)
    }

    /// The addresses of a text, where there is one of the kind.
    pub(super) fn reached(&self, text: &str) -> Vec<(u32, String)> {
        let parts = self.addresses(text);
        parts.into_iter().map(|(n, part)| (n, text.get(part).unwrap_or_default().to_owned())).collect()
    }

    fn addresses(&self, text: &str) -> Vec<(u32, Range<usize>)> {
        static EMAIL: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+"));
        static TELEPHONE: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?:\+33 ?(?:\(0\) ?)?|\b0)[1-9](?:[ .-]?[0-9]{2}){4}\b"));
        let one = |form: &Regex| {
            let mut found = form.find_iter(text).map(|found| found.range());
            found.next().filter(|_| found.next().is_none())
        };
        let number = one(&TELEPHONE);
        let figures = number.clone().and_then(|part| text.get(part)).unwrap_or_default().replace("+33", "0");
        let digits: String = figures.chars().filter(char::is_ascii_digit).collect();
        let mobile = digits.starts_with("06") || digits.starts_with("07");
        let telephone = self.telephone.or(self.portable.filter(|_| mobile));
        let asked = [(self.email, one(&EMAIL)), (telephone, number)];
        asked.into_iter().filter_map(|(n, part)| n.zip(part)).collect()
    }
}

/// The answers that the only sentence on who is to be reached gives: the number of each question, and where its answer
/// stands. Nothing where it names nobody, or several people.
pub(super) fn contact(texte: &str, labels: &Etiquettes) -> Vec<(u32, Range<usize>)> {
    // « La personne à contacter dans l'entreprise est mon patron, Jean Roy », « Contactez plutôt Léa Petit »
    static WHO: LazyLock<Regex> = LazyLock::new(|| {
        const LED: &str = r"(?:(?:(?:personnes?) (?:à (?:contacter|joindre)|qui (?:nous|vous|me) (?:suit|r[ée]pondra|accompagne))|(?:mon|ma|notre|le|la|votre) (?:contact|interlocut(?:eur|rice)|r[ée]f[ée]rente?))\b[^.!?;\n@0-9]{0,80}?(?: est| sera|c['’]est|s['’]appelle|se nomme| :)|\b(?:passe[rz]|voir|voyez|adresse[rz]|adressez-vous)(?: \p{L}+)? (?:par|avec|à|auprès de)|\b(?:contacte[rz]|joindre|joignez|r?appele[zr])(?: plut[ôo]t| directement)?)";
        const WHOM: &str = r"(?:(?:ma|mon|notre|le|la|l['’]|une?|son|sa) ?(?:coll[èe]gue|patron(?:ne)?|g[ée]rante?|associ[ée]e?|assistante?|secr[ée]taire|comptable|responsable|mari|femme|[ée]pou(?:x|se)|conjointe?|compagn(?:on|e)|fils|fille|fr[èe]re|s(?:œ|oe)ur|directeur|directrice|cheff?e?|dirigeante?|pr[ée]sidente?|employeur|ami|amie|drh|rh)\b[\p{Ll}'’ -]{0,30}?,? )?";
        pattern(&format!(
            r"(?i:{LED} (?:moi(?:[ -]même)?,? )?{WHOM}(?:m\.|mme|monsieur|madame)? ?)(\p{{Lu}}[\p{{L}}'’-]+(?: (?:de |du |le |la )?\p{{Lu}}[\p{{L}}'’-]+){{1,3}})"
        ))
    });
    static DENIED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:pas|inutile|organisme|centre|prestataire|formateur|formatrice|intervenante?|si|ou)\b|\b(?:ne |n['’])\S+(?: \S+)? plus\b",
        )
    });
    let Some(asked) = Joindre::of(labels) else { return Vec::new() };
    let mut people = WHO.captures_iter(texte).filter_map(|found| Some((found.get(0)?, found.get(1)?)));
    let (Some((said, name)), None) = (people.next(), people.next()) else { return Vec::new() };
    let led = texte.get(said.start()..name.start()).unwrap_or_default();
    let before = texte.get(..said.start()).unwrap_or_default();
    let head = before.rfind(['.', '!', '?', ';', '\n']).map_or(before, |at| &before[at..]);
    if !is_person(name.as_str()) || DENIED.is_match(led) || DENIED.is_match(head) {
        return Vec::new();
    }
    let rest = texte.get(name.end()..).unwrap_or_default();
    let rest = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or(rest);
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.!?;]\s|\n|\bmoi\b|\bmo[ni]\b"));
    let rest = END.find(rest).map_or(rest, |end| &rest[..end.start()]);
    // « Léa Roy ou Paul Petit », « Léa Roy et moi »
    if [" ou ", " et "].iter().any(|and| rest.starts_with(and)) {
        return Vec::new();
    }
    let mut out = vec![(asked.nom, name.range())];
    let addresses = asked.addresses(rest).into_iter();
    out.extend(addresses.map(|(n, part)| (n, name.end() + part.start..name.end() + part.end)));
    out
}
