//! What a training is called: quoted, with its brackets, and what is none.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::mots::Mot;
use crate::catalogue::Nature;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, Words, listed};
use crate::reading::phrase::round_number;

impl Chantier<'_, '_> {
    /// « La formation s'intitule « Accueil téléphonique » »: what is quoted after its name is the title.
    pub fn quoted(&mut self) {
        static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r#"(?i)\b(?:formation|stage|module|intitulée?|s['’]intitule|titre)(?: demandée| souhaitée| choisie| retenue| suivie| visée)?(?: est)?(?: nommée?| appelée?)? ?:? ?(?:« ?|“|")([^«»“”"\n;]{3,100}?)(?: ?»|”|")"#,
            )
        });
        let free = |&place: &usize| self.places[place].libre && !self.is_taken(place);
        let Some(place) = self.only_place(free) else { return };
        let found: Vec<Range<usize>> =
            QUOTED.captures_iter(&self.left).filter_map(|found| Some(found.get(1)?.range())).collect();
        if let [part] = &found[..]
            && !self.is_doubtful(part, true)
        {
            self.take_text(place, part.clone(), false, false);
        }
    }

    /// « salle 204 », « dossier n° 12 », « rdv », « une trentaine »: where, which or how many, and no title.
    pub fn is_no_subject(&self, part: &Range<usize>) -> bool {
        static NUMBERED: Words = Words::new(
            "salle bureau etage batiment porte chambre reference ref numero dossier commande \
            convention contrat page devis facture rue bus tva taux groupe session lot client bon facturation reglement \
            paiement virement option seance jour semaine etape agence chantier site niveau",
        );
        // « Arrivée le 12 septembre », « Inscriptions avant le 30 juin »
        static EVENTS: Words = Words::new(
            "arrivee depart vol retour train inscription inscriptions livraison caution materiel session classe secteur activite cloture ouverture signature rentree \
            examen resultat resultats relance envoi validite echeance vacances conge conges fermeture",
        );
        static ALONE: Words = Words::new(
            "entreprise societe equipe effectif tpe pme rdv horaire horaires adresse ref reference association structure boite \
            experience age siren siret paiement reglement facturation forfait net solde total virement pause convocation reunion bon bonne parfait note entendu compris super visio bjr slt coucou",
        );
        // « formation éligible CPF » says how it is, not what it is.
        static QUALIFIES: Words = Words::new(
            "eligible financable certifiante diplomante qualifiante prevue interne externe individuelle \
            collective intra inter presentielle gratuite payante complete annulee",
        );
        static STREETS: Words = Words::new(
            "rue avenue av boulevard bd place impasse chemin route allee quai zone za zi lieu bis ter",
        );
        static TOWNS: Words = Words::new(
            "paris lyon marseille toulouse nice nantes montpellier strasbourg bordeaux lille rennes reims toulon \
            grenoble dijon angers nimes tours limoges amiens metz besancon orleans rouen mulhouse caen nancy brest poitiers \
            pau avignon perpignan bayonne annecy chambery troyes valence quimper lorient vannes niort",
        );
        static UNITS: Words = Words::new(
            "an ans jour jours semaine semaines mois h heure heures fois personne personnes stagiaire stagiaires",
        );
        let mut words = self.words(part.clone());
        if words.first().is_some_and(|word| matches!(word.text.as_str(), "de" | "d" | "sur" | "pour")) {
            words.remove(0);
        }
        let Some(first) = words.first() else { return false };
        let next = words.get(1);
        let about = matches!(first.text.as_str(), "une" | "1")
            && next.is_some_and(|word| round_number(&word.text).is_some());
        let digits = |word: &Mot| word.text.bytes().all(|byte| byte.is_ascii_digit());
        // « 2 jours en présentiel »
        let counted = digits(first) && words.get(1).is_some_and(|word| UNITS.has(&word.text));
        // « association de 9 salariés »
        let sized = ALONE.has(&first.text) && words.iter().skip(1).take(2).any(digits);
        // « 2 femmes et 1 homme », « une seule »; « durée totale »
        let people = digits(first)
            && words.get(1).is_some_and(|word| word.text == "seule" || !self.is_capital(word))
            && !self.piece(first.octets.end..part.end).starts_with(char::is_alphabetic);
        let measure = !self.is_capital(first)
            && self.places.iter().any(|place| {
                !matches!(place.nature, Nature::Texte { .. }) && place.mots.contains(&first.text)
            });
        let place = words.iter().any(|word| word.text == "etage");
        // « 30 rue du Bac »; a town alone, or with its district
        let address = digits(first) && words.get(1).is_some_and(|word| STREETS.has(&word.text));
        // « Taxi formation continue »
        let kind = words.len() == 1 && listed("continue initiale professionnelle obligatoire", &first.text);
        let town = TOWNS.has(&first.text)
            && words
                .iter()
                .skip(1)
                .all(|word| word.text.starts_with(|c: char| c.is_ascii_digit()) || word.text == "e");
        // « Facturation à 30 jours », « Bon de commande 7789 »; « net à payer »
        let paper = NUMBERED.has(&first.text) && words.iter().any(digits);
        let due = first.text == "net" || (QUALIFIES.has(&first.text) && !self.is_capital(first));
        about
            || kind
            || people
            || measure
            || place
            || address
            || (words.len() < 3 && EVENTS.has(&first.text))
            || town
            || first.text == "rdv"
            || paper
            || due
            || counted
            || sized
            || (words.len() == 1 && ALONE.has(&first.text))
    }

    /// « Hygiène alimentaire (HACCP) », « Excel (niveau 2) »: what the brackets hold is part of it.
    pub fn with_brackets(&self, part: Range<usize>) -> Range<usize> {
        static BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^ \((?:\p{Lu}{2,8}|(?i:niveau \w{1,15}|débutants?|avancé|initiation|perfectionnement))\)",
            )
        });
        let found = BRACKETS.find(self.rest(part.end..self.left.len()));
        part.start..part.end + found.filter(|_| !part.is_empty()).map_or(0, |found| found.end())
    }

    /// « Excel avancé avec Bureautique Plus »: with whom, or what one learns as well.
    pub fn is_with_someone(&self, part: &Range<usize>) -> bool {
        let words = self.words(part.clone());
        words.windows(2).any(|pair| pair[0].text == "avec" && self.is_capital(&pair[1]))
    }
}
