//! Who changes her mind about what she wants: « pas d'hôtel… ah si finalement il en faut un ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::mots::trimmed;
use crate::reading::identite::pattern;

impl Chantier<'_, '_> {
    /// What is wanted in the end, and where it is said, right behind what was said first; « si finalement il en faut un, je vous dirai » and « ah si,
    /// il me faut 2 repas » change nothing.
    pub(super) fn turned(&self, yes: bool, part: &Range<usize>) -> Option<(bool, Range<usize>)> {
        static WANTS: LazyLock<Regex> = LazyLock::new(|| {
            const ONE: &str = r"(?:il (?:(?:m|nous )['’]?)?en (?:faut|faudra|faudrait)(?: bien)? une?|(?:j['’]|on |nous )en (?:veux|veut|voulons|prends|prend|prenons|prendrai|voudrais) une?)";
            pattern(&format!(
                r"(?i)^[ .,…!;]*(?:(?:(?:ah|euh|oh|heu|mais|bon)[ ,.…]*)+(?:si|oui)\b[ ,]*(?:(?:finalement|en fait)[ ,]*(?:{ONE})?|{ONE})|(?:(?:ah|euh|oh|heu|mais|bon|non)[ ,.…]*)*(?:finalement|en fait),? (?:si|oui)\b[ ,]*(?:{ONE})?)(?: quand même)?[ ]*(?:[,.;!\n]|$)"
            ))
        });
        static WANTS_NONE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^[ .,…!;]*(?:(?:(?:ah|euh|oh|heu|mais|bon)[ ,.…]*)*(?:non[ ,]*(?:finalement|en fait)|(?:finalement|en fait),? non)\b)[ ,.]*(?:(?:c['’]est )?pas (?:la peine|besoin|n[ée]cessaire|utile)|plus besoin|j['’]en (?:veux|prends) (?:pas|plus)|je (?:rentre|rentrerai)(?: chez moi)?(?: le soir)?)?[ ]*(?:[,.;!\n]|$)",
            )
        });
        let after = self.piece(part.end..self.text.len());
        let found = if yes { &WANTS_NONE } else { &WANTS }.find(after)?;
        Some((!yes, trimmed(self.text, part.end + found.start()..part.end + found.end())))
    }
}
