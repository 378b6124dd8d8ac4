//! Hours, sums and counts that are none of the training's.

use std::sync::LazyLock;

use regex::Regex;

use crate::reading::identite::pattern;

/// « Il me reste 20 h sur mon CPF », « sous 72 h », « 35 h par semaine », « mon apprentissage a duré 2 ans, 800 heures »: of somebody's work, of
/// what is left, of a delay.
pub(super) fn is_of_work(sentence: &str, clause: &str, after: &str) -> bool {
    static LEFT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:me|lui|nous|leur|m['’]en|lui en) reste(?:nt)?|sous|d['’]ici|dans(?: les)?|toutes les|pas (?:le temps|possible|question) (?:pour|de)) *$",
        )
    });
    static WEEK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^ ?(?:/ ?sem|hebdo|/ ?24|sur 24)"));
    static LASTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:a dur[ée]|quota|a d[ée]j[àa] utilis[ée]|mi-temps|temps plein|temps partiel)\b|\b(?:ans et fait|elle fait|il fait) *$",
        )
    });
    LEFT.is_match(clause) || WEEK.is_match(after) || LASTED.is_match(sentence)
}

/// « Début : 14 h le 8 mars »
pub(super) fn is_when_it_begins(line: &str) -> bool {
    static BEGINS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:d[ée]but|fin|horaires?)(?: de la formation| du stage)? ?: ?$"));
    BEGINS.is_match(line)
}

/// « 420 heures par an »
pub(super) fn is_each_year(after: &str) -> bool {
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^[^,.;]{0,25}(?:\bpar (?:an|mois|ann[ée]e)\b|/ ?an\b)"));
    YEAR.is_match(after)
}

/// « Un collègue a payé 990 € »
pub(super) fn is_of_others(clause: &str) -> bool {
    static PAID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:coll[èe]gue|concurrent|confr[èe]re|voisine?|amie?|copine?|cousine?|s[œo]e?ur|fr[èe]re|mari|autre salon|autre garage)s?\b[^,.;:0-9]{0,40}\b(?:a|ont|avait|avaient) (?:déjà )?(?:payé|eu|réglé|touché)\b|\b(?:ai|a|avons|ont) (?:déjà |que )?(?:payé|versé|réglé|acheté|rendu|remboursé|démarché|touché)\b[^,;.0-9]*$|\b(?:rembours\p{L}*|logiciel|ma part|notre part|non adh[ée]rent)\b[^,;.:0-9]*$",
        )
    });
    PAID.is_match(clause)
}

/// « L'heure de formation est plafonnée à 40 € », « à 2 000 € je ne la fais pas »
pub(super) fn is_a_limit(clause: &str, after: &str) -> bool {
    static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:plafonn\p{L}*|plafond|maximum|limit[ée]e?s?|jusqu['’])[^,;.:0-9]*$")
    });
    static NOT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?: ?(?:ht|ttc|€|euros))*,? (?:je|on|nous) (?:ne |n['’])?(?:la |le |l['’])?(?:\p{L}+) pas\b",
        )
    });
    LIMIT.is_match(clause) || matches!(clause.trim(), "À" | "à" | "A" | "a") && NOT.is_match(after)
}

/// « les 162 € de matières premières étant compris », « 45 € de fournitures »
pub(super) fn is_of_goods(after: &str) -> bool {
    static GOODS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?: ?(?:ht|ttc|€|euros))* ?(?:de |d['’])(?:mati[èe]res?|fournitures|produits|mat[ée]riel|ingr[ée]dients|kit|livres?|train|parking|p[ée]age|taxi)\b",
        )
    });
    GOODS.is_match(after)
}

/// « 850 € HT la première personne, 400 € la deuxième », « 1 900 € HT, celui de l'INBP à 1 450 € »
pub(super) fn is_one_of_two(after: &str, rest: &str) -> bool {
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^ ?(?:ht |ttc |€ |euros )*(?:pour )?(?:la|le) (?:premi[èe]re?|1[eè]re?|1er|deuxi[èe]me|seconde?|2[eè]me) (?:personne|stagiaire|participante?|salari[ée]e?|jour|journ[ée]e|nuit)?",
        )
    });
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[^0-9\n]{0,6}, (?:et |mais )?(?:celui|celle) (?:de|du|d['’])[^0-9.\n]{0,40}[0-9]|^ ?(?:ht|ttc)? ?\(?pas (?:du |en )?(?:ht|ttc)\b",
        )
    });
    FIRST.is_match(after) || OTHER.is_match(rest)
}

/// « Total avec hôtel : 1 200 € », « 1 500 € dont hébergement 350 », « hébergement 260 €, total 1 500 € »: more than the training costs.
pub(super) fn holds_more(text: &str, clause: &str, after: &str) -> bool {
    const LODGING: &str =
        r"(?:h[ée]bergement|h[ôo]tel|nuits?|repas|train|d[ée]placements?|transports?|kit|fournitures)";
    static WITH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b(?:avec|y compris|incluant|hors) (?:l['’]|le |la |les )?{LODGING}[^,;.0-9]*$"
        ))
    });
    static OF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?: ?(?:ht|ttc|€|euros))* ?,? ?\(?(?:dont|avec|y compris) (?:l['’]|le |la |les )?{LODGING}\b"
        ))
    });
    static TOTAL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\btotal(?: g[ée]n[ée]ral)?(?: ht)? ?:? *$"));
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)\b{LODGING} ?:? ?[0-9][0-9 ]{{0,6}}(?:,[0-9]{{1,2}})? ?(?:€|euros?)"))
    });
    WITH.is_match(clause) && !clause.contains("hors")
        || OF.is_match(after)
        || TOTAL.is_match(clause) && OTHERS.is_match(text)
}

/// « 990 € HT avant, 1 080 maintenant », « 70 h réduite à 56 h », « 1 200 € HT a été revu à 1 080 »: what it was.
pub(super) fn is_former(after: &str) -> bool {
    static WAS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?: ?(?:ht|ttc|€|euros))*,? ?\(?(?:avant(?: ?$|,| et )|auparavant|à l['’]origine|au d[ée]part|initialement|(?:a |ont |est |sera )?(?:[ée]t[ée] )?(?:r[ée]dui|ramen|revu|revue|pass[ée]|baiss|n[ée]goci|corrig)\p{L}* [àa] )",
        )
    });
    WAS.is_match(after)
}

/// « le tarif a augmenté de 90 € », « une nuit d'hôtel de moins », « 2 nuits de trop »: how much it differs.
pub(super) fn is_a_difference(clause: &str, after: &str) -> bool {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:augment|baiss|diminu|major|r[ée]dui|[ée]cart)\p{L}* (?:de |d['’])$")
    });
    static MORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?: ?(?:ht|ttc|€|euros|h|heures?))*[^,.;:0-9]{0,14}?\b(?:de|en) (?:plus|moins|trop)(?:[ .,;!?)]|$)",
        )
    });
    BY.is_match(clause) || MORE.is_match(after)
}

/// « 35 h c'est trop long pour nous »
pub(super) fn is_too_much(after: &str) -> bool {
    static TOO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?: ?(?:ht|ttc|€|euros|h|heures?))* ?,? ?(?:c['’ ]?est|(?:me |nous |lui )?(?:semble|para[iî]t)) (?:un peu |bien |vraiment )?(?:trop|beaucoup|long|faux|cher|excessif|[ée]norme|pas (?:bon|ça|possible))",
        )
    });
    TOO.is_match(after)
}

/// « 14 h, c'est l'heure de début »
pub(super) fn is_the_time(rest: &str) -> bool {
    static TIME: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^,? ?c['’ ]?est l['’]heure (?:de|d['’]|où|à)"));
    TIME.is_match(rest)
}

/// « La session accueille 12 stagiaires », « un rayon de 30 km », « la facture de 2 repas »
pub(super) fn is_counted_elsewhere(clause: &str, after: &str) -> bool {
    static HOLDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:session|groupe|centre|salle|stage|formation|minibus|organisme|ils|elles) (?:peut |peuvent )?(?:accueill|accept|prend|prenn)\p{L}*|limit[ée]e?s? [àa]|capacit[ée])(?: [^,.;:0-9]{0,15})? *$|\brayon (?:de |d['’])$|\b(?:inauguration|pour rien)\b[^,;.]*$|\b(?:factures?|justificatifs?|tickets?|re[çc]us?) (?:de |d['’]|des )$",
        )
    });
    static DETOUR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?: ?km)? de d[ée]tour\b|^ ?(?:attendue?s?|à mobilit|handicap|de 3 ?e|de troisi|viendra (?:r[ée]cup|cherch)|pour rien)",
        )
    });
    HOLDS.is_match(clause) || DETOUR.is_match(after)
}

/// « il manque 2 nuits », « vous ne preniez que 2 nuits », « mon patron refuse que je parte 3 nuits »
pub(super) fn is_limited(clause: &str) -> bool {
    static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:il manque|ne (?:paie|paye|pren|rembours)\p{L}* que|refuse)\b[^,;.0-9]*$")
    });
    LIMIT.is_match(clause)
}

/// « 14 h pour Mélanie et 7 h pour Aude », « 990 € HT en visio, 1 080 en salle »: two of them.
pub(super) fn is_for_each(clause: &str, rest: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"[0-9] ?(?:h|heures|nuits?|repas|€)? pour \p{Lu}\p{Ll}+,? (?:et |mais )?$")
    });
    static EACH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[^,.;]{0,14} pour \p{Lu}\p{Ll}+,? (?:et |mais )?[^.;\n]{0,16} pour \p{Lu}|^(?i: ?(?:ht|ttc|€|euros))* ?en (?:visio|salle|pr[ée]sentiel|distanciel|ligne), (?:et )?[0-9][0-9 ]* ?(?:€ )?(?:(?:ht|ttc) )?en ",
        )
    });
    OTHER.is_match(clause) || EACH.is_match(rest)
}

/// « Nous avons 14 employés », « je fais travailler 2 apprentis »: who works there, unless they are said to go.
pub(super) fn is_of_the_firm(clause: &str, said: &str, rest: &str) -> bool {
    static HAVE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:nous avons|on a|j['’]ai|j['’]emploie|nous employons|on emploie|je fais travailler|nous sommes|on est|l['’]entreprise (?:a|compte)|[ée]quipe de) (?:actuellement |en tout |environ |une [ée]quipe de )?$",
        )
    });
    static STAFF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^ ?(?:employ[ée]e?s?|salari[ée]e?s?|apprentie?s?|ouvri[eè]re?s?|vendeu(?:r|se)s?|coiffeu(?:r|se)s?|personnes (?:au|dans (?:le|la|l)|[àa] (?:la|l)))",
        )
    });
    static GO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[^.!?\n]{0,60}\b(?:[àa] (?:former|inscrire|envoyer|faire)|qui|form|inscri|intéress|concern|vont|iront|part)",
        )
    });
    let words = format!("{said}{rest}");
    let noun = words.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(char::is_alphabetic);
    let noun = if words.starts_with(|c: char| c.is_ascii_digit()) {
        words.trim_start_matches(|c: char| c.is_ascii_digit())
    } else {
        noun
    };
    HAVE.is_match(clause) && STAFF.is_match(noun) && !GO.is_match(noun)
}
