//! What was so before, beside what is now: « avant c'était le 06 …, maintenant c'est le 07 … », « j'ai dit 800 HT, c'est 860 HT ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use crate::reading::date::is_month;
use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;

/// Digits of a number that is called or identifies, at least.
const SHORTEST_NUMBER: usize = 9;

impl Chantier<'_, '_> {
    /// What was so before, where what is now follows and is of the same kind.
    pub fn former(&self) -> Vec<Range<usize>> {
        static FORMER: LazyLock<Regex> = LazyLock::new(|| {
            const WAS: &str = r"(?:avant,? (?:c['’ ]?était|on était à|j['’]avais|j['’]étais à)|(?:mon |l['’]|notre |son |le |la )ancien(?:ne)? [^,;.\n0-9@]{0,20}|(?:j['’ ]?ai|j['’ ]?avais|g|on a|on avait|nous avions|je vous ai|je vous avais) (?:dit|mis|noté|note|marqué|indiqué|donné|écrit|ecrit))";
            const IS: &str = r"(?:(?:et|mais|donc) )?(?:(?:maintenant|d[ée]sormais|à pr[ée]sent|depuis|en fait|finalement|l[àa])[ ,]+(?:c['’ ]?est |prenez |mettez )?|(?:le nouveau|la nouvelle|mon nouveau|ma nouvelle)[^,;.\n0-9@]{0,20} |c['’ ]?est )";
            pattern(&format!(r"(?i)\b({WAS} [^;\n]{{1,70}}?)[,.;] ?{IS}([^,;\n]{{2,50}})"))
        });
        // Few messages speak of what was.
        if !["vant c", "vant o", "vant j", "vant, ", "ncien", "dit ", "mis ", "té ", "qué ", "né ", "crit "]
            .iter()
            .any(|word| self.left.contains(word))
        {
            return Vec::new();
        }
        FORMER
            .captures_iter(&self.left)
            .filter(|found| kind(&found[1]).is_some_and(|was| kind(&found[2]) == Some(was)))
            .filter_map(|found| Some(found.get(1)?.range()))
            .collect()
    }
}

#[derive(PartialEq)]
enum Kind {
    Email,
    Number,
    Amount,
    Hours,
    Date,
}

/// What a few words tell, by its form.
fn kind(said: &str) -> Option<Kind> {
    let folded = fold(said);
    let mut words = folded.split(' ');
    let digits = said.bytes().filter(u8::is_ascii_digit).count();
    let glued = |word: &str, unit: &str| {
        word.strip_suffix(unit).is_some_and(|count| count.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if said.contains('@') {
        Some(Kind::Email)
    } else if digits >= SHORTEST_NUMBER {
        Some(Kind::Number)
    } else if digits == 0 {
        None
    } else if said.contains('€') || words.clone().any(|word| listed("ht ttc euros euro", word)) {
        Some(Kind::Amount)
    } else if words.clone().any(|word| glued(word, "h") || glued(word, "heures")) {
        Some(Kind::Hours)
    } else {
        words.any(is_month).then_some(Kind::Date)
    }
}
