//! A label within a sentence that leads to its answer: « Pour les km comptez 176 », « Pour la subrogation c'est oui ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::fold;
use super::super::identite::pattern;
use super::super::lex::listed;
use super::address_end;
use super::etiquette::Etiquettes;
use super::renvoi::{Renvoi, sentence_end};

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
            r"(?:^(?:[-•*–] )?|[.;] |, |\bet )(?i:le |la |l['’]|notre |mon |ma |son |sa )",
            r"(\p{L}[\p{L}'’ -]{1,50}?)(?: exacte?| complet| précis)? (?i:est|sera|s['’]appelle|c['’]est|se nomme)(?: :)? ",
            r"(\p{Lu}[\p{L}'’-]+(?: (?:de |du |le |la )?\p{Lu}[\p{L}'’-]+){0,3}(?: [0-9]{1,3}\b)?|« ?[^«»\n]{2,120}»)(?:[,.;( ]|$)",
        ))
    });
    static WHICH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r" (?i:chez (?:eux|elles|nous|vous|moi)|là-bas|sur place|qui|que|suivie? par)\b.*$")
    });
    static OF_WHOM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i) (?:de la |du |de l['’])(?:dame|monsieur|personne|interlocut(?:eur|rice))(?: (?:à (?:contacter|joindre)|là-bas|chez eux))?$",
        )
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
        // « Pour le mail de la dame c'est … » is of who is reached, and nobody else.
        let reached = || {
            let own = OF_WHOM.find(label.as_str()).map(|of| &label.as_str()[..of.start()])?;
            named(own).filter(|n| labels.asks_address(*n))
        };
        if let Some(n) = named(label.as_str()).or_else(reached).filter(fits) {
            push(&mut out, n, whole.start()..line.len(), whole.end()..line.len());
        }
    }
    if out.is_empty() {
        let concluded = concluded(line, labels);
        if !concluded.is_empty() {
            return concluded;
        }
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
            if let Some(n) = named(label).filter(|n| labels.asks_address(*n)) {
                // « Le contact là-bas c'est Mme Roy au 06 … »: her name is not asked.
                let reached = reached_behind(line, value.end()).unwrap_or(value.range());
                push(&mut out, n, whole.start()..line.len(), reached);
            } else if let Some(n) = named(label).filter(|_| !alone || ends && takes_one_word(&fold(label))) {
                push(&mut out, n, whole.start()..line.len(), value.range());
            }
        }
    }
    for led in &mut out {
        let said = line.get(led.value.clone()).unwrap_or_default();
        let end = if comes_to_more(said) { sentence_end(said) } else { clause_end(said) };
        led.value.end = led.value.start + end.min(quote_end(said));
    }
    // What leads to nothing is no answer: « pour le coût c'est ».
    out.retain(|led| line.get(led.value.clone()).is_some_and(|said| said.contains(char::is_alphanumeric)));
    out
}

/// « Concernant la durée, le programme parle de 12 modules d'une heure trente, soit 18 heures », « Quant aux stagiaires, mon frère et moi,
/// donc 2 »: a sentence that comes to a figure.
fn concluded(line: &str, labels: &Etiquettes) -> Vec<Renvoi> {
    let mut out = Vec::new();
    static LED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)(?:^|[.!] +)(?:et )?(?:concernant|quant (?:à|aux?)|pour ce qui est d(?:e|u|es)|en ce qui concerne|côté) ",
            r"(?:(?:le|la|les|notre|nos|mon|ma) |l['’])?(\p{L}[\p{L}'’ -]{1,50}?), ?",
        ))
    });
    static COMES_TO: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:soit|donc|au total|en tout|ce qui fait)\b[^0-9.!?]{0,20}[0-9]"));
    for found in LED.captures_iter(line) {
        let (Some(whole), Some(label)) = (found.get(0), found.get(1)) else { continue };
        let n = labels
            .named(label.as_str())
            .filter(|n| labels.measures(*n) && labels.tells_apart(label.as_str()));
        let said = line.get(whole.end()..).unwrap_or_default();
        let said = said.get(..sentence_end(said)).unwrap_or_default();
        if let Some(n) = n.filter(|_| COMES_TO.is_match(said)) {
            push(&mut out, n, whole.start()..line.len(), whole.end()..whole.end() + said.len());
        }
    }
    out
}

/// « j'en avais prévu 4 mais …, ce sera donc 3 », « 47 km l'aller donc 94 aller-retour », « 05 …, ah non c'est leur fax, le bon est le
/// 05 … »: what is said first is not the answer, and the whole sentence says what is.
fn comes_to_more(said: &str) -> bool {
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:avai(?:s|t|ent)|avions|aviez|étai(?:t|ent)|etai(?:t|ent)|prévue?s?|au départ|initialement|à l['’]origine|l['’]aller|aller simple|chacune?|par (?:personne|jour|tête|stagiaire))\b|[0-9][^0-9]{0,3}\b(?:ah non|non|pardon|oups|euh|enfin|plutôt)\b",
        )
    });
    let clause = said.get(..clause_end(said)).unwrap_or_default();
    let after = said.get(clause.len()..sentence_end(said)).unwrap_or_default();
    let figure = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    figure(after) && FIRST.is_match(clause)
}

/// Where the only telephone or address right behind a name stands: « Mme Roy au 06 … », « Léa Petit, lea@exemple.fr ».
fn reached_behind(line: &str, end: usize) -> Option<Range<usize>> {
    static LED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^ ?[,:(–-]? ?(?:(?:joignable |à joindre )?(?:au|sur le|sur|à|par mail à|tél\.?|tel\.?|mail|mobile|port\.?)(?: numéro| n°)? ?:? ?|(?:son (?:numéro|téléphone|portable|mail|tél|tel) ?(?:c['’]est|est|:) ?(?:le )?))?",
        )
    });
    let after = line.get(end..)?;
    let start = end + LED.find(after).map_or(0, |led| led.end());
    let reached = line.get(start..)?;
    let length = address_end(reached);
    let rest = reached.get(length..).unwrap_or_default();
    (length > 0 && !rest.trim_start().starts_with("ou "))
        .then(|| start..start + reached[..length].trim_end_matches(['.', ')']).len())
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
/// Haute. Pour l'email … », « 980 € pour 14 h ».
pub(super) fn answer_end(said: &str) -> usize {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:\p{L}[.!] +(?:Il|Elle|On|Nous|Je|J['’]|Pour|Par contre|Son|Sa|Merci|Vous|C['’]est|Le|La|Les|L['’])|[0-9]{2}[.!] +(?:Il|Elle|On|Nous|Je|J['’]|Par contre|Merci|Vous|C['’]est))\b|, pour (?i:notre|nos|mon|ma|mes)\b| (?i:pour|pr) [0-9]{1,3} ?(?i:h|heures?)\b| ?; *(?:(?i:les?|du|au) )?[0-9]|,? \(?(?i:joi\p{L}{0,3}nable|à joindre) (?i:au|sur|par)\b",
        )
    });
    END.find(said).map_or(said.len(), |found| {
        let stop =
            found.as_str().find(['.', '!']).filter(|_| found.as_str().starts_with(char::is_alphanumeric));
        found.start() + stop.unwrap_or(0)
    })
}

/// « « Réussir ses recrutements ». Pour l'organisme, … »: where what is quoted ends, and something else is said.
pub(super) fn quote_end(said: &str) -> usize {
    static QUOTED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r#"^(?:«[^«»]{2,120}»|“[^“”]{2,120}”|"[^"]{2,120}")(?:[.,;] |$)"#));
    let whole = QUOTED.find(said).map(|found| found.as_str().trim_end_matches([' ', '.', ',', ';']).len());
    whole.unwrap_or(said.len())
}

/// « Denis Pasquier, 24 € de l'heure »: where a name ends and something measured is said of it.
pub(super) fn name_end(said: &str) -> usize {
    static MEASURE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i), *[0-9][0-9 .,]*(?:h\b|heures?\b|€|euros?\b)"));
    MEASURE.find(said).map_or(said.len(), |found| found.start())
}

/// « Accueil client, 3 et 4 mai 2027, 14 h », « Ergo Plus / 14 h »: where a title ends and something measured is said.
pub(super) fn words_end(said: &str) -> usize {
    static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
        let apart = r"(?: ?[,;] *| / *| [–—-] )";
        pattern(&format!(
            r"(?i){apart}(?:(?:les?|du) )?[0-9]{{1,2}}(?:er)?(?: ?(?:h\b|heures?\b)| (?:et|au) [0-9]|/[0-9]| (?:janv|f[ée]v|mars|avr|mai\b|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c|stagiaires?\b|personnes?\b|participante?s?\b|salariée?s?\b|nuits?\b|repas\b))|{apart}[0-9][0-9 .,]*(?:€|euros?\b|ht\b|ttc\b|kms?\b)"
        ))
    });
    MEASURE.find(said).map_or(said.len(), |found| found.start())
}

/// Where what is said of one thing ends: the sentence, or a comma and a clause of its own.
pub(super) fn clause_end(said: &str) -> usize {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"[.!] +\p{Lu}|;|(?i:,? +(?:(?:mais|car)\b|donc +[^0-9 ]|parce qu|puisqu|et (?:le|la|les|leurs?|l['’]|on|nous|je|pour|c['’]est|il|elle|son|sa|mon|ma|notre|nos|en|côté|niveau)\b)|, *(?:à|je|j['’]|nous|on|il|elle|c['’]est|merci|avec|du|de|le|la|les|notre|son|et|pour)(?: |$)|, *(?:moi (?:c['’]est|vous|on|j)|l[ea] mien)|, +[^ ,]+@|, +[0-9][0-9 .,]*(?:h\b|heures?\b|€|euros?\b)| +(?:pour|pr) [0-9]{1,3} ?(?:h|heures?)\b)",
        )
    });
    END.find(said).map_or(said.len(), |found| found.start())
}
