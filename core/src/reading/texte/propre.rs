//! The words of an answer that are its own: « dispensée par Great Lengths », « Forma+ (02 40 11 22 33) », « HACCP, c'est ma 3e demande ».

use std::sync::LazyLock;

use regex::Regex;

use crate::reading::identite::pattern;

/// What leads to a house or a title; what then begins as a name does is its own.
fn led(text: &str) -> &str {
    static LED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?i:(?:(?:l['’])?(?:organisme|of|centre|prestataire|[ée]cole)(?: de formation)?|(?:la )?formation|(?:le )?stage)",
            r"(?: (?:prévue?|choisie?|retenue?|envisagée?))? ?: ?|c['’]est (?:l['’]organisme|le centre|l['’]institut) |",
            r"(?:elle (?:est|sera) )?(?:organisée|assurée|dispensée|donnée|animée|faite|proposée) par |",
            r"il s['’]agit d(?:e |['’])(?:l['’])?|toujours |je confirme[ ,:]+|via (?:notre|mon|le) \p{L}+, )",
            r"(?:(?i:l['’]organisme )?)((?:l['’])?(?:[\p{Lu}0-9«“\x22]|(?:[ée]cole|organisme|institut|maison) \p{Lu}).*)$",
        ))
    });
    LED.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str())
}

/// What is quoted, where the sentence around it says nothing else: « La formation "Extensions à froid" qui se déroule sur 2 jours ».
fn quoted(text: &str) -> &str {
    static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"^(?i:(?:(?:la |le |l['’]|cette |ce )?(?:formation|stage|module|titre|intitulé)|toujours|je confirme|c['’]est|plutôt|finalement)[ ,:]*)?(?:« ?([^«»]{2,})»|“([^“”]{2,})”|"([^"]{2,})")(?i:,? (?:qui|et (?:non|pas)|pas|non|mais pas|au lieu)\b.*|[ .!]*)$"#,
        )
    });
    let found = QUOTED.captures(text);
    let inside = found.and_then(|found| found.get(1).or(found.get(2)).or(found.get(3)));
    inside.map_or(text, |found| found.as_str().trim())
}

/// Without what is said besides: a bracket, a denial, where it is, how sure it is not.
fn without_besides(text: &str) -> &str {
    // « (Mr Lebrun) », « (02 40 11 22 33) », « (78) », « (avant : Beauty Consulting) », « (le niveau 1 je l'ai fait en 2024) »
    static BRACKET: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(.{3,}?) ?\((?:[0-9]{2,3}|0[0-9](?:[ .]?[0-9]{2}){4}|(?:M\.|Mr|Mme|Monsieur|Madame) [^()]*|(?i:avant|anciennement)\b[^()]*|[^()]*(?i:\b(?:je|j['’]ai|on|nous)\b)[^()]*)\)$",
        )
    });
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(.{3,}?)(?i:,? et (?:non|pas) (?:le |la |« ?)?\S.*|, (?:et )?pas (?:le |la |un |une |encore |« ?|(?-i:\p{Lu}))\S*.*|, mais .*|,? qui (?:nous|se|me|va|fait)\b.*|",
            r", c['’]est .*|, (?:partenaire|filiale|anciennement|ex) .*|, [0-9]{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|bd|place|chemin|route|impasse|allée|quai)\b.*|",
            r",? (?:sas |sarl |eurl )?au capital de .*|, \S+ (?:étant|ayant) .*|, selon .*)$",
        ))
    });
    [&BRACKET, &TAIL].into_iter().fold(text, |text, form| {
        form.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str().trim_end())
    })
}

/// The title or the house that an answer gives, and no more.
pub(super) fn own_words(text: &str) -> &str {
    // « ECF Pays de Loire... »
    let open = text.ends_with("..") || text.ends_with('…');
    let text = if open { text.trim_end_matches(['.', '…', ' ']) } else { text };
    let text = quoted(text);
    let text = led(text);
    quoted(without_besides(text))
}

/// Nothing in particular: « voir programme ci-joint », « mon organisme habituel », « Great Lengths ou Balmain », « HACCP je crois ».
pub(super) fn is_of_nothing(text: &str) -> bool {
    static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?i:(?:(?:mon|ma|notre|nos|l['’]|le|la|c['’]est l['’]|c['’]est le |nous sommes un |pas d['’]un |pas un )? ?(?:organisme|centre|formation|prestataire)(?: de formation)?",
            r" (?:habituel(?:le)?|que (?:vous|nous)|n['’]a pas|n['’]est pas|nous-m[êe]mes?)\b.*)|",
            r"(?:cf\.?|voir|voyez) (?:mon|ma|le|la|les|l['’]|votre|notre|ci|en|programme|devis|mail|pi[èe]ces?)\b.*|(?:comme|idem que|pareil que) (?:sur|dans|l['’]an|la derni)\b.*|",
            r"rien(?: de nouveau| de plus)?|pas (?:encore )?d[ée]cid[ée]e?|je confirme|inchang[ée]e?|je vous laisse\b.*|un(?:e)? (?:dame|monsieur|formateur|formatrice|personne|ami|amie) qui\b.*|",
            r".* (?:je crois|je pense|il me semble|sans doute)|.*,? je ne me souviens plus.*|je vous avais (?:r[ée]pondu|dit|mis)\b.*|.*\p{L} (?:ou) \p{L}[^,]*, (?:selon|à voir|je|on|nous)\b.*)[ .!]*$",
        ))
    });
    NOTHING.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_its_own() {
        for (text, expected) in [
            ("Organisme : Campus Auto Rhône", "Campus Auto Rhône"),
            ("c'est l'organisme Formacoiff Bourgogne", "Formacoiff Bourgogne"),
            ("dispensée par Great Lengths", "Great Lengths"),
            ("Elle est organisée par Ferrandi Paris", "Ferrandi Paris"),
            ("La formation \"Extensions à froid\" qui se déroule sur 2 jours", "Extensions à froid"),
            ("\"Management d'équipe\" et non \"Gestion d'équipe\"", "Management d'équipe"),
            ("Toujours \"Extensions à froid\"", "Extensions à froid"),
            ("Forma+ (02 40 11 22 33)", "Forma+"),
            ("Auto-école du Centre (Mr Lebrun)", "Auto-école du Centre"),
            ("sertissage niveau 2 (le niveau 1 je l'ai fait en 2024)", "sertissage niveau 2"),
            ("Forma+, 3 rue du Port à Nantes", "Forma+"),
            ("HACCP, c'est ma 3e demande !!", "HACCP"),
            ("INBP, anciennement EFBPA", "INBP"),
            ("Peggy Sage, Decléor étant trop cher", "Peggy Sage"),
            ("ECF Pays de Loire...", "ECF Pays de Loire"),
            // Of the name itself.
            ("Hygiène (HACCP)", "Hygiène (HACCP)"),
            ("Toujours plus loin", "Toujours plus loin"),
            ("Organisme de sélection", "Organisme de sélection"),
            ("Vendre et fidéliser, pas à pas", "Vendre et fidéliser, pas à pas"),
        ] {
            assert_eq!(own_words(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_in_particular_is_no_answer() {
        for (text, expected) in [
            ("voir programme ci-joint", true),
            ("cf. mon mail du 24/11", true),
            ("Mon organisme habituel", true),
            ("C'est l'organisme que vous nous aviez conseillé", true),
            ("Une dame qui fait ça chez elle, Mme Faure", true),
            ("Great Lengths ou Balmain, selon les places", true),
            ("Soudure alu, ou inox, je ne me souviens plus", true),
            ("Forma+ je crois", true),
            ("Voir et faire voir", false),
            ("Une formatrice indépendante", false),
            ("Organisme de sélection", false),
        ] {
            assert_eq!(is_of_nothing(text), expected, "{text}");
        }
    }
}
