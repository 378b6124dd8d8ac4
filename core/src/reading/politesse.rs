//! What surrounds an answer in a letter: « Bonjour, », « Merci d'avance. », « Cordialement ».

use std::sync::LazyLock;

use regex::Regex;

use super::fold::{fold, words};
use super::identite::pattern;

/// What a line is made of that only greets, thanks, wishes well or takes leave, folded.
static FORMULES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?:et |tres |bien |avec )*(?:",
        r"bonjour|bonsoir|hello|salut|slt|bjr|coucou|re|madame|monsieur|mme|mr|mesdames|messieurs|chere?s?|a tous|a vous|a toi",
        r"|(?:un grand |encore )?(?:merci|mes remerciements|(?:je|nous) vous remerci(?:e|ons))(?: beaucoup| bcp| bien| encore| infiniment| mille fois)*(?: a vous| a toi)?(?: d avance| par avance)?(?: (?:pour|de) (?:votre|vos|ton|tout|toute|l|ce|cette)(?: [a-z]+){0,3})?",
        r"|(?:bonne|bon|belle|excellente|excellent|agreable)(?: fin de| debut de)? (?:journee|soiree|semaine|apres midi|matinee|reception|continuation|lecture|week end|weekend|we|courage)(?: a vous| a toi| a tous| aussi)?",
        r"|(?:tous )?(?:mes |nos )?(?:meilleurs |bons )?voeux(?: pour (?:20[0-9]{2}|l annee|cette annee|la nouvelle annee))?",
        r"|(?:bonnes|joyeuses) fetes(?: de fin d annee)?|joyeux noel|bonne annee(?: 20[0-9]{2})?",
        r"|(?:(?:je |nous )?(?:reste|restons|restant) )?a votre (?:entiere )?disposition(?: pour (?:tout|toute)(?: [a-z]+){1,3})?",
        r"|(?:(?:je suis |nous sommes |reste |restons )?dans l|en) attente (?:de|d une) (?:votre |vos )?(?:retours?|reponses?|confirmation|accord)",
        r"|(?:en )?vous (?:en )?(?:remerciant|souhaitant)(?: (?:par|d) avance| une (?:bonne|excellente|agreable) [a-z]+)?",
        r"|cordialement|cdlt|cdt|amicalement|salutations|sinceres|meilleures|distinguees|respectueusement|votre|a bientot|a tres bientot|a tres vite",
        r")(?: |$))+$",
    ))
});

/// Stems of words that announce a file.
const ANNONCES: [&str; 9] =
    ["joint", "jointe", "joints", "jointes", "pj", "voici", "voila", "trouverez", "annexe"];

/// Most words of a line that only announces files.
const ANNONCE_MAX: usize = 25;

/// The text without the lines that only greet, thank or take leave, at either end.
pub fn without_courtesy(text: &str) -> &str {
    let mut text = text.trim();
    while let Some((first, rest)) = text.split_once('\n')
        && is_courtesy(first)
    {
        text = rest.trim_start();
    }
    while let Some((rest, last)) = text.rsplit_once('\n')
        && is_courtesy(last)
    {
        text = rest.trim_end();
    }
    if is_courtesy(text) && !text.contains('\n') { "" } else { text }
}

/// A line that only greets, thanks, wishes well or takes leave.
pub fn is_courtesy(line: &str) -> bool {
    // Beyond, something is said.
    const LONGEST: usize = 120;
    line.len() <= LONGEST && {
        let folded = fold(line);
        folded.is_empty() || FORMULES.is_match(&folded)
    }
}

/// What is written beside files, and says no more than that they are there: « Ci-joint le devis. »
pub fn only_announces_files(text: &str) -> bool {
    let said = words(text);
    said.len() <= ANNONCE_MAX
        && said.iter().any(|word| ANNONCES.contains(&word.as_str()))
        && !said.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courtesy_is_no_answer() {
        for (text, kept) in [
            (
                "Bonjour,\n\nExcel perfectionnement\n\nMerci d'avance,\nBonne journée",
                "Excel perfectionnement",
            ),
            ("Bonsoir !\n21h\nMerci", "21h"),
            ("Merci", ""),
            ("Bonjour,\n\nMerci.", ""),
            ("oui", "oui"),
            ("Accueil : dire bonjour\net merci au client", "Accueil : dire bonjour\net merci au client"),
            ("Merci et bonne journée", ""),
            ("21h\nMeilleurs vœux pour 2027", "21h"),
            ("21h\nTrès belle fin de semaine à vous, et merci encore pour votre aide", "21h"),
            ("21h\nJe vous remercie par avance pour votre aide.", "21h"),
            ("21h\nRestant à votre disposition pour tout renseignement complémentaire,", "21h"),
            ("21h\nDans l'attente de votre retour, en vous remerciant par avance", "21h"),
            ("21h\nMerci de noter 14h", "21h\nMerci de noter 14h"),
        ] {
            assert_eq!(without_courtesy(text), kept, "{text:?}");
        }
    }

    #[test]
    fn a_cover_note_is_no_answer() {
        for text in
            ["Ci-joint le devis.", "Bonjour, vous trouverez le programme en PJ", "Voici les documents"]
        {
            assert!(only_announces_files(text), "{text}");
        }
        for text in ["Le coût est de 1 500 €, devis joint", "21h", "Excel perfectionnement"] {
            assert!(!only_announces_files(text), "{text}");
        }
    }
}
