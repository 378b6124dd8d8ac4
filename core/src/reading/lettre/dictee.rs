//! Answers that were dictated in one breath: « pour la première question c'est … pour la deux c'est le dix-sept mai ».

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::super::identite::pattern;
use super::super::lex::listed;
use super::numero::numero;

/// The numbers of the questions as they are said, from the first on.
const SAID: [&str; 10] = [
    "1 un une premier première premiere",
    "2 deux deuxième deuxieme seconde second",
    "3 trois troisième troisieme",
    "4 quatre quatrième quatrieme",
    "5 cinq cinquième cinquieme",
    "6 six sixième sixieme",
    "7 sept septième septieme",
    "8 huit huitième huitieme",
    "9 neuf neuvième neuvieme",
    "10 dix dixième dixieme",
];

/// What stands behind the number of a question, and hardly behind anything else.
const SAYS_SO: [&str; 5] = ["question", "Question", "est", "fait", "sera"];

/// A text that begins with the first question, named as one, with each answer on a line of its own behind its number. « La
/// première …, la deuxième … » are days and people as well: without « question » or « numéro », or out of their order, nothing
/// is parted.
pub(super) fn undictated(texte: &str) -> Cow<'_, str> {
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:(?:et|alors|bonjour|bonsoir|donc|voilà)[ ,]+)*pour (?:le (?:numéro|numero|n°) ?(?:1|un)|la question (?:numéro |n° ?)?(?:1|une?)|la première question)\b(?:[ ,:]+(?:c['’ ]?est|ce sera|ça sera))?[ ,:]+",
        )
    });
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[ ,;](?:et )?(?:pour (?:le (?:numéro|numero|n°) ?|la (?:question )?)|la )([0-9]{1,2}|\p{L}+)(?: question)?(?:[ ,:]+(?:c['’ ]?est|ça fait|ca fait|ce sera|ça sera))?[ ,:]+",
        )
    });
    let Some(first) = FIRST.find(texte).filter(|_| !texte.lines().any(|line| numero(line).is_some())) else {
        return Cow::Borrowed(texte);
    };
    let mut out = String::from("1. ");
    let (mut end, mut asked) = (first.end(), 1);
    let by_rank = first.as_str().to_lowercase().contains("la première");
    let mut unsaid = false;
    for found in NEXT.captures_iter(&texte[end..]) {
        let (Some(lead), Some(number)) = (found.get(0), found.get(1)) else { continue };
        let number = number.as_str().to_lowercase();
        let Some(rank) = SAID.iter().position(|said| listed(said, &number)) else { continue };
        // « la deuxième coiffeuse » is somebody: behind « la deuxième » stands what says that it is a question.
        let ordinal = number.ends_with("me") || number.starts_with("seconde");
        let said = lead.as_str().trim_end_matches([' ', ',', ':']);
        // « la troisième trente-cinq heures », « pour la deuxième le 5 avril »
        let answer = texte.get(first.end() + lead.end()..).unwrap_or_default();
        if ordinal && !SAYS_SO.iter().any(|end| said.ends_with(end)) && !begins_an_answer(answer) {
            // « pour la première question …, pour la deuxième …, la troisième … »: they go on in order.
            let led = said.trim_start_matches([' ', ',', ';']).to_lowercase();
            if !by_rank || rank != asked || asked == 1 && !led.trim_start_matches("et ").starts_with("pour ")
            {
                continue;
            }
            unsaid = true;
        }
        let lead = first.end() + lead.start()..first.end() + lead.end();
        let answer = texte[end..lead.start].trim_end_matches([' ', ',', ';']);
        // « … pour la 1 et la 2 : … » answers both; « la première » again is of something else.
        if rank != asked || matches!(answer.trim(), "" | "et" | "à") {
            return Cow::Borrowed(texte);
        }
        asked += 1;
        out.push_str(answer);
        out.push_str(&format!("\n{asked}. "));
        end = lead.end;
    }
    // « pour la deuxième coiffeuse »: two alone do not say so.
    if asked < 2 || unsaid && asked < 3 {
        return Cow::Borrowed(texte);
    }
    out.push_str(&texte[end..]);
    Cow::Owned(out)
}

/// A figure, a day, yes or no: no noun that is counted.
fn begins_an_answer(text: &str) -> bool {
    const ANSWERS: &str = "oui non le du mille cent cents vingt trente quarante cinquante soixante quatre deux trois cinq six sept huit neuf dix \
        onze douze treize quatorze quinze seize";
    let first = text.split([' ', '-', ',']).next().unwrap_or_default().to_lowercase();
    first.starts_with(|c: char| c.is_ascii_digit()) || listed(ANSWERS, &first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_in_one_breath() {
        for (said, expected) in [
            (
                "Alors pour la première question c'est pain au levain, pour la deux c'est le trois mai et la trois ça fait sept heures",
                "1. pain au levain\n2. le trois mai\n3. sept heures",
            ),
            (
                "pour la première question c'est Soudure, pour la deuxième le 5 avril, la troisième trente heures",
                "1. Soudure\n2. le 5 avril\n3. trente heures",
            ),
            ("pour le numéro 1 coiffure pour le numéro 2 14 heures", "1. coiffure\n2. 14 heures"),
            (
                "pour la première question c'est Taille douce, pour la deuxième le 3 mai, la troisième vingt heures et la quatrième 900 €",
                "1. Taille douce\n2. le 3 mai\n3. vingt heures\n4. 900 €",
            ),
        ] {
            assert_eq!(undictated(said), expected);
        }
    }

    #[test]
    fn what_is_counted_is_no_question() {
        for said in [
            "Pour la première journée c'est le 3 mai, pour la deuxième c'est le 4 mai",
            "La formation a deux sessions, la première le 3 mai, la deuxième le 10 mai, 14 h",
            "Pour la 1 et la 2 : le 3 mai",
            "Pour la question 1 et la 2 c'est le 3 mai",
            "Pour la question 1 c'est pain au levain, la première journée, et pour la 3 14 h",
            "12 rue Haute, escalier numéro 1, porte numéro 2",
            "Pour la question 1 c'est oui, pour la deux c'est non\n3. 14 h",
            "pour la première question c'est pain au levain",
            "Pour la question 1 c'est Léa Roy, la deuxième coiffeuse du salon",
            "Pour la première question c'est Léa Roy, la deuxième coiffeuse du salon, la troisième est partie",
            "Pour la première question c'est le 3 mai, pour la deuxième coiffeuse on verra",
        ] {
            assert_eq!(undictated(said), said);
        }
    }
}
