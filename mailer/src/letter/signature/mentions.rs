//! What companies put under every letter: confidentiality, paper, viruses.

use guichet_core::reading::fold;

const DISCLAIMER_STARTS: &[&str] = &[
    "ce message",
    "ce courriel",
    "ce mail",
    "cet e mail",
    "cet email",
    "cette communication",
    "ce courrier electronique",
    "les informations contenues",
    "le present message",
    "le present courriel",
    "l integrite de ce message",
    "this e mail",
    "this email",
    "this message",
    "this communication",
    "the information contained",
    "the contents of this",
    "avant d imprimer",
    "pensez a l environnement",
    "pensez environnement",
    "merci de penser a l environnement",
    "n imprimez",
    "afin de preserver",
    "afin de contribuer",
    "please consider the environment",
    "p please consider",
    "confidentialite",
    "avertissement",
];

pub(super) fn is_disclaimer(folded: &str, lines: &[String]) -> bool {
    if ["confidentiality notice", "disclaimer", "avis de confidentialite"]
        .iter()
        .any(|start| folded.starts_with(start))
    {
        return true;
    }
    if !DISCLAIMER_STARTS.iter().any(|start| folded.starts_with(start)) {
        return false;
    }
    let paragraph: Vec<String> =
        lines.iter().take(8).take_while(|line| !line.trim().is_empty()).map(|line| fold(line)).collect();
    let paragraph = paragraph.join(" ");
    [
        "confidentiel",
        "destinataire",
        "virus",
        "imprimer",
        "imprimez",
        "environnement",
        "confidential",
        "intended recipient",
        "intended solely",
        "intended only",
        "environment",
        "privileged",
        "exclusivement destine",
    ]
    .iter()
    .any(|word| paragraph.contains(word))
}
