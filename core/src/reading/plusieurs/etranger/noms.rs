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
    normalement finalement soldes livraison subvention aucun aucune urgente obligatoire interne externe individuelle collective courte longue \
    payante gratuite certifiante qualifiante diplomante alternance partenariat cours";

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
            // « formation payée d'avance », « formation refusée »
            let first = said.split(' ').next().unwrap_or_default();
            let alone = listed(NO_TITLE, &said)
                || listed("payee refusee acceptee annulee terminee prevue urgente nouvelle matin air", first)
                || ["dernier jour", "premier jour", "1 jour"].contains(&said.as_str())
                || said.split(' ').any(|word| listed("siret siren", word));
            alone || is_past_or_denied(clause) || self.is_quoted_for_itself(part)
        } else {
            is_a_third(clause, after)
        };
        // « Mélanie part chez Peggy Sage, Aude chez Decléor »
        let chez = |text: &str| {
            text.match_indices("chez ")
                .filter(|(at, chez)| text[at + chez.len()..].starts_with(char::is_uppercase))
                .count()
        };
        let denied = ["pas chez", "plus chez", "non chez"].iter().any(|no| after.contains(no));
        let two = clause.trim_end().ends_with("chez") && chez(after) > 0 && !denied;
        // « 14 h pour Mélanie et 7 h pour Aude »
        static EACH: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"[0-9][^.;]{0,8} pour \p{Lu}\p{Ll}+,? (?:et |mais )?[0-9][^.;]{0,8} pour $")
        });
        if two || EACH.is_match(clause) {
            return Some(Etranger::Incertain);
        }
        other.then_some(Etranger::Autre)
    }

    /// « Nadia mais c'est pour … », « Marc le formateur », « véhicules électriques au GNFA », « Hybride niveau 2. Merci de votre aide »:
    /// the name, and not what goes on.
    pub fn own_extent(&self, place: usize, part: Range<usize>, labelled: bool) -> Range<usize> {
        static TITLE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^(?:[^.]{3,}?)((?: (?:au|chez|avec) (?:le |la |l['’])?\p{Lu}{3,}\b)|\. (?:Merci|Bonne|Cordialement|Bien à)|,? (?:et )?pas (?:encore|niveau|le|la) )",
            )
        });
        static NAME: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*( (?:mais|qui|que|parce|donc|(?:le|la|notre|mon|ma) \p{Ll})\b)",
            )
        });
        static HOUSE: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"^[^,]{2,}(, (?:partenaire|filiale|c['’]est|pas encore))"));
        let piece = self.piece(part.clone());
        // « stage pâtisserie de 2 jours »
        static LASTS: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"^[^0-9]{3,}?( (?:de|en|sur) [0-9]{1,2} ?(?:jours?|heures?|h|j))$"));
        let cut = if self.places[place].libre {
            TITLE.captures(piece).or_else(|| LASTS.captures(piece).filter(|_| !labelled))
        } else if self.is_of_somebody(place) {
            NAME.captures(piece)
        } else {
            HOUSE.captures(piece)
        };
        let end = cut.and_then(|found| Some(part.start + found.get(1)?.start()));
        part.start..end.unwrap_or(part.end)
    }

    /// « Contact : la secrétaire », « organisme : celui de l'an dernier », « la formation Excel ou Word »: nobody and nothing in particular.
    pub fn names_nothing(&self, place: usize, part: &Range<usize>) -> bool {
        static EITHER: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"\b(?:\p{Lu}\p{L}+|[0-9]) ou (?:\p{Lu}|[0-9]\b)"));
        static ROLE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^(?:[Ll]a |[Ll]e |[Ll]['’]|[Uu]ne? |(?:[Mm]me|[Mm]adame|M\.|[Mm]onsieur) l[ae] |[Nn]otre |[Mm]a |[Mm]on )\p{Ll}[^\p{Lu}]*$",
            )
        });
        const PRONOUNS: &str = "celui celle ceux celles moi lui eux elle habituel habituelle habituels idem";
        let piece = self.piece(part.clone());
        let folded = fold(piece);
        let first = folded.split(' ').next().unwrap_or_default();
        if self.places[place].libre {
            return EITHER.is_match(piece) || first == "genre";
        }
        if self.is_of_somebody(place) {
            return ROLE.is_match(piece);
        }
        listed(PRONOUNS, first) && piece.starts_with(char::is_lowercase)
    }

    fn is_of_somebody(&self, place: usize) -> bool {
        self.places[place].mots.iter().any(|name| name == "nom" || name == "nom et prenom")
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
        pattern(
            r"(?i)^,? (?:m['’]a|m['’]ont|nous a|nous ont) (?:parl|conseill|dit|recommand|envoy|orient)|^,? (?:g[ée]rante?,? )?ne part pas|^, c['’]est le nom de (?:la|notre)",
        )
    });
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:m[êe]me (?:\p{L}+ )?que|comme(?: (?:ma|mon) \p{L}+)?|(?:salari[ée]e?s?|employ[ée]e?s?|fourni(?:s|t|ssons|sseur)|[ée]tai[st]|travaill\p{L}+) chez|amie?(?: [^,;.]{0,30})?(?: chez)) ?$",
        )
    });
    SAID.is_match(after) || BEFORE.is_match(clause)
}
