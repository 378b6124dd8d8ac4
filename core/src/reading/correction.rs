//! Second thoughts in answers that are looked at whole: an address, a number of a set shape, a name, a title.

use std::sync::LazyLock;

use chrono::Datelike;
use regex::Regex;

use super::date::{DAY_OF_MONTH, is_month};
use super::identite::pattern;
use super::lex::{Token, Words, listed, tokens};
use super::phrase::settle;
use super::{Lecture, fold};
use crate::dossier::Valeur;

/// What is meant in the end: « pas Word mais Excel », « Formalys et pas Formalis », « Vannes. Enfin non, Auray ». The text
/// itself where nothing is taken back.
pub fn meant(text: &str) -> &str {
    static DENIED_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:(?:non|pardon|oups|désolée?)[ ,.:!]+)*(?i:ce n['’]est pas|c['’]est pas|pas) (.{1,80}?)(?:[ ,;]+(?i:mais(?: bien)?|plut[ôo]t|c['’]est|prenez(?: plut[ôo]t)?|mettez(?: plut[ôo]t)?|notez(?: plut[ôo]t)?|j['’]ai chang[ée](?: de num[ée]ro| d['’]adresse)?(?:,? c['’]est)? ?:?)|,) +(.+)$",
        )
    });
    static DENIED_LAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:(?:non|pardon|oups|désolée?|faute de frappe|erreur(?: de ma part)?)[ ,.:!]+)*(?i:c['’]est )?(.{1,80}?)(?i:[ ,(]*\bet (?:non|pas)(?: pas)?|[ ,(]+non pas|[ ,(]+pas|[ ,(]+au lieu (?:de|du)|[ ,(]+à la place (?:de|du)) (.{1,80}?)[ .!)]*$",
        )
    });
    // « non pas débutant, Word intermédiaire »: another was noted before.
    static INSTEAD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?i:non),? (?i:pas) [^,.;]{1,40}, *([\p{Lu}0-9][^,;]*)$"));
    // « 67000, avant on était à 68100 », « 72100, 72000 c'est l'ancienne adresse »
    static FORMER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:non[ ,]+)?(.+?)[,;.] *(?:(?i:avant),? (?i:on|c['’]|j['’]|je|nous|il|elle)\b.*|.{1,60}? (?i:c['’](?:est|était) l['’]anci).*|.{1,60}? (?i:c['’]était avant).*)$",
        )
    });
    // « On a quitté Lens, c'est Béthune maintenant »
    static MOVED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:on|nous|j['’]|je|il|elle)\b.{1,60}[,;.] *(?i:c['’]est|on est|nous sommes|maintenant c['’]est)(?i: à)? (.{1,40}?) (?i:maintenant|désormais|à présent|aujourd['’]hui)[ .!]*$",
        )
    });
    // « l'ancien c'était X, depuis le déménagement c'est Y », « le fermé : X. Prenez le nouveau Y », « avant on était en X,
    // maintenant c'est Y »
    static RENEWED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:(?:l['’]ancien(?:ne)?|avant|le ferm[ée]|celui d['’]avant|celle d['’]avant)\b)[^\n]{1,60}?[,;.]+ *(?i:(?:depuis|maintenant|désormais|à présent|mais)\b[^0-9@]{0,40}? ?|)(?i:c['’]est|prenez|mettez|notez|utilisez|maintenant) ?(?i:le nouveau |la nouvelle |plutôt |le |la |en )*(.+)$",
        )
    });
    // « X c'était l'ancienne adresse, depuis le déménagement c'est Y »
    static SINCE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^.{1,60}? (?i:c['’](?:est|était) l['’]ancien)[^,;.]*[,;.] *(?i:depuis|maintenant|désormais|à présent)\b[^0-9@]{0,40}?(?i:c['’]est|prenez|mettez) ?(?i:le |la )?(.+)$",
        )
    });
    // « contact@… marche plus depuis l'été, mettez … »
    static DEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^.{1,60}? (?i:(?:ne )?(?:marche|fonctionne|sert) plus|n['’]existe plus|est ferm[ée]e?|n['’]est plus (?:valable|bon))\b[^,;.]*[,;.] *(?i:mettez|prenez|notez|utilisez|c['’]est|maintenant c['’]est) ?(?i:plutôt |le |la )*(.+)$",
        )
    });
    // « 06 … n'existe plus prenez 07 … »
    static DEAD_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:le )?[0-9+@\S][^,;]{6,40}? (?i:(?:ne )?(?:marche|fonctionne|sert) plus|n['’]existe plus) (?i:mettez|prenez|notez|utilisez|c['’]est)(?i: plutôt)?(?i: le)? ([0-9+][0-9 .]{8,}|\S+@\S+)[ .!]*$",
        )
    });
    // « j'utilise plus lea@…, maintenant c'est marie@… »
    static UNUSED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:(?:je |j['’]|on |nous )?(?:n['’]|ne )?(?:utilis(?:e|ons|ez)|me sers|regarde|lis|(?:ai|a|avons)) plus (?:de |d['’])?(?:l['’]adresse |le |la )?)\S+@\S+?[ ,;.]+(?i:(?:mais|donc|et|maintenant|désormais)[ ,]+)*(?i:c['’]est|utilisez|prenez|mettez|notez|[ée]crivez(?: [àa]| sur)?)(?i: plutôt| maintenant| désormais)?(?: à)? (\S+@.+)$",
        )
    });
    // « c'est 384 … 028 et plus 384 … 010 »
    static NO_MORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^([^0-9]*[0-9][0-9 .]*?)(?i:,? et (?:non )?plus (?:le )?|, plus le )[0-9][0-9 .]*[ .!]*$")
    });
    // « 01 … si le salon est fermé c'est le 06 … » tells when.
    static WHEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:si|quand|lorsque?|sauf|le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir))\b",
        )
    });
    static TAKEN_BACK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^.+?(?:[.,;…]+ *(?i:enfin,? non|ah non|euh non|non,? pardon|oups|rectification)| (?i:euh non|ah non|non,?)(?:,? pardon| je me trompe| excusez))[ ,:]+(?i:c['’]est )?(.+)$",
        )
    });
    // One of these stands in whatever takes something back, and few answers do.
    static HINT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)pas|non|lieu|place|avant|anci|maintenant|désormais|présent|aujourd|oups|rectif|plus|ferm",
        )
    });
    let text = text.trim();
    if !HINT.is_match(text) {
        return text;
    }
    if let Some(found) = DENIED_FIRST.captures(text)
        && let (Some(denied), Some(kept)) = (found.get(1), found.get(2))
        && are_alike(denied.as_str(), kept.as_str())
        && !fold(kept.as_str()).split(' ').any(|word| listed("pas ni plus", word))
    {
        return kept.as_str();
    }
    if let Some(found) = DENIED_LAST.captures(text)
        && let (Some(kept), Some(denied)) = (found.get(1), found.get(2))
    {
        // « pardon j'ai tapé trop vite, 05 … »
        let last = kept.as_str().rsplit([',', ':', ';']).next().map_or("", str::trim);
        let alike = [kept.as_str(), last].into_iter().find(|kept| are_alike(kept, denied.as_str()));
        if let Some(kept) = alike {
            return kept;
        }
    }
    let kept = |form: &Regex| form.captures(text).and_then(|found| found.get(1)).map(|kept| kept.as_str());
    let of = |forms: &[&LazyLock<Regex>]| forms.iter().find_map(|form| kept(form));
    let dead = || of(&[&UNUSED, &NO_MORE, &DEAD, &DEAD_NUMBER]).filter(|_| !WHEN.is_match(text));
    let kept = of(&[&INSTEAD, &RENEWED, &SINCE]).or_else(dead).or_else(|| of(&[&FORMER, &MOVED]));
    if let Some(kept) = kept {
        return kept;
    }
    TAKEN_BACK.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str())
}

/// « je me suis trompée, c pas le 12 c le 21 »: the day that is meant.
pub fn other_day(text: &str) -> &str {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:[^0-9]{0,60}[ ,.])?(?:c['’ ]?(?:est )?|ce n['’]est )?pas le [0-9]{1,2},? (?:mais |plut[ôo]t |c['’ ]?(?:est )?)(le [0-9]{1,2}(?: \p{L}{3,9})?(?: [0-9]{4})?)[ .!]*$",
        )
    });
    if !text.contains("pas le ") {
        return text;
    }
    OTHER.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str())
}

/// « c'est bien le 18 mais en février », « mêmes jours mais en mars »: the day of the date it has now, or the one that is
/// said, in another month.
pub fn other_month(text: &str, current: Option<&Valeur>) -> Option<String> {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:non[ ,]+)?(?:c['’]est |c )?(?:bien )?(?:(le) ([0-9]{1,2}|1er)|(?:les? )?(?:m[êe]mes?|bons?) (?:jours?|dates?)|(?:la )?m[êe]me chose|pareil),? mais (?:en |de |au mois de |d['’])?(\p{L}{3,9})(?: ([0-9]{4}))?(?:,? (?:et )?pas (?:en )?\p{L}{3,9})?[ .!]*$",
        )
    });
    if !text.contains("mais") {
        return None;
    }
    let found = OTHER.captures(text.trim())?;
    let now = match current {
        Some(Valeur::Date(day)) => Some(day.day()),
        _ => None,
    };
    let day = match found.get(2) {
        Some(day) => day.as_str().trim_end_matches("er").parse().ok()?,
        None => now?,
    };
    // « le 18 mais demain » is no month.
    let month = fold(&found[3]);
    let year = found.get(4).map_or("", |year| year.as_str());
    is_month(&month).then(|| format!("le {day} {month} {year}"))
}

/// « le 9 janvier, ah non c'est un samedi, donc lundi 11 janvier 2027 »: what it comes to.
pub fn comes_to(text: &str) -> &str {
    const TAKES_BACK: &str = "non mais pardon oups erreur zut mince";
    let Some((before, after)) = text.rsplit_once(" donc ") else { return text };
    // « donc fermé le 13 », « donc le 11 » of a month said before: not the day alone.
    static DAY: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)^(?:le |c['’]est le |ce sera le )?{DAY_OF_MONTH}[ .!]*$")));
    let before = fold(before);
    let says = |list: &str| before.split(' ').any(|word| listed(list, word));
    if says(TAKES_BACK) && !says("jours retard jour") && DAY.is_match(after) { after } else { text }
}

/// « surtout pas le 06 12 34 56 78 », « pas contact@exemple.fr »: only what it is not.
pub fn only_denies(text: &str) -> bool {
    static DENIES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:ah |ben |euh )?non[ ,.]+)?(?:surtout |c['’]est |ce n['’]est )?(?:pas|plus) (?:sur |par |à |au )?(?:le |la |l['’]|mon |ma |ce |cette )?(?:num[ée]ro |portable |fixe |siret |adresse |mail |code |cp )?(?:: ?)?(?:[0-9+(][0-9 .()+-]*|\S+@\S+)[ ,]*(?:svp|stp|merci)?[ !.]*$|^(?:le |la )?(?:[0-9+(][0-9 .()+-]*|\S+@\S+) (?:n['’]existe plus|(?:ne )?(?:marche|fonctionne) plus)[ !.]*$",
        )
    });
    let denied = |clause: &str| DENIES.is_match(clause.trim().trim_start_matches("et ").trim());
    (text.contains("as ") || text.contains("lus")) && text.split(',').all(denied)
}

/// « un de plus », « 2 heures de moins »: what is said, and which way.
pub fn difference(text: &str) -> Option<(&str, i64)> {
    static DIFFERENCE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:non|finalement|en fait|c['’]est|il y en a|y['’]en a|on est|on a|ajoutez|rajoutez|mettez|comptez|avec)[ ,]+)*((?:[0-9][0-9 ]*(?:[.,][0-9]+)?|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) ?(?:€|euros?|h|heures?|min|minutes?|kms?|nuits?|repas|personnes?|stagiaires?|salariée?s?|participante?s?)?) de (plus|moins)(?:[ ,]+(?:finalement|que prévu|svp|merci))*[ .!]*$",
        )
    });
    // Few answers have them, and all are asked.
    if !["plus", "PLUS", "moins", "MOINS"].iter().any(|word| text.contains(word)) {
        return None;
    }
    let found = DIFFERENCE.captures(text.trim())?;
    let sign = if found[2].eq_ignore_ascii_case("plus") { 1 } else { -1 };
    found.get(1).map(|by| (by.as_str(), sign))
}

/// Both begin as numbers do, as names do, or both are addresses: the one stands for the other.
fn are_alike(one: &str, other: &str) -> bool {
    let bare = |text: &str| {
        let text = text.trim_start();
        let led = ["le ", "la ", "les ", "l'", "l’", "à ", "au ", "chez "]
            .iter()
            .find_map(|lead| text.strip_prefix(lead));
        led.unwrap_or(text).to_owned()
    };
    let (one, other) = (bare(one), bare(other));
    let both = |is: fn(char) -> bool| one.starts_with(is) && other.starts_with(is);
    // « le fixe 01 …, le portable 07 … »
    let is_timed = |text: &str| {
        const TIMES: &str =
            "matin soir midi lundi mardi mercredi jeudi vendredi samedi dimanche mari femme celui";
        fold(text).split(' ').any(|word| listed(TIMES, word))
    };
    let is_long = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() >= 9;
    both(|c| c.is_ascii_digit())
        || is_long(&one) && is_long(&other) && !is_timed(&other)
        || both(char::is_uppercase)
        || one.contains('@') && other.contains('@')
}

/// « 69003, non, 69006 », « 6900 pardon 69003 »: what is said last, when it is all that would do.
pub fn corrected(text: &str, read: impl Fn(&str) -> Lecture) -> Option<Lecture> {
    static SECOND_THOUGHT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:non|pardon|erreur|oups|plut[oô]t|rectification|d[eé]sol[eé]e?)\b(?:[ ,]+(?:non|pardon|plut[oô]t))*",
        )
    });
    let mut thoughts = SECOND_THOUGHT.find_iter(text);
    let (Some(thought), None) = (thoughts.next(), thoughts.next()) else { return None };
    let (before, after) = (&text[..thought.start()], &text[thought.end()..]);
    // « et non 02000 » takes back what follows.
    if before.trim_end().ends_with(" et") || before.trim_end().ends_with("(et") {
        return None;
    }
    let said = before.contains(|c: char| c.is_ascii_digit() || c == '@');
    let lecture = read(after);
    (said && matches!(lecture, Lecture::Read(_))).then_some(lecture)
}

/// « les deux derniers chiffres c'est 01 pas 10 », « ça finit par 00033 »: the number it has now, with another end.
pub fn with_other_end(text: &str, current: &str, names: &str) -> Option<String> {
    // Nothing else is spoken of: « la fin du mois, le 30 » is no number's.
    static SAYS: Words = Words::new(
        "les le la l du de fin finit finissait termine se dernier derniers chiffre chiffres c est sont ca il elle par a en pas non mais au \
         lieu mon notre plutot pardon desole desolee oups erreur oui svp stp merci bonjour et je me suis trompe trompee",
    );
    // « non, ça finit par 94 » denies what stands.
    let text =
        ["non,", "Non,", "non ", "Non "].iter().find_map(|no| text.trim().strip_prefix(no)).unwrap_or(text);
    let lexed = tokens(text);
    let ends = lexed.iter().any(|token| token.is_in("fin finit finissait termine dernier derniers"));
    let says = |token: &Token| token.is_in(&SAYS) || token.is_in(names);
    if !ends || lexed.iter().any(|token| token.word().is_some() && !says(token)) {
        return None;
    }
    // « fin le 14 » is a day; « 79 et 80 » are two.
    let day = |pair: &[Token]| pair[0].is_in("le et") && pair[1].is_number();
    if lexed.windows(2).any(day) {
        return None;
    }
    let denied = lexed.iter().any(|token| token.is_in("pas non"));
    let phrase = settle(lexed);
    if denied && phrase.retracted.is_empty() {
        return None;
    }
    // « les deux derniers »: how many they are.
    let counts = |at: usize| phrase.kept.get(at + 1).is_some_and(|next| next.is_in("dernier derniers"));
    let count = (0..phrase.kept.len()).filter(|&at| counts(at)).find_map(|at| phrase.kept[at].digits());
    let figures = |tokens: &[Token]| tokens.iter().filter_map(Token::figures).collect::<String>();
    let kept: Vec<Token> =
        (0..phrase.kept.len()).filter(|&at| !counts(at)).map(|at| phrase.kept[at].clone()).collect();
    let (end, denied) = (figures(&kept), figures(&phrase.retracted));
    let fits = !end.is_empty()
        && count.is_none_or(|count| count.parse() == Ok(end.len()))
        && (denied.is_empty() || denied.len() == end.len() && current.ends_with(&denied));
    let kept = current.get(..current.len().checked_sub(end.len())?)?;
    (fits && !kept.is_empty()).then(|| format!("{kept}{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_denied_gives_way() {
        for (text, expected) in [
            ("pas Word mais PowerPoint", "PowerPoint"),
            ("Formalys et pas Formalis", "Formalys"),
            ("non, 38100 et pas 38000", "38100"),
            ("35510 au lieu de 35000", "35510"),
            ("non pas Word, Excel débutant", "Excel débutant"),
            ("pas 35000, 35200", "35200"),
            ("pas le 03 53 01 18 60, prenez le 03 53 01 18 06", "le 03 53 01 18 06"),
            ("Vannes. Enfin non, Auray", "Auray"),
            ("non pas le 03 53 01 18 60, plutôt le 03 53 01 18 06", "le 03 53 01 18 06"),
            ("06 12 34 56 78, pas le matin", "06 12 34 56 78, pas le matin"),
            ("Soudure, pas de prérequis", "Soudure, pas de prérequis"),
            ("Gérer et non subir le stress", "Gérer et non subir le stress"),
        ] {
            assert_eq!(meant(text), expected, "{text}");
        }
    }
}
