//! Numbers, addresses and towns that are somebody else's.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::chantier::Chantier;
use super::{Etranger, jours};
use crate::catalogue::Nature;
use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;

/// Who is not to be called.
const THEY: &str = r"(?:formateur|formatrice|comptable|mari|femme|conjointe?|centre|organisme|secr[ée]taire du centre|fils|fille|m[èe]re|p[èe]re|voisine?|banque|assureur|fournisseur)";

impl Chantier<'_, '_> {
    /// « Le 06 … c'est le formateur », « SIRET de notre ancien salon : … », « elle habite à Tours »
    pub(super) fn is_foreign_contact(
        &self,
        nature: &Nature,
        part: &Range<usize>,
        clause: &str,
    ) -> Option<Etranger> {
        let after = self.whole_after(part);
        let line = self.line_before(part);
        let other = match nature {
            Nature::Telephone => {
                static AFTER: LazyLock<Regex> = LazyLock::new(|| {
                    pattern(&format!(
                        r"(?i)^ ?,? ?(?:\(|c['’ ]?est |est )(?:celui (?:de |du )|celle (?:de |du ))?(?:le |la |l['’]|mon |ma |notre |son |sa |du |de la )?{THEY}\b"
                    ))
                });
                static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
                    pattern(
                        r"(?i)\b(?:urgence|cass[ée]|ai appel[ée]|injoignables?|r[ée]pond(?:ent)? (?:pas|plus|jamais)|(?:num[ée]ro|n°) (?:de |d['’])(?:dossier|client|adh[ée]rent|contrat|police|commande|facture|devis|s[ée]cu)|dossier|adh[ée]rent)\b[^,;.0-9]*$",
                    )
                });
                AFTER.is_match(after) || BEFORE.is_match(line)
            }
            Nature::Email => {
                static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
                    pattern(
                        r"(?i)(?:n['’ ](?:[ée]crivez|envoyez|utilisez)|ne (?:m['’])?(?:[ée]crivez|envoyez|utilisez)) (?:plus|pas) (?:sur|à|au)? ?|\b(?:plus (?:d['’])?acc[èe]s à|re[çc]u (?:un (?:mail|message|devis) |le devis )?de|(?:vient|provient) de|comptable|banque)[ :(]*$",
                    )
                });
                BEFORE.is_match(line)
            }
            Nature::Siret => {
                static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
                    pattern(
                        r"(?i)\b(?:ancien(?:ne)?|pas le bon|pr[ée]c[ée]dente?|comptable|vendu|ferm[ée])\b[^.;0-9]*$",
                    )
                });
                BEFORE.is_match(line)
            }
            Nature::CodePostal => is_a_reference(line) || ends_a_reference(after),
            _ => {
                let said = fold(self.piece(part.clone()));
                is_a_reference(line)
                    || said.split(' ').any(|word| {
                        listed("dossier code ape naf ref reference facture devis client numero", word)
                    })
                    || is_of_somebody(clause)
                    || is_said_there(after)
                    || jours::is_done(clause)
                    || line.trim().eq_ignore_ascii_case("fait à")
            }
        };
        other.then_some(Etranger::Autre)
    }
}

/// « Dossier 45012 », « Réf. 69003-12 », « Code APE 96020 »
fn is_a_reference(line: &str) -> bool {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:dossier|r[ée]f(?:[ée]rence)?\.?|(?:code )?(?:ape|naf)|facture|devis|client|commande|contrat)(?: n°| num[ée]ro)? ?:? ?$",
        )
    });
    NUMBER.is_match(line)
}

fn ends_a_reference(after: &str) -> bool {
    after.starts_with('-') && after[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// « elle habite à Tours », « née le 12 mai 1998 à Oran », « ce n'est pas à Lyon »
fn is_of_somebody(clause: &str) -> bool {
    static LIVES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:elle|il|qui|ils|elles|\p{Lu}\p{L}+) (?:habite|habitent|vit|vivent|r[ée]side|vient)|domicili[ée]e?s?|originaire|n[ée]e? (?:le|en|à)\b[^,;]*|naissance|(?:n['’]est|n['’]a|est|c['’]est|a) pas(?: lieu)?) ?(?:à|a|de|sur|dans le|au|vers|:)? ?$",
        )
    });
    LIVES.is_match(clause)
}

/// « Chez Citroën à Niort on m'a dit de vous appeler »
fn is_said_there(after: &str) -> bool {
    static SAID: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^,? on (?:m['’]a|nous a) (?:dit|conseill|parl)"));
    SAID.is_match(after)
}
