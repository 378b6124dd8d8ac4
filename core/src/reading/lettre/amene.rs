//! A label within a sentence that leads to its answer: « Pour les km comptez 176 », « Pour la subrogation c'est oui ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::fold;
use super::super::identite::pattern;
use super::super::lex::listed;
use super::etiquette::Etiquettes;
use super::renvoi::Renvoi;

/// The answers that a line leads to by the labels of their questions, in order.
pub(super) fn amenes(line: &str, labels: &Etiquettes) -> Vec<Renvoi> {
    static LED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)\b(?:pour|concernant|quant (?:à|aux?)|côté|niveau|au niveau d(?:e|u|es)) (?:(?:le|la|les|du|de la|notre|nos|mon|ma) |l['’])?",
            r"([\p{L}][\p{L}'’ -]{1,50}?)",
            r"(?: ?[:=→] ?|,? (?:c['’]est(?: toujours| bien| encore)?|ce sera|ça sera|ce serait|ça fait|il (?:y )?en (?:faut|faudra|a)|(?:il faut |vous pouvez |on peut )?(?:comptez|compter|notez|noter|mettez|mettre|prévoyez|prévoir|indiquez|inscrivez))(?: que)? (?:: )?)",
        ))
    });
    // « Le formateur interne est Bruno Castel », « L'intitulé exact est « Cuisine végétale » »: somebody's name or a title,
    // and no more than that. Figures stand for themselves.
    static IS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?:^|[.;] |, |\bet )(?i:le |la |l['’]|notre |mon |ma |son |sa )",
            r"(\p{L}[\p{L}'’ -]{1,50}?)(?: exacte?| complet| précis)? (?i:est|sera|s['’]appelle|c['’]est|se nomme)(?: :)? ",
            r"(\p{Lu}[\p{L}'’-]+(?: (?:de |du |le |la )?\p{Lu}[\p{L}'’-]+){0,3}(?: [0-9]{1,3}\b)?|« ?[^«»\n]{2,120}»)(?:[,.;( ]|$)",
        ))
    });
    static WHICH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r" (?i:chez (?:eux|elles|nous|vous|moi)|là-bas|sur place|qui|que|suivie? par)\b.*$")
    });
    let mut out = agreed(line, labels);
    if !out.is_empty() {
        return out;
    }
    // « Pour la formation : 980 € » names no question.
    let named = |label: &str| labels.named(label).filter(|_| labels.tells_apart(label));
    for found in LED.captures_iter(line) {
        let (Some(whole), Some(label)) = (found.get(0), found.get(1)) else { continue };
        let said = line.get(whole.end()..).unwrap_or_default();
        let fits = |n: &u32| !labels.asks_yes_or_no(*n) || says_yes_or_no(said);
        if let Some(n) = named(label.as_str()).filter(fits) {
            push(&mut out, n, whole.start()..line.len(), whole.end()..line.len());
        }
    }
    if out.is_empty() {
        for found in IS.captures_iter(line) {
            let (Some(whole), Some(label), Some(value)) = (found.get(0), found.get(1), found.get(2)) else {
                continue;
            };
            // « La personne à contacter chez eux », « le module suivi par Inès Roy »
            let label =
                WHICH.find(label.as_str()).map_or(label.as_str(), |found| &label.as_str()[..found.start()]);
            // « L'organisme est Qualiopi » says that it is certified.
            if value.as_str() == "Qualiopi" {
                continue;
            }
            // « Le stagiaire sera Marie Dupont ou Karim Benali »
            if line.get(value.end()..).is_some_and(|rest| rest.trim_start().starts_with("ou ")) {
                continue;
            }
            // « Mardi 12 » is one word too.
            let words = value.as_str().split(' ').filter(|word| word.contains(char::is_alphabetic)).count();
            let alone = words < 2 && !value.as_str().contains('«');
            // « Auto école du Lac » goes on.
            let ends =
                line.get(value.end()..).is_none_or(|rest| !rest.starts_with(' ') || rest.starts_with(" et "));
            if let Some(n) = named(label).filter(|_| !alone || ends && takes_one_word(&fold(label))) {
                push(&mut out, n, whole.start()..line.len(), value.range());
            }
        }
    }
    for led in &mut out {
        let said = line.get(led.value.clone()).unwrap_or_default();
        led.value.end = led.value.start + clause_end(said);
    }
    // What leads to nothing is no answer: « pour le coût c'est ».
    out.retain(|led| line.get(led.value.clone()).is_some_and(|said| said.contains(char::is_alphanumeric)));
    out
}

/// « organisme », « ville »: what one word may name.
fn takes_one_word(label: &str) -> bool {
    label.split(' ').any(|word| listed("organisme centre ecole ville commune", word))
}

/// « Non pour les frais annexes », « oui pour la subrogation »: the answer stands before the label.
fn agreed(line: &str, labels: &Etiquettes) -> Vec<Renvoi> {
    static AGREED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(oui|non|ok|d['’]accord)(?: merci)?,? (?:pour|à|en ce qui concerne|concernant) (?:(?:le|la|les|du|de la|notre|nos) |l['’])([\p{L}][\p{L}'’ -]{1,50}?) ?(?:[.,;:!]|$|\bet\b|\bmais\b|\bcar\b)",
        )
    });
    let mut out: Vec<Renvoi> = Vec::new();
    for found in AGREED.captures_iter(line) {
        let (Some(answer), Some(label)) = (found.get(1), found.get(2)) else { continue };
        // « oui pour les repas » is no number of them.
        if let Some(n) = labels.named(label.as_str()).filter(|n| !labels.measures(*n)) {
            push(&mut out, n, answer.start()..line.len(), answer.range());
        }
    }
    out
}

/// Another answer of the line: what goes before it ends there.
fn push(out: &mut Vec<Renvoi>, n: u32, octets: Range<usize>, value: Range<usize>) {
    if let Some(last) = out.last_mut() {
        last.octets.end = octets.start;
        last.value.end = last.value.end.min(octets.start);
    }
    out.push(Renvoi { numbers: vec![n], octets, value });
}

pub(super) fn says_yes_or_no(said: &str) -> bool {
    let folded = fold(said);
    listed("oui non ok pas aucun aucune d", folded.split(' ').next().unwrap_or_default())
}

/// Where an answer ends and a sentence of its own begins, or how to reach somebody: « Inès Roy, joignable au 06 … », « 8 rue
/// Haute. Pour l'email … ».
pub(super) fn answer_end(said: &str) -> usize {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:\p{L}[.!] +(?:Il|Elle|On|Nous|Je|J['’]|Pour|Par contre|Son|Sa|Merci|Vous|C['’]est|Le|La|Les|L['’])|[0-9]{2}[.!] +(?:Il|Elle|On|Nous|Je|J['’]|Par contre|Merci|Vous|C['’]est))\b|, pour (?i:notre|nos|mon|ma|mes)\b|,? \(?(?i:joi\p{L}{0,3}nable|à joindre) (?i:au|sur|par)\b",
        )
    });
    END.find(said).map_or(said.len(), |found| {
        let stop =
            found.as_str().find(['.', '!']).filter(|_| found.as_str().starts_with(char::is_alphanumeric));
        found.start() + stop.unwrap_or(0)
    })
}

/// « Denis Pasquier, 24 € de l'heure »: where a name ends and something measured is said of it.
pub(super) fn name_end(said: &str) -> usize {
    static MEASURE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i), *[0-9][0-9 .,]*(?:h\b|heures?\b|€|euros?\b)"));
    MEASURE.find(said).map_or(said.len(), |found| found.start())
}

/// « Accueil client, 3 et 4 mai 2027, 14 h »: where a title ends and something measured is said.
pub(super) fn words_end(said: &str) -> usize {
    static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i), *(?:(?:les?|du) )?[0-9]{1,2}(?:er)?(?: ?(?:h\b|heures?\b)| (?:et|au) [0-9]|/[0-9]| (?:janv|f[ée]v|mars|avr|mai\b|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c))|, *[0-9][0-9 .,]*(?:€|euros?\b|ht\b|ttc\b)",
        )
    });
    MEASURE.find(said).map_or(said.len(), |found| found.start())
}

/// Where what is said of one thing ends: the sentence, or a comma and a clause of its own.
pub(super) fn clause_end(said: &str) -> usize {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"[.!] +\p{Lu}|;|(?i:,? +(?:(?:mais|car)\b|donc +[^0-9 ]|parce qu|puisqu|et (?:le|la|les|l['’]|on|nous|je|pour|c['’]est|il|elle|son|sa|mon|ma|notre|nos|en|côté|niveau)\b)|, *(?:à|je|j['’]|nous|on|il|elle|c['’]est|merci|avec|du|de|le|la|les|notre|son|et|pour)(?: |$)|, +[^ ,]+@|, +[0-9][0-9 .,]*(?:h\b|heures?\b|€|euros?\b))",
        )
    });
    END.find(said).map_or(said.len(), |found| found.start())
}
