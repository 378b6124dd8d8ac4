//! Titles, houses and people that are named for something else.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::chantier::Chantier;
use super::Etranger;
use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;

/// What no training is called by itself.
const NO_TITLE: &str = "eu base incluse inclus comprise internet existe refusee acceptee terminee finie annulee prevue permis idealement mise \
    normalement finalement soldes livraison subvention";

impl Chantier<'_, '_> {
    pub(super) fn is_foreign_name(
        &self,
        place: usize,
        part: &Range<usize>,
        clause: &str,
    ) -> Option<Etranger> {
        let after = self.whole_after(part);
        let other = if self.places[place].libre {
            let said = fold(self.piece(part.clone()));
            let alone = listed(NO_TITLE, &said);
            alone || is_past_or_denied(clause) || self.is_quoted_for_itself(part)
        } else {
            is_a_third(clause, after)
        };
        other.then_some(Etranger::Autre)
    }

    /// « Mon mot de passe est "…" », « Message d'erreur : "…" », « ce que vous appelez "nb km" »
    pub fn is_quoted_for_itself(&self, part: &Range<usize>) -> bool {
        static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r#"(?i)\b(?:mot de passe|erreur|message|appelez|veut dire|signifie|bouton|case|rubrique|champ)\b[^.;\n]{0,20}["«“]? ?$"#,
            )
        });
        QUOTED.is_match(self.line_before(part))
    }
}

/// « Pas la formation maquillage », « Ma collègue a fait la formation SST », « en 2025 j'ai suivi la formation modelage », « Dossier refusé pour
/// la formation … »
fn is_past_or_denied(clause: &str) -> bool {
    static NOT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^ *(?:pas|plus) (?:la |de |une |le )(?:formation|stage)|\b(?:ai|a|as|avait|avais|avons|ont) (?:d[ée]j[àa] )?(?:fait|suivi|pass[ée]) (?:la |une |cette |le |un )?(?:formation|stage|module)?|\bne (?:souhait|veu|voul|fer|fai|f[ae]ra)\p{L}* (?:plus|pas)\b[^,;.]*|\b(?:refus[ée]e?|annul[ée]e?)\b[^,;.]*|\bsavoir si\b[^,;.]*) ?$",
        )
    });
    NOT.is_match(clause)
}

/// « Marc Duval m'a parlé de vous », « la même que Sandrine Lopez », « salarié chez Lenôtre », « je me fournis chez Metro »
fn is_a_third(clause: &str, after: &str) -> bool {
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^,? (?:m['’]a|m['’]ont|nous a|nous ont) (?:parl|conseill|dit|recommand|envoy|orient)")
    });
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:m[êe]me (?:\p{L}+ )?que|comme|(?:salari[ée]e?s?|employ[ée]e?s?|fourni(?:s|t|ssons|sseur)|[ée]tai[st]|travaill\p{L}+) chez|amie?(?: [^,;.]{0,30})?(?: chez)) ?$",
        )
    });
    SAID.is_match(after) || BEFORE.is_match(clause)
}
