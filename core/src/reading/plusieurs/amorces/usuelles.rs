//! The words that lead to the texts that most forms ask: a title, who trains, who is to be reached.

use super::super::mots::Mot;
use crate::catalogue::Nature;

/// What leads to a title, folded.
const TO_A_TITLE: [&str; 11] = [
    "formation",
    "stage",
    "formation qui s appelle",
    "stage qui s appelle",
    "intitule",
    "titre",
    "theme",
    "vrai nom c est",
    "ca s appelle",
    "nom de la formation",
    "nom du stage",
];
/// What leads to who trains, folded.
const TO_A_HOUSE: [&str; 27] = [
    "chez",
    "prestataire",
    "fournisseur c est",
    "aupres de",
    "aupres d",
    "aupres du",
    "organisme s appelle",
    "centre s appelle",
    "organisme qui la dispense est",
    "organisme de formation",
    "organisme",
    "dispensee par",
    "organisee par",
    "assuree par",
    "proposee par",
    "animee par",
    "donnee par",
    "delivree par",
    "realisee par",
    "dispense par",
    "organise par",
    "assure par",
    "propose par",
    "anime par",
    "donne par",
    "delivre par",
    "realise par",
];

/// What leads to who is to be reached, folded.
const TO_A_CONTACT: [&str; 15] = [
    "voir avec",
    "voyez avec",
    "adresser a",
    "adressez vous a",
    "demander",
    "demandez",
    "contacter est",
    "contacter la bas est",
    "en relation avec",
    "en contact avec",
    "contact est",
    "contact c est",
    "interlocuteur est",
    "interlocutrice est",
    "s en occupe chez eux c est",
];

/// These words lead to who is to be reached.
pub fn is_to_a_contact(lead: &[Mot]) -> bool {
    let said: Vec<&str> = lead.iter().map(|word| word.text.as_str()).collect();
    TO_A_CONTACT.contains(&said.join(" ").as_str())
}

/// The words that lead to a text of these names.
pub fn usual(nature: &Nature, mots: &[String]) -> Vec<String> {
    let called = |names: &[&str]| mots.iter().any(|mot| names.contains(&mot.as_str()));
    let leads: &[&str] = match nature {
        Nature::Texte { .. } if called(&["titre", "intitule"]) => &TO_A_TITLE,
        Nature::Texte { .. } if called(&["organisme"]) => &TO_A_HOUSE,
        Nature::Texte { .. } if mots.iter().any(|mot| mot.starts_with("contact")) => &TO_A_CONTACT,
        _ => &[],
    };
    leads.iter().map(|lead| (*lead).to_owned()).collect()
}
