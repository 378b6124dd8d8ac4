//! Names of towns.

use std::sync::LazyLock;

use regex::Regex;

use super::identite::pattern;
use super::lex::{Phrases, listed, tokens};
use super::phrase::is_unsure;
use super::texte::{clean, is_no_answer};
use super::{Lecture, fold, read_text_as};
use crate::message::Refus;

/// A town: letters, with « -  ' . » and at most the number of an arrondissement.
pub fn read_city(text: &str) -> Lecture {
    // « pas loin de chez moi », « près de Lyon »: no town, or not this one.
    static NEAR: Phrases = Phrases::new(
        "chez moi / chez nous / chez vous / pres de / pres d / proche de / proche d / pas loin / a cote / autour de / \
        nos locaux / mes locaux / vos locaux / leurs locaux / notre / votre / mon / ma / leur / en entreprise / sur site / a distance / \
         en ligne / en visio / visio / distanciel / aux environs / aux alentours / du cote de / en region / quelque part / sur place / chez le client",
    );
    let refused = Lecture::Refused(Refus::Commune);
    let text = clean(text);
    if is_unsure(&tokens(&text)) || is_no_answer(&text) {
        return refused;
    }
    // « la campagne », « ZI du Bancel », « sans doute Paris »: no town, or not surely this one.
    static NOWHERE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:(?:à|a|dans|vers|en) (?:la|le|l['’]) ?(?-i:\p{Ll})|(?:zi|za|zac|zone) \S|sans doute\b|peut[- ]être\b|(?:la )?r[ée]gion\b|voir\b)",
        )
    });
    if NOWHERE.is_match(&text) {
        return refused;
    }
    let text = own_town(&text);
    let text = stated(text).to_owned();
    // « On a quitté Lens », « j'habite Gap mais la formation c'est à Valence »: a sentence, of one town or of two.
    static SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:on|nous|ils?|elles?|je|j['’]) ?(?i:ai|a|ont|avons|vient|viens|pars|part|quitte|déménage)\b|\b(?i:mais|sinon)\b",
        )
    });
    if SENTENCE.is_match(&text) {
        return refused;
    }
    let folded = fold(&text);
    if folded.split(' ').any(|word| word == "ou") || NEAR.stand_in(&tokens(&text)) {
        return refused;
    }
    // « un petit village à 20 min de Nantes »
    if ["un ", "une "].iter().any(|article| text.starts_with(article)) {
        return refused;
    }
    // « dans le Gers », « en Bretagne »: some town of it.
    static REGION: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?i:c['’]est )?(?i:dans (?:le |la |les |l['’])|en )\p{Lu}"));
    if REGION.is_match(&text) {
        return refused;
    }
    let skipped = ["la ville de ", "la commune de "]
        .iter()
        .find_map(|lead| folded.starts_with(lead).then(|| text.splitn(4, ' ').nth(3)).flatten());
    let text = skipped.map_or(text.clone(), str::to_owned);
    let mut words: Vec<&str> = text.split(' ').collect();
    const LEADS: &str = "a c est cest sur ville commune de dans alors ce serait je suis nous sommes habite j situe situee basee non plutot oui pardon";
    let lead = |word: &str| fold(word).split(' ').all(|part| listed(LEADS, part));
    while words.len() > 1 && (lead(words[0]) || is_postal(words[0]) || words[0] == ":") {
        words.remove(0);
    }
    while words.len() > 1
        && words.last().is_some_and(|last| {
            is_postal(last) || ["svp", "merci", "stp", "meme"].contains(&fold(last).as_str())
        })
    {
        words.pop();
    }
    // « au Mans », « aux Ulis »
    if words.len() > 1 {
        match fold(words[0]).as_str() {
            "au" => words[0] = "Le",
            "aux" => words[0] = "Les",
            _ => {}
        }
    }
    let city = words.join(" ");
    let city = city.trim_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != ')').to_owned();
    let is_address = city.starts_with(|c: char| c.is_ascii_digit());
    let named = |word: &&str| !listed("le la les l au aux du des", word);
    let letters =
        fold(&city).split(' ').filter(named).flat_map(str::chars).filter(|c| c.is_alphabetic()).count();
    let digits = city.chars().filter(char::is_ascii_digit).count();
    let allowed = |c: char| c.is_alphanumeric() || " -'’.()/".contains(c);
    if is_address
        || letters == 0
        || digits > 2
        || city.chars().count() > 50
        || !city.chars().all(allowed)
        || words.len() > 9
    {
        return refused;
    }
    read_text_as(city)
}

/// « Formation à Valence, moi je suis de Romans », « Avignon, enfin Le Pontet exactement », « Salle des fêtes de Givors », « Saint-Gratien - 40 min
/// de RER »: the town alone.
fn own_town(text: &str) -> &str {
    static ENOUGH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\p{Lu}[^,]*,? (?:enfin|ou plutôt|plutôt|plus exactement|en fait) (\p{Lu}[\p{L}'’ -]*?)(?: exactement| précisément)?[ .!]*$",
        )
    });
    static LED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:(?:la )?formation à|il s['’]agit d(?:e |['’])|(?:(?:la |une )?salle(?: des f[êe]tes| polyvalente)?|agence|campus|gare|centre|antenne|mairie) (?:de|d['’]|du) ?)\s*(\p{Lu}.*)$",
        )
    });
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(\p{Lu}[\p{L}'’-]*(?:[ -]\p{L}[\p{L}'’-]*){0,4})(?: [-–] (?:[0-9]|\p{Ll}).*|, (?:moi|nous|mais|c['’]est)\b.*)$",
        )
    });
    [&ENOUGH, &LED, &TAIL].into_iter().fold(text, |text, form| {
        form.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str())
    })
}

/// The town that a sentence or an address holds: « La formation aura lieu à Niort », « 12 rue Haute, 67000 Strasbourg »,
/// « Niort, juste à côté de la gare ».
fn stated(text: &str) -> &str {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[0-9]{1,4}(?: ?(?:bis|ter))?,? \p{L}.*?[, –-]+[0-9]{2} ?[0-9]{3},? (\p{Lu}[\p{L}'’ -]{1,40})$",
        )
    });
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:(?:(?:la |notre |le |ma )?(?:formation|session|stage)|ça|cela|elle|ce|tout) (?:aura lieu|a lieu|se (?:passe|passera|déroule|déroulera|tient|tiendra|fait|fera)|sera|est)|on est|nous sommes|c['’]est|(?:le |la |mon |ma |leur |son |sa |notre )?(?:chantier|siège|salon|magasin|atelier|bureau|centre|boutique|entreprise|garage|cabinet) est)(?: (?:basée?s?|situ[ée]e?s?|install[ée]e?s?))? (?i:à|a|sur) (\p{Lu}.*)$",
        )
    });
    static REMARK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^((?i:à |a )?\p{Lu}[\p{L}'’ -]*?)(?:,? (?i:dans (?:le|la|les) |dans l['’]|juste |au siège|en (?:Bretagne|(?:Basse-|Haute-)?Normandie|Alsace|Lorraine|Vendée|(?:Haute-)?Savoie|Corse|Dordogne|Gironde|Ardèche|Bourgogne|Auvergne|Occitanie|Charente|(?:Nouvelle-)?Aquitaine|Picardie|Franche-Comté|Moselle|Isère|Creuse|Corrèze|Lozère|Mayenne|[ÎI]le-de-France|Seine-et-Marne|France|Guadeloupe|Martinique|Guyane)\b)|, \p{Ll}|\. ).*$",
        )
    });
    static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?i:ville|commune) ?: ?(\p{Lu}.*)$"));
    [&NAMED, &ADDRESS, &SAID, &REMARK].into_iter().fold(text, |text, form| {
        form.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str())
    })
}

/// « 59000 », « (59) »: a postal code, or a département beside the name.
fn is_postal(word: &str) -> bool {
    let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
    let beside = word.starts_with('(') && word.ends_with(')') && (2..=3).contains(&digits.len());
    (digits.len() == 5 || beside) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
