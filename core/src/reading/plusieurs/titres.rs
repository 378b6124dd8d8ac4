//! What a training is called: quoted, with its brackets, and what is none.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::libre::LINKS;
use super::lieux::is_town;
use super::mots::{Mot, trimmed};
use super::personnes::are_people;
use crate::catalogue::Nature;
use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, Words, listed};
use crate::reading::phrase::round_number;
use crate::reading::prenoms::is_person;

/// Longest title that nothing leads to, in words.
pub const LONGEST_ALONE: usize = 7;

impl Chantier<'_, '_> {
    /// « La formation s'intitule « Accueil téléphonique » »: what is quoted after its name is the title.
    pub fn quoted(&mut self) {
        static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r#"(?i)\b(?:formation|stage|module|intitulée?|s['’]intitule|titre|(?:y )?(?:allons|vais|va|irons|ira|inscrit|inscrivons) pour|suivra|suivront|suivre|suivi de|inscription à|inscrire à)((?:,? [\p{L}'’]+){0,4}) ?:? ?(?:« ?|“|")([^«»“”"\n;]{3,100}?)(?: ?»|”|")"#,
            )
        });
        // « la formation assurée par « Le Fil d'Or » »
        let by = |words: &str| {
            fold(words)
                .split(' ')
                .any(|word| listed("par chez avec organisme centre prestataire ecole orga", word))
        };
        // « l'inscription de Mme Roy à « Clôture des comptes » »
        static ENROLS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r#"(?i)\b(?:inscri|particip|assist)\p{L}*\b([^«“"\n;]{0,60}) à (?:« ?|“|")([^«»“”"\n;]{3,100}?)(?: ?»|”|")"#,
            )
        });
        let is_title = |&place: &usize| {
            let asked = &self.places[place];
            let called =
                asked.mots.iter().any(|name| matches!(name.as_str(), "intitule" | "titre" | "module"));
            (asked.libre || called) && matches!(asked.nature, Nature::Texte { .. }) && !self.is_taken(place)
        };
        let Some(place) = self.only_place(is_title) else { return };
        let found: Vec<Range<usize>> = QUOTED
            .captures_iter(&self.left)
            .chain(ENROLS.captures_iter(&self.left))
            .filter(|found| !by(&found[1]))
            .filter_map(|found| Some(found.get(2)?.range()))
            .collect();
        // « Il s'agit de « Conduire un entretien » »: the only words that are quoted.
        static ONLY: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r#"((?:\b[\p{L}'’]+ ){0,3})(?:« ?|“|")([^«»“”"\n;]{3,100}?)(?: ?»|”|")"#)
        });
        let quotes = if self.left.contains(['«', '“', '"']) { &*self.left } else { "" };
        let mut quoted = ONLY.captures_iter(quotes);
        let only = quoted.next().filter(|found| quoted.next().is_none() && !by(&found[1]));
        let only = only
            .and_then(|found| Some(found.get(2)?.range()))
            .filter(|part| self.words(part.clone()).len() > 1);
        let found = if found.is_empty() { only.into_iter().collect() } else { found };
        // « le devis de « L'École du Bouquet » »
        let is_of_house = |part: &Range<usize>| {
            let before = self.words(self.clause(part).start..part.start);
            let devis = matches!(&before[..], [.., paper, of] if listed("devis facture programme", &paper.text) && of.text == "de");
            devis || self.is_house(part) && self.house_place().is_some()
        };
        if let [part] = &found[..]
            && !self.is_doubtful(part, true)
            && !is_of_house(part)
            && !self.is_quoted_for_itself(part)
        {
            self.take_text(place, part.clone(), true, false);
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
            "programme capital effectif matinee journee entreprise societe equipe effectif tpe pme rdv horaire horaires adresse ref reference association structure boite \
            experience age siren siret paiement reglement facturation forfait net solde total virement pause convocation reunion bon bonne parfait note entendu compris super visio bjr slt coucou urgent urgence bises bisous",
        );
        // « formation éligible CPF » says how it is, not what it is.
        static QUALIFIES: Words = Words::new(
            "courte longue rapide initiale obligatoire complementaire eligible financable certifiante diplomante qualifiante prevue interne externe individuelle faite realisee suivie effectuee organisee dispensee assuree proposee animee donnee inscrite concernee maintenue confirmee validee reservee reportee decalee terminee repartie reparties repartis \
            collective intra inter presentielle gratuite payante complete annulee",
        );
        static STREETS: Words = Words::new(
            "rue avenue av boulevard bd place impasse chemin route allee quai zone za zi lieu bis ter",
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
        // « 2 jours en présentiel »
        let counted = first.is_figure() && words.get(1).is_some_and(|word| UNITS.has(&word.text));
        // « association de 9 salariés »
        let sized = ALONE.has(&first.text) && words.iter().skip(1).take(2).any(Mot::is_figure);
        // « 2 femmes et 1 homme », « une seule »; « durée totale »
        let people = first.is_figure()
            && words.get(1).is_some_and(|word| word.text == "seule" || !self.is_capital(word))
            && !self.piece(first.octets.end..part.end).starts_with(char::is_alphabetic);
        let measure = !self.is_capital(first)
            && self.places.iter().any(|place| {
                !matches!(place.nature, Nature::Texte { .. })
                    && place.mots.iter().any(|name| *name == first.text)
            });
        // « Durée totale »
        let total = words.len() == 2
            && listed("totale total globale global", &words[1].text)
            && self.places.iter().any(|place| place.mots.iter().any(|name| *name == first.text));
        let place = total || words.iter().any(|word| word.text == "etage");
        // « 30 rue du Bac », « 61000 Alençon »; a town alone, or with its district
        let coded = first.text.len() == 5 && words.get(1).is_some_and(|word| self.is_capital(word));
        let street = words.get(1).is_some_and(|word| STREETS.has(&word.text));
        let address = first.is_figure() && (street || coded);
        // « Prise en charge OPCO », « Action individuelle »: what is asked for, and not what is learnt.
        const REQUESTS: [&str; 5] = [
            "chiffre d affaires",
            "prise en charge",
            "action individuelle",
            "contrat d apprentissage",
            "contrat de professionnalisation",
        ];
        let said = fold(self.piece(first.octets.start..part.end));
        let request = REQUESTS.iter().any(|request| said.starts_with(request));
        // « Taxi formation continue »
        let kind = words.len() == 1 && listed("continue initiale professionnelle obligatoire", &first.text);
        let town = is_town(self.piece(first.octets.start..part.end));
        // « Facturation à 30 jours », « Bon de commande 7789 »; « net à payer »
        let letter = |word: &Mot| word.text.len() == 1 && self.is_capital(word);
        let paper = NUMBERED.has(&first.text) && words.iter().any(|word| word.is_figure() || letter(word));
        let due = first.text == "net" || (QUALIFIES.has(&first.text) && !self.is_capital(first));
        about
            || request
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

    /// « 1 850 € HT / 35 h / agencement de cuisine »: where all the rest was read, the one clause left that can be a title.
    pub fn only_piece(&mut self) {
        let free = self.only_place(|&place| self.places[place].libre);
        let Some(place) = free.filter(|&place| !self.is_taken(place)) else { return };
        let kinds: [fn(&Nature) -> bool; 3] = [
            |nature| matches!(nature, Nature::Date),
            |nature| matches!(nature, Nature::Heures { .. }),
            |nature| matches!(nature, Nature::Montant { .. } | Nature::Taux { .. }),
        ];
        // Of one kind, if more was read beside it.
        let known = kinds.into_iter().filter(|kind| self.has(kind)).count();
        let beside = known == 1 && self.read_parts() > 1;
        if known < 2 && !beside && !self.text.contains("chez ") {
            return;
        }
        let mut found = Vec::new();
        // A clause is left that is no title, and no sentence that can be told from one.
        let mut unclear = false;
        for piece in self.pieces() {
            let part = self.without_links(piece.clone());
            let part = self.with_brackets(self.without_name(place, part));
            let words = self.words(part.clone());
            // It is a clause of its own, not what is left of one.
            let whole = part == trimmed(self.text, piece) && self.is_whole_clause(&part);
            let said = words.len() > 1 || words.first().is_some_and(|word| self.is_capital(word));
            let begins = words.first().is_some_and(|word| !LINKS.has(&word.text)) && !self.begins_none(&part);
            if words.is_empty() || !begins || self.is_no_subject(&part) || is_town(self.piece(part.clone())) {
                continue;
            }
            if !whole || !said || words.len() > LONGEST_ALONE || !self.is_name_like(place, &part) {
                unclear = true;
                continue;
            }
            found.push(part);
        }
        // « Je réponds du téléphone.\nCuisson basse température\n14 h »: before a measure it is the title still.
        if unclear {
            found.retain(|part| self.is_before_measure(part));
        }
        let figured = |part: &Range<usize>| self.piece(part.clone()).contains(|c: char| c.is_ascii_digit());
        let long =
            |part: &Range<usize>| self.piece(part.clone()).chars().filter(|c| c.is_alphabetic()).count() > 2;
        found.retain(long);
        found.retain(|part| self.is_one_of_a_list(part));
        found.retain(|part| known > 1 || beside && !figured(part) || self.is_said_to_be_given(part));
        // « 21 h / 980 € / Socotrain / Nancy »: one word with a capital may be who trains, where that is asked too.
        let house = self.house_place().is_some();
        found.retain(|part| {
            let one = !self.piece(part.clone()).contains(' ')
                && self.piece(part.clone()).starts_with(char::is_uppercase);
            !(house && one && !self.is_said_to_be_given(part))
        });
        if let [part] = &found[..]
            && !is_person(self.piece(part.clone()))
            && !self.reads_as_person(part)
            && !are_people(self.piece(part.clone()))
            && !self.is_house(part)
            && !self.is_with_someone(part)
        {
            self.take_text(place, part.clone(), false, false);
        }
    }

    /// « …, chez Batipro » follows: it is given by somebody.
    pub fn is_said_to_be_given(&self, part: &Range<usize>) -> bool {
        let after = self.piece(part.end..self.text.len()).trim_start_matches([',', ' ', '\n', '(', '-', '–']);
        [
            "chez ",
            "Chez ",
            "centre ",
            "Centre ",
            "organisme ",
            "Organisme ",
            "avec l'organisme ",
            "dispensé",
            "animé",
        ]
        .iter()
        .any(|lead| after.starts_with(lead))
    }

    /// What stands before and after it in the message ends a clause.
    fn is_whole_clause(&self, part: &Range<usize>) -> bool {
        static SO: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i)\b(?:donc|alors|voil[àa]|ok|c['’]est)[ :]*$"));
        let before = self.piece(0..part.start).trim_end_matches([' ', '-', '–', '—', '/', '•', '*']);
        let before = SO.find(before).map_or(before, |so| before[..so.start()].trim_end());
        let after = self.piece(part.end..self.text.len()).trim_start_matches(' ');
        let ends = [',', ';', '\n', '\t', '.', '!', ':', '|'];
        let faced = self.rest(0..part.start).trim_end().ends_with(';') && before.ends_with(is_symbol);
        let listed = |mark: &str| ["/", "- ", "– ", "— "].iter().any(|listed| mark.starts_with(listed));
        let from = faced || before.is_empty() || before.ends_with(ends) || before.len() + 1 < part.start;
        from && (after.is_empty() || after.starts_with(ends) || listed(after))
    }

    /// « Excel avancé avec Bureautique Plus »: with whom, or what one learns as well.
    pub fn is_with_someone(&self, part: &Range<usize>) -> bool {
        let words = self.words(part.clone());
        words.windows(2).any(|pair| pair[0].text == "avec" && self.is_capital(&pair[1]))
    }
}

/// « 😂 »: neither a letter, a figure nor a mark people write between clauses.
fn is_symbol(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && !"«»“”’…€".contains(c)
}
