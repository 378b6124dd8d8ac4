//! Those who come, by what they do: « deux coiffeuses », « une assistante dentaire ».

use super::super::chantier::Chantier;
use super::super::mots::Mot;
use crate::reading::is_within_a_slip;
use crate::reading::lex::listed;

/// What ends as the names of trades do, and is none.
const THINGS: &str = "heure heures jour jours ordinateur ordinateurs moteur moteurs extincteur extincteurs secteur secteurs \
        dossier dossiers papier papiers cahier cahiers atelier ateliers courrier courriers calendrier metier metiers quartier chantier chantiers \
        niveau valeur valeurs couleur couleurs erreur erreurs facteur facteurs formateur formateurs formatrice formatrices fournisseur fournisseurs \
        premier premiere premiers premieres dernier derniere derniers dernieres particulier particuliers escalier fevrier janvier financier \
        auteur hauteur longueur largeur epaisseur liste listes piste pistes matiere matieres maniere manieres journaliere interieur exterieur \
        meilleur meilleurs plusieurs ailleurs inspecteur classeur classeurs ascenseur compteur compteurs radiateur radiateurs serveur";

impl Chantier<'_, '_> {
    /// « deux coiffeuses », « 3 de mes salariés »: where the noun of those who come ends, by what they do.
    pub(super) fn trade_after(&self, words: &[Mot], at: usize) -> Option<usize> {
        let mut noun = at + 1;
        let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
        if matches!((text(noun), text(noun + 1)), ("de", "mes" | "nos") | ("d", "entre")) {
            noun += 2;
        }
        // « 1 seule vendeuse »
        noun += usize::from(matches!(text(noun), "seul" | "seule"));
        let word = words.get(noun)?;
        let beside = self.piece(words[at].octets.end..word.octets.start);
        let alone = words[at].text == "1";
        // « une vendeuse » says who it is, « 1 vendeuse » and « pour une vendeuse » how many.
        let counted =
            !alone || self.piece(words[at].octets.clone()) == "1" || self.is_of_one(words, at, word);
        // « trois de nos commerciaux »
        let of_ours = noun > at + 1
            && (is_someone(&word.text) || word.text.ends_with(['s', 'x']) && !listed(THINGS, &word.text));
        (counted
            && beside.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’'))
            && (of_ours
                || is_trade(&word.text, alone)
                || ["participants", "personnes", "stagiaires"]
                    .iter()
                    .any(|noun| is_within_a_slip(noun, &word.text))))
        .then_some(word.octets.end)
    }

    /// « pour une vendeuse », « l'inscription d'une assistante », « …, une secrétaire »: one comes, whatever she is.
    fn is_of_one(&self, words: &[Mot], at: usize, noun: &Mot) -> bool {
        const COMES: &str =
            "suivra suit participera participe partira part ira va viendra vient assistera assiste";
        const FOR: &str = "pour inscrire inscrivons inscris former formons envoyer envoie envoyons";
        let text = |back: usize| at.checked_sub(back).map_or("", |at| words[at].text.as_str());
        let clause = self.clause(&(words[at].octets.start..noun.octets.end));
        let colon = self.rest(clause.start..words[at].octets.start).rfind(':');
        let start = colon.map_or(clause.start, |at| clause.start + at + 1);
        let after = self.words(noun.octets.end..clause.end);
        let begins = start <= words[at].octets.start && self.words(start..words[at].octets.start).is_empty();
        // « une assistante dentaire suivra »
        let comes = after.iter().take(3).any(|word| listed(COMES, &word.text));
        listed(FOR, text(1))
            || text(1) == "d" && text(2) == "inscription"
            || begins && (after.is_empty() || comes)
    }
}

/// « salariés », « collègues ».
fn is_someone(word: &str) -> bool {
    listed(
        "salaries salariees employes employees collegues collaborateurs collaboratrices apprentis apprenties gars filles",
        word,
    )
}

/// « coiffeuses », « pâtissier »: somebody by what he or she does.
pub fn is_trade(word: &str, one: bool) -> bool {
    const OTHERS: &str = "esthetician estheticienne technicien technicienne mecanicien mecanicienne electricien electricienne opticien opticienne \
        pharmacien pharmacienne gardien gardienne assistant assistante gerant gerante commercant commercante aidant aidante \
        boulanger boulangere commercial commerciale commis chef cheffe ouvrier apprenti apprentie secretaire comptable vendeur peintre \
        macon couvreur plombier conseiller conseillere infirmier infirmiere styliste fleuriste barman barmaid employe employee collegue femme homme jeune salarie gar mec fille conducteur interimaire mecano auxiliaire \
        participante apprenante libraire gestionnaire ambulancier patissier traiteur tatoueuse menuisier cavalier aide stagiaire";
    const ENDINGS: [&str; 8] = ["euse", "trice", "ier", "iere", "eur", "iste", "icien", "icienne"];
    let plural = word.strip_suffix('s');
    let noun = plural.unwrap_or(word);
    if one == plural.is_some() || listed(THINGS, word) {
        return false;
    }
    let ends = |ending: &&str| noun.len() > ending.len() + 2 && noun.ends_with(*ending);
    listed(OTHERS, noun) || ENDINGS.iter().any(ends)
}
