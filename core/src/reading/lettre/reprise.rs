//! What is taken back by its number: « erreur sur la 2 », « oubliez le 4 de la question 3 ».

use std::sync::LazyLock;

use regex::Regex;

use super::super::date::is_month;
use super::super::fold;
use super::super::identite::pattern;
use super::super::lex::listed;
use super::numero::is_unit;

/// The questions that a sentence names by their numbers.
pub(super) fn by_number(line: &str) -> Vec<u32> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:sur|à|dans|pour|de|concernant) la |(?:erreur|tromp[ée]e?|faute)(?: de ma part)? (?:en|au|sur le|dans le) |(?:question|r[ée]ponse|point|num[ée]ro) (?:n° ?|num[ée]ro )?|n° ?)([0-9]{1,2})\b",
        )
    });
    let named = |found: regex::Captures<'_>| {
        let number = found.get(1)?;
        let after = line.get(number.end()..)?;
        let word = fold(after.trim_start().split(' ').next().unwrap_or_default());
        let counts = is_unit(&word)
            || is_month(&word)
            || after.starts_with(['/', ',']) && after[1..].starts_with(|c: char| c.is_ascii_digit());
        number.as_str().parse().ok().filter(|_| !counts)
    };
    let mut found: Vec<u32> = NAMED.captures_iter(line).filter_map(named).collect();
    found.dedup();
    found
}

/// « oubliez », « le téléphone a changé », « faute de frappe »: something said above no longer holds.
pub(super) fn says_it_changed(line: &str) -> bool {
    static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:oubliez|ne tenez pas compte|remplace[rz]|modifie[rz]|(?:a|ont) changé|changement (?:de |d['’])|d[ée]sormais|dorénavant|inversé|mal (?:lu|not[ée]|recopi[ée]|[ée]crit)|faute de frappe|coquille)\b",
        )
    });
    CHANGED.is_match(line)
}

/// « Désolée, le prix c'est 1 480 € », « J'ai relu le devis : … »: it may say anew what it tells.
pub(super) fn hints(line: &str) -> bool {
    static HINTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:d[ée]sol[ée]e?|zut|mince|attention|maintenant|voulais (?:dire|mettre|[ée]crire)|ai (?:bien )?re(?:lu|vu|gard[ée]|v[ée]rifi[ée])|ai oubli[ée])\b",
        )
    });
    HINTS.is_match(line)
}

/// « les dates sont à confirmer », « pour le prix j'attends la confirmation »: what is answered may not hold.
pub(super) fn is_left_open(line: &str) -> bool {
    static OPEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:à (?:confirmer|v[ée]rifier|valider|revoir|pr[ée]ciser)|pas (?:encore )?(?:s[ûu]re?s?|certaine?s?|confirm[ée]e?s?|d[ée]finiti\p{L}+)|j['’]attends (?:la |une |leur |sa |encore )*(?:confirmation|r[ée]ponse|validation))\b",
        )
    });
    OPEN.is_match(line)
}

/// « le 3 et le 4 sont à confirmer »: numbers that may be of questions, where no month makes days of them.
pub(super) fn ranked(said: &str) -> Vec<u32> {
    static RANKED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:le|la|les) ([0-9]{1,2})\b(?: et ([0-9]{1,2})\b)?"));
    if fold(said).split(' ').any(is_month) || said.contains('/') {
        return Vec::new();
    }
    let numbers = RANKED.captures_iter(said).flat_map(|found| [found.get(1), found.get(2)]);
    numbers.flatten().filter_map(|number| number.as_str().parse().ok()).collect()
}

/// « Je me suis trompée de mois, c'est en mars »
pub(super) fn tells_another_month(folded: &str) -> bool {
    let wrong = [
        "trompe de mois",
        "trompee de mois",
        "trompe de date",
        "trompee de date",
        "trompe de semaine",
        "trompee de semaine",
    ];
    wrong.iter().any(|said| folded.contains(said))
        || folded.contains("inverse") && folded.split(' ').any(is_month)
}

/// « Erreur en 5, c'est 28 »: the figure that is all it says.
pub(super) fn lone_figure(said: &str) -> Option<&str> {
    static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[ ,:](?:c['’]est|c['’]était|lire|lisez|mettez|il faut lire|ce sera|:) ([0-9][0-9 .,h€]{0,12}(?:heures?|euros?|jours?|nuits?|repas|km|personnes?)?)[ .!]*$",
        )
    });
    Some(FIGURE.captures(said)?.get(1)?.as_str().trim())
}

/// « Lucas ne vient plus », « une vendeuse s'ajoute »: as many come no longer.
pub(super) fn who_comes_changed(said: &str) -> bool {
    static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:\b\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?|(?i:\b(?:stagiaire|salari[ée]e?|apprentie?|alternante?|vendeu(?:r|se)|coiffeu(?:r|se)|serveu(?:r|se)|coll[èe]gue|employ[ée]e?|participante?|personne))) (?i:(?:ne |n['’])?(?:vient|viendra|participe|participera|part|partira) (?:finalement )?(?:plus|pas)\b|(?:ne |n['’])?(?:pourra|peut) (?:finalement )?(?:plus|pas) (?:venir|participer|partir|y aller)\b|s['’]est d[ée]sist[ée]e?|se d[ée]siste|(?:s['’]ajoute|se rajoute|nous rejoint|s['’]est (?:r?ajout[ée]e?|inscrite?))\b|(?:vient|viendra|participe|participera) (?:finalement )?(?:aussi|[ée]galement|en plus)\b)",
        )
    });
    CHANGED.is_match(said)
}

/// « Nombre de stagiaires »
pub(super) fn counts_people(libelle: &str) -> bool {
    const PEOPLE: &str = "stagiaires stagiaire participants personnes salaries effectif apprenants";
    const COUNTS: &str = "nombre nb combien effectif";
    let label = fold(libelle);
    let has = |of: &str| label.split(' ').any(|word| listed(of, word));
    has(PEOPLE) && has(COUNTS)
}

/// « du 8 au 10 mars »
pub(super) fn tells_a_period(line: &str) -> bool {
    static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\bdu (?:\p{L}+ )?[0-9]{1,2}(?:er)?(?:[ /][^.;:]{0,20})? au (?:\p{L}+ )?[0-9]{1,2}\b")
    });
    PERIOD.is_match(line)
}

/// « du 8 au 10 mars », « le 8 mars »
pub(super) fn begins_a_period(said: &str) -> bool {
    static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^(?:est |sera |c['’]est |ce sera )?(?:du|le|les) (?:\p{L}{4,8}di )?[0-9]{1,2}(?:er)?\b")
    });
    BEGINS.is_match(said)
}

/// « le paiement est reporté au 12 avril », « mon rendez-vous est décalé »: no day of the training.
pub(crate) fn is_of_another_event(said: &str) -> bool {
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:paiement|règlement|solde|facture|rembours\p{L}*|fille|fils|autre|acompte|virement|livraison|réunion|rendez[- ]vous|rdv|congés|vacances|visite|contrôle)\b",
        )
    });
    OTHERS.is_match(said)
}

/// « c'est décalé d'une semaine »: the days are others, and which ones is not said.
pub(crate) fn puts_off(said: &str) -> bool {
    static OFF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:c['’ ]?est|tout est|ça a été|a été|elle est|(?:la|cette) (?:session|formation) (?:est|a été)|le stage (?:est|a été)|les dates (?:sont|ont été)) (?:finalement |encore )?(?:décal|report|repouss|avanc)[ée]+s?\b",
        )
    });
    OFF.is_match(said) && !said.contains(|c: char| c.is_ascii_digit()) && !is_of_another_event(said)
}

/// « c'est décalé d'une semaine : du 8 au 10 mars »: where the new days begin.
pub(crate) fn moves_to(said: &str) -> Option<usize> {
    static MOVED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:d[ée]cal|report|repouss|avanc)[ée]+s?(?: d['’e] ?(?:une?|deux|trois|[0-9]+) (?:jours?|semaines?|mois))?[ ,:]*(?:(?:donc|finalement|c['’]est|ce sera|maintenant)[ ,:]*)*(?:aux?|du|les?|pour le)? ?([0-9])",
        )
    });
    Some(MOVED.captures(said)?.get(1)?.start()).filter(|_| !is_of_another_event(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_off_tells_its_new_days() {
        for (said, days) in [
            ("ils viennent d'appeler, c'est décalé d'une semaine : du 8 au 10 mars", Some("8 au 10 mars")),
            ("la session est reportée au 15 mars", Some("15 mars")),
            ("c'est décalé d'une semaine", None),
            ("décalé de 2 jours", None),
        ] {
            assert_eq!(moves_to(said).map(|at| &said[at..]), days, "{said}");
        }
    }

    #[test]
    fn numbers_name_questions() {
        for (line, expected) in [
            ("attention erreur sur la 2 !", &[2][..]),
            ("oubliez le 4 de la question 3", &[3]),
            ("j'ai mal lu le point n° 5 et la réponse 6", &[5, 6]),
            ("pour la 3 nuits suffisent, rendez-vous le 4", &[]),
            ("modifiez le 12 mars, on sera 2", &[]),
        ] {
            assert_eq!(by_number(line), expected, "{line}");
        }
    }
}
