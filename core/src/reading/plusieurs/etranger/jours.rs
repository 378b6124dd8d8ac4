//! Days that are none of the training's.

use std::sync::LazyLock;

use regex::Regex;

use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;

/// « tout sauf le 14 février »
pub(super) fn is_excepted(clause: &str) -> bool {
    static SAUF: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:sauf|excepté|hormis|à part|tout sauf) *(?:le |du |au )?$"));
    SAUF.is_match(clause)
}

/// « La formation a eu lieu le 12 octobre », « chez nous depuis le 1er septembre », « embauchée le 3 mars »: a day that is over, or that
/// something else began on.
pub(super) fn is_past(clause: &str) -> bool {
    static PAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:a|ont|avait|avaient) (?:déjà |bien )?(?:eu lieu|commencé|démarré|débuté|fini)\b[^,.;:0-9]{0,30}|(?:s['’]est|s['’]était|se sont) (?:déjà |bien )?(?:passée?s?|déroulée?s?|tenue?s?|terminée?s?)\b[^,.;:0-9]{0,20}|depuis(?: le| environ)?|(?:embauch|recrut)[ée]e?s?\b[^,.;:0-9]{0,30}|(?:née?|entrée?|arrivée?) (?:chez \S+ |ici |dans [^,.;:0-9]{1,30} )?(?:le|en|au)?) *(?:le )?$",
        )
    });
    PAST.is_match(clause)
}

/// « j'arrive la veille, le 17 janvier »
pub(super) fn comes_the_day_before(sentence: &str) -> bool {
    static EVE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:arriv\p{L}+|pars|part|partons|partent|viens|vient|dors|dort) (?:déjà |dès )?la veille ?,? *(?:le |au soir,? le )?$",
        )
    });
    EVE.is_match(sentence)
}

/// « J'ai payé le 12 novembre », « La subvention a été accordée le 20 novembre »: what is done, and is no choice of a session.
pub(super) fn is_done(clause: &str) -> bool {
    static DONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:j['’]ai|on a|nous avons|il a|elle a|ils ont|elles ont|vous ai|m['’]a|m['’]ont|nous a|a [ée]t[ée]|ont [ée]t[ée]|avons [ée]t[ée]) (?:d[ée]j[àa] |bien |tout |juste )?(\p{L}+)\b",
        )
    });
    const CHOSEN: &str = "reserve reservee reserves choisi choisie retenu retenue bloque bloquee inscrit inscrite inscrits prevu prevue prevus pris opte trouve decide \
        fixe fixee eu confirme confirmee demande valide validee programme programmee positionne cale calee propose proposee repousse avance decale \
        reporte reportee changee change besoin une un le la deux trois mis note dit donne rendez noms droit lieu compris";
    const ENDS: [&str; 11] = ["e", "ee", "es", "ees", "i", "ie", "is", "it", "u", "ue", "ert"];
    DONE.captures(clause).is_some_and(|found| {
        let said = fold(&found[1]);
        ENDS.iter().any(|end| said.ends_with(end)) && !listed(CHOSEN, &said)
    })
}

/// « On déménage le 15 janvier », « Je vois mon comptable le 12 »: somebody does something else that day.
pub(super) fn does_something_else(clause: &str) -> bool {
    const WHO: &str = "je j on nous il elle ils elles";
    const BETWEEN: &str = "ne n me m se s y en l la le les nous vous te";
    const TRAINS: &str = "commence commencera commencons commencerons commencent debute debutera demarre demarrera demarrons part partira partirai partons partirons partent pars \
        partiront ira irai irons iront vais va allons vont suit suivra suivront suivons suivent est sera serait serons sont seront suis sommes fait fera \
        ferait feront faisons fais font ferons aura auront a ai ont avons passe passera deroule deroulera tient prevoit prevoient prevoyons prevu prend prendra \
        prendrons prenons prends propose proposent participe participera participeront participent inscris inscrit inscrivons inscrire veut veux voudrait \
        voudrais voulons souhaite souhaitons souhaiterais dure durera finit finira finissons termine terminera terminons confirme confirmons garde gardons \
        vient viendra viendront viennent reste restons reserve reservons choisis choisit choisissons retient retenons aimerait aimerais aimerions peut peux pouvons \
        pourrait pourra demande demandons envoie envoyons forme formons assiste assistera assisteront organise organisent revient vaut faut faudra dit disent disons \
        restera resteront restons restent sejournera dort dormira logera loge sejourne repart repartira revient reviendra arrive arrivera arrivons quitte absent absente s occupe rectifie rectifions corrige corrigeons precise precisons modifie serai serez aurai ferai suivrai participerai viendrai prendrai cest c accueille compte comptons pense pensons dis parle opte optons annonce annoncent donne donnent";
    let folded = fold(clause);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let Some(at) = words.iter().take(3).position(|word| listed(WHO, word)) else { return false };
    let verb = words[at + 1..].iter().find(|word| !listed(BETWEEN, word));
    let training =
        words.iter().any(|word| listed("formation stage session cours module dates date debut", word));
    !training && verb.is_some_and(|verb| !listed(TRAINS, verb))
}

/// « on est débordés jusqu'au 24 décembre », « part en retraite le 31 mars »: of somebody's time, or of what is told later.
pub(super) fn is_away(clause: &str) -> bool {
    static AWAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:d[ée]bord|surcharg|retraite\b|accident\b|h[ôo]pital\b|revien|(?:en|est|sera|suis|[ée]tait) arr[êe]t(?:[ée]e?s?)?\b|expir|p[ée]rim|valable|march[ée] de no[ëe]l|(?-i:[Ss]alon \p{Lu}\p{L}+) (?:est|a lieu|se tient|sera)|(?:donnera|donneront|dira|diront|saurai?|saurons|confirmera|confirmeront|communiquera|pr[ée]viendra|rappellera|tranchera)\b)[^,;.:0-9]*$",
        )
    });
    AWAY.is_match(clause)
}

/// « Le 18 janvier c'est l'anniversaire de ma fille »
pub(super) fn is_an_event(after: &str) -> bool {
    static EVENT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^ ?(?:c['’ ]?est|il y a|on a|j['’]ai|nous avons) (?:l['’]|le |la |mon |ma |un |une |notre |son |sa )?(?:anniversaire|f[êe]te|mariage|jour f[ée]ri[ée]|f[ée]ri[ée]|examen|rdv|rendez|r[ée]union|inventaire|march[ée]|foire|livraison)",
        )
    });
    EVENT.is_match(after)
}

/// « Le 25 janvier me semble compliqué », « Le 18 janvier tombe mal », « le 18 janvier ou alors le 25 »
pub(super) fn does_not_suit(after: &str) -> bool {
    static BADLY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^ ?(?:(?:(?:me |nous |lui )?(?:semble|para[iî]t|est|sera)|c['’ ]?est|ce (?:sera|serait)) (?:trop |un peu |pas |bien )*(?:compliqu|impossible|possible|difficile|complet|juste|t[ôo]t|tard|short|mort)|tombe mal|ne (?:me |nous |lui )?(?:convient|va|colle)|ou alors |ou bien |ou plut[ôo]t )",
        )
    });
    BADLY.is_match(after)
}

/// A line that is where and when the letter was written: « Fait à Quimper, le 1er décembre 2026 ».
pub(super) fn heads_a_letter(line: &str) -> bool {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\s*(?:(?i:fait )(?:à |a )?)?\p{Lu}[\p{L}'’-]+(?:[ -]\p{L}[\p{L}'’-]*){0,4},? (?:le|ce) *$")
    });
    HEAD.is_match(line)
}
