//! What companies put under every letter: confidentiality, paper, viruses, the right to be left alone.

use guichet_core::reading::fold;

use super::super::lettres::{Lettres, beginnings};
use super::super::ligne::Texte;

/// Nobody begins a sentence of her own so.
pub(super) const SURE: &[&str] = &[
    "confidentiality notice",
    "disclaimer",
    "avis de confidentialite",
    "clause de confidentialite",
    "mention de confidentialite",
    "message confidentiel",
    "si vous n etes pas le destinataire",
    "si vous n etes pas destinataire",
    "si vous avez recu ce message par erreur",
    "si vous avez recu ce mail par erreur",
    "si vous avez recu ce courriel par erreur",
    "si vous avez recu cet email par erreur",
    "si vous avez recu cet e mail par erreur",
    "si vous recevez ce message par erreur",
    "si vous recevez ce mail par erreur",
    "si vous recevez ce courriel par erreur",
    "if you are not the intended recipient",
    "if you have received this",
    "avant d imprimer",
    "p avant d imprimer",
    "pensez a l environnement",
    "pensez environnement",
    "merci de penser a l environnement",
    "please consider the environment",
    "p please consider",
    "n imprimez ce",
    "n imprimez que",
    "imprimez uniquement si",
    "conformement au rgpd",
    "conformement au reglement general sur la protection",
    "conformement a la loi informatique",
    "droit a la deconnexion",
    "l absence de virus dans ce",
    "aucun virus trouve",
    "aucun virus n a ete",
];

/// May begin a disclaimer, or a sentence: the rest tells.
pub(super) const STARTS: &[&str] = &[
    "ce message",
    "ce courriel",
    "ce mail",
    "ce document",
    "cet e mail",
    "cet email",
    "cette communication",
    "cette transmission",
    "ce courrier electronique",
    "cette messagerie",
    "les informations contenues",
    "le contenu de ce",
    "le contenu du present",
    "le present message",
    "le present courriel",
    "le present e mail",
    "l integrite de ce message",
    "l internet ne permettant pas",
    "internet ne permettant pas",
    "toute utilisation de ce message",
    "toute publication utilisation",
    "toute diffusion",
    "l emetteur decline",
    "l expediteur decline",
    "sauf mention contraire",
    "si vous recevez ce",
    "this e mail",
    "this email",
    "this message",
    "this communication",
    "this document",
    "the information contained",
    "the contents of this",
    "confidentialite",
    "confidentiel",
    "avertissement",
    "attention ce message",
    "attention ce mail",
    "attention cet e mail",
];

/// About paper, when it is.
pub(super) const GREEN: &[&str] = &[
    "afin de preserver",
    "afin de contribuer",
    "preservons",
    "protegeons",
    "adoptez l eco",
    "adoptons",
    "un geste pour",
    "ensemble",
    "soyons eco",
];

const BEGINNINGS: Lettres = Lettres::first_of(&[SURE, STARTS, GREEN]);

/// What a disclaimer is about.
const ABOUT: &[&str] = &[
    "confidentiel",
    "confidential",
    "destinataire",
    "strictement reserve",
    "usage exclusif",
    "intention exclusive",
    "exclusivement destine",
    "par erreur",
    "virus",
    "imprimer",
    "imprimez",
    "impression",
    "environnement",
    "environment",
    "intended recipient",
    "intended solely",
    "intended only",
    "privileged",
    "decline toute responsabilite",
    "ne saurait etre tenu",
    "heures de travail",
    "horaires de travail",
    "temps de travail",
];

/// Whether the letter is over at this line, folded in `folded`, the first of `lines`.
pub(super) fn is_disclaimer(folded: &str, lines: &[Texte]) -> bool {
    if !BEGINNINGS.may_begin(folded) {
        return false;
    }
    let begins = |with: &[&str]| beginnings(folded, with).next().is_some();
    if begins(SURE) {
        return true;
    }
    let green = begins(GREEN);
    if !green && !begins(STARTS) {
        return false;
    }
    let paragraph: Vec<String> =
        lines.iter().take(8).take_while(|line| !line.is_blank()).map(|line| fold(line)).collect();
    let paragraph = paragraph.join(" ");
    if green {
        return ["imprim", "papier"].iter().any(|word| paragraph.contains(word));
    }
    ABOUT.iter().any(|word| paragraph.contains(word))
}
