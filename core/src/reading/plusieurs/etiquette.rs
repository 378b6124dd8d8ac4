//! Labelled answers (« Coût : 1 500 € ») and numbered ones (« 3. le 12 mars »).

mod demande;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::compte::is_number;
use super::marques::DRAWN_ARROWS;
use super::mots::{Mot, mots, stands_at};
use super::sommes::is_of_one;
use crate::catalogue::Nature;
use crate::reading::date::is_month;
use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, Words, listed, tokens};
use crate::reading::nombre::is_one_way;
use crate::reading::{Lecture, read};

/// What a title is called.
const TITLES: [&str; 6] = ["titre", "intitule", "formation", "stage", "module", "theme"];

/// What leads to answers, and names none of them.
static INTRODUCES: Words = Words::new(
    "j on vous moi voici voila bonjour bonsoir salut demande infos info informations suivant suivante suivants \
     suivantes reponse reponses ok oui donc alors je nous confirme confirmons precise precisons note \
     frais recap recapitulatif resume precision precisions detail details element elements complement \
     complements quand combien retour instant moment total reste correction rectification rectificatif erratum erreur \
     nombre nb nbre nbr attention oubli oublie merci valider deplacement deplacements trajet voyage transport comme convenu \
     prevu prevue prevus prevues chiffrage restauration proposition offre attendant vite tout ne n pas est apres selon suite depuis nouveau nouvelle nouveaux nouvelles",
);

/// Longest label, in words.
const LONGEST_LABEL: usize = 8;

/// A label and what it leads to.
struct Etiquette {
    /// The fields it names; none when it is a name of something else.
    places: Vec<usize>,
    label: Range<usize>,
    value: Range<usize>,
}

impl Chantier<'_, '_> {
    pub fn etiquettes(&mut self) {
        self.name_in_two();
        self.tables();
        let mut labels = self.labels();
        // « Rectif : 10 repas » names no field.
        let corrects = |label: &Range<usize>| {
            let word = self.words(label.clone()).pop();
            word.is_some_and(|word| {
                listed("rectif rectificatif rectification correction erratum ps nb", &word.text)
            })
        };
        labels.retain(|etiquette| !corrects(&etiquette.label));
        let several = labels.len() > 1;
        for Etiquette { places, label, value } in labels {
            if places.is_empty() && self.is_label_of_a_thing(&label) {
                let comma = self.rest(value.clone()).find(", ").map(|at| value.start + at);
                self.consume(label.start..comma.unwrap_or_else(|| self.sentence_end(&value)));
                continue;
            }
            if places.is_empty()
                && (self.yes_to_costs(&label)
                    || self.role_of(&label, &value)
                    || self.leads_to_all(&label, &value, several))
            {
                continue;
            }
            if places.is_empty() && self.is_of_days(&label, &value) {
                continue;
            }
            // « Intervenant : organisme Clic Ouest »
            if places.is_empty() && self.begins_with_a_lead(&value) {
                self.consume(label);
                continue;
            }
            // « Bref : nos deux mécaniciens suivent … »
            let sums_up = |word: &Mot| {
                listed(
                    "bref donc alors voila voici resume bilan conclusion precisions infos reponse reponses",
                    &word.text,
                )
            };
            if places.is_empty() && self.words(label.clone()).last().is_some_and(sums_up) {
                self.consume(label);
                continue;
            }
            // « ah non pardon je regarde le planning : c'est du 18 au 20 mai »
            let takes_back = |word: &Mot| listed("pardon erreur oups", &word.text);
            if places.is_empty() && self.words(label.clone()).iter().any(takes_back) {
                continue;
            }
            if places.is_empty() {
                // « Titre : Pain au levain, du 5 au 6 avril, 14 h »: a title known already is no more than its clause.
                let is_title =
                    self.words(label.clone()).iter().any(|word| TITLES.contains(&word.text.as_str()));
                // « Horaires : 9h-17h, 14 heures en tout »: times of day are known by themselves.
                let is_clock = self.words(label.clone()).iter().any(|word| word.text.starts_with("horaire"));
                let comma = self.rest(value.clone()).find(", ").map(|at| value.start + at);
                let end = self.sentence_end(&value);
                self.consume(label.start..comma.filter(|_| is_title || is_clock).unwrap_or(end));
                continue;
            }
            if let [place] = places[..]
                && matches!(self.places[place].nature, Nature::OuiNon)
            {
                self.yes_or_no(place, label, &value);
                continue;
            }
            // « Tarif par personne : 600 € » is the price of one, « Formation suivie par : Léa Roy » who comes.
            let sums =
                places.iter().all(|&place| matches!(self.places[place].nature, Nature::Montant { .. }));
            if sums && is_of_one(self.piece(label.clone())) && !self.is_rate(&places) {
                self.doubt(&places);
                self.consume(label.start..self.sentence_end(&value));
                continue;
            }
            // « km aller : 40 » is half of the way.
            let way = label.start..self.sentence_end(&value);
            if places.iter().all(|&place| self.is_way(place)) && is_one_way(&tokens(self.piece(way.clone())))
            {
                self.doubt(&places);
                self.consume(way);
                continue;
            }
            if self.tells_who(&places, &label) {
                if !self.role_of(&label, &value) {
                    self.consume(label.start..self.sentence_end(&value));
                }
                continue;
            }
            // « Participant : Léo Garcia » says who, not how many.
            let counts = places.iter().all(|&place| is_number(self.places[place].nature));
            if self.counted_at_price(&label, &value) || counts && self.role_of(&label, &value) {
                continue;
            }
            self.consume(label);
            self.labelled(&places, value, several);
        }
    }

    /// « organisme Clic Ouest »
    fn begins_with_a_lead(&self, value: &Range<usize>) -> bool {
        let words = self.words(value.clone());
        let leads = self.places.iter().filter(|place| !place.libre).flat_map(|place| &place.amorces);
        leads.into_iter().any(|lead| stands_at(&words, 0, lead).is_some())
    }

    /// « Nom : Petit », « Prénom : Hugo »: one name.
    fn name_in_two(&mut self) {
        static PARTS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?im)(?:^|[,;] ?)nom(?: de famille)? ?[:=] ?([\p{L}'’ \-]{2,40}?)[ ]*(?:\n|[,;])[ ]*pr[ée]nom ?[:=] ?([\p{L}'’ \-]{2,40}?)[ ]*(?:$|[,;])",
            )
        });
        let Some(place) = self.named_place() else { return };
        let found = PARTS.captures(&self.left).and_then(|found| {
            Some((found.get(0)?.range(), format!("{} {}", found[2].trim(), found[1].trim())))
        });
        if let Some((part, name)) = found
            && let Lecture::Read(lu) = read(self.places[place].nature, &name, self.contexte)
        {
            self.take(place, lu, part, true);
        }
    }

    fn labels(&self) -> Vec<Etiquette> {
        static COLON: LazyLock<Regex> =
            LazyLock::new(|| pattern(&format!(r"[:=]+>?|[→⇒➔{DRAWN_ARROWS}]\u{{fe0f}}?|-+>| ?\? |\t")));
        static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?m)^[ \t>]*(?:n°|no|q|question)?[ ]?([0-9]{1,2})[ ]?(?:[.):/]|[-–—] )[ ]*")
        });
        let numbered = self.places.iter().any(|place| place.numero.is_some());
        let mut out: Vec<Etiquette> = Vec::new();
        if numbered {
            for found in NUMBER.captures_iter(self.text) {
                let (Some(whole), Some(number)) = (found.get(0), found.get(1)) else { continue };
                let rank = number.as_str().parse::<u32>().ok();
                let places: Vec<usize> = (0..self.places.len())
                    .filter(|&i| rank.is_some() && self.places[i].numero == rank)
                    .collect();
                let end = self.line_end(whole.end());
                let after = self.piece(whole.end()..self.text.len());
                // « 12/03/2027 » is no number of a question.
                let is_figure = after.starts_with(|c: char| c.is_ascii_digit())
                    && whole.as_str().ends_with(['/', '.', ':']);
                if !places.is_empty() && !is_figure {
                    out.push(Etiquette { places, label: whole.range(), value: whole.end()..end });
                }
            }
        }
        for colon in COLON.find_iter(self.text) {
            let (before, after) = (self.piece(0..colon.start()), self.piece(colon.end()..self.text.len()));
            // « 9/12 → 11/12 » goes from a day to another.
            let arrow = !colon.as_str().contains([':', '=', '?', '\t']);
            let (before, after) =
                if arrow { (before.trim_end(), after.trim_start()) } else { (before, after) };
            // « 5 avril -> 9 avril »
            let last = before.rsplit(' ').next().unwrap_or_default();
            let days = arrow && is_month(&fold(last)) && after.starts_with(|c: char| c.is_ascii_digit());
            let clock = days
                || before.ends_with(|c: char| c.is_ascii_digit())
                    && after.starts_with(|c: char| c.is_ascii_digit());
            // « Facturation : se préparer », in quotes, is one title.
            let quoted = before.matches('«').count() > before.matches('»').count()
                || before.matches('"').count() % 2 == 1 && after.contains('"');
            // What was read as a name in two parts is no label any more.
            let read = self.rest(colon.range()) != colon.as_str();
            // « repas : 2 le premier jour + 1 le deuxième = 3 »: a sum.
            let line = before.rfind('\n').map_or(0, |at| at + 1);
            let sums = colon.as_str() == "=" && before[line..].contains('+');
            if sums || clock || quoted || read || out.iter().any(|label| label.label.end >= colon.end()) {
                continue;
            }
            let Some((label, places)) = self.label_before(colon.start()) else { continue };
            // « Excel 👉 14 h », « 👉 Excel 👉 14 h 👉 900 € »: a mark between answers.
            let drawn = |c: char| DRAWN_ARROWS.contains(c);
            let marked = before[line..].contains(drawn);
            if colon.as_str().starts_with(drawn) && (places.is_empty() || marked) {
                continue;
            }
            // « organisme ? Cegos » asks herself; any other question mark ends a question.
            let asks = colon.as_str().contains('?');
            // « Nombre de stagiaires ? 2 »; « le petit déjeuner est compris ? 2 nuits » asks something.
            let words = self.words(label.clone());
            let named = |place: &usize| {
                let mut names = self.places[*place].mots.iter();
                names.any(|name| stands_at(&words, 0, name) == Some(words.len()))
            };
            if asks && (places.is_empty() || words.len() > 2 && !places.iter().any(named)) {
                continue;
            }
            // « Durée⇥14 heures »: a row of two cells.
            let tab = colon.as_str() == "\t";
            if tab && (places.is_empty() || !self.is_row_of_two(colon.start())) {
                continue;
            }
            let mut end = self.line_end(colon.end());
            // « Fiche : » heads what follows.
            if places.is_empty() && self.piece(colon.end()..end).trim().is_empty() {
                continue;
            }
            if self.piece(colon.end()..end).trim().is_empty() && end < self.text.len() {
                end = self.line_end(end + 1);
            }
            if !places.is_empty() {
                end = self.listed_end(colon.end()..end);
            }
            if let Some(previous) = out.last_mut()
                && previous.value.end > label.start
            {
                // « Coût : 1500, durée : 14h »: the first ends where the second begins.
                previous.value.end = label.start.max(previous.value.start);
            }
            out.push(Etiquette { places, label: label.start..colon.end(), value: colon.end()..end });
        }
        out
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        rest.find(['\n', '\t', ';', '|']).map_or(self.text.len(), |at| from + at)
    }

    /// « Cegos - Excel - 14 h », « Cegos / 980 € HT »: where the first of what one line lists ends.
    fn listed_end(&self, value: Range<usize>) -> usize {
        let line = self.piece(value.clone());
        let ends = [" / ", " - ", " – ", " — "].iter().filter_map(|mark| {
            let at = line.find(mark)?;
            let mut others = line[at + mark.len()..].split(mark);
            let figured = |part: &str| part.contains(|c: char| c.is_ascii_digit());
            let counted = |part: &str| part.trim_start().starts_with(|c: char| c.is_ascii_digit());
            // The whole message is one list.
            let whole = *mark == " / " && self.text.matches(mark).count() > 2;
            if whole && line[..at].contains(char::is_alphabetic) {
                return Some(value.start + at);
            }
            let lists = line[..at].contains(char::is_alphabetic)
                && !figured(&line[..at])
                && (line.matches(mark).count() > 1 && others.clone().any(figured)
                    || others.next().is_some_and(counted));
            lists.then_some(value.start + at)
        });
        ends.min().unwrap_or(value.end)
    }

    /// The label that ends here, with the fields it names. `None` when it only introduces what follows.
    pub fn label_before(&self, colon: usize) -> Option<(Range<usize>, Vec<usize>)> {
        let line = self.clause(&(colon..colon)).start;
        // Not past the label before, nor past what was read.
        let before = self.rest(line..colon).rfind([':', '=', ';']).map_or(line, |at| line + at + 1);
        // « nuits : 2 / repas : 4 »
        // « Organisme : Cap Vert - Durée : 14 h »
        let parted = [" / ", " - ", " – ", " — "]
            .iter()
            .filter_map(|mark| self.piece(before..colon).rfind(mark).map(|at| before + at + mark.len()));
        let before = parted.max().unwrap_or(before);
        // « chez Cap Formation (contact : Mme Roy) »: the bracket opens another.
        let opened = self.rest(before..colon).rfind('(').map(|at| before + at + 1);
        let opened = opened.filter(|at| !self.rest(*at..colon).contains(')'));
        let line = line.max(before).max(opened.unwrap_or(0));
        let words = mots(self.text, line..colon);
        let words = &words[words.len().saturating_sub(LONGEST_LABEL)..];
        let words = self.after_amounts(words);
        let first = words.first()?;
        // « Le : 21/01/2027 »
        if let [word] = words
            && matches!(word.text.as_str(), "le" | "les" | "et" | "puis")
        {
            return None;
        }
        // « Dates confirmées par le centre »: what is called, not who calls it.
        // « Tarif/personne »: the price, not how many.
        let per = |word: &Mot| word.text == "par" || self.piece(0..word.octets.start).ends_with('/');
        let by = words.iter().skip(1).position(per).map_or(words.len(), |at| at + 1);
        let mut best: (usize, usize, Vec<usize>) = (0, 0, Vec::new());
        for (i, place) in self.places.iter().enumerate() {
            // « Dispensée par : … » leads to its value with a colon too.
            for name in place.mots.iter().chain(&place.amorces) {
                let at = (0..words.len()).rev().find(|&at| stands_at(words, at, name).is_some());
                let Some(at) = at.filter(|&at| at < by && !only_links(name, at, words)) else { continue };
                match name.len().cmp(&best.0) {
                    std::cmp::Ordering::Greater => best = (name.len(), at, vec![i]),
                    std::cmp::Ordering::Equal if !best.2.contains(&i) => best.2.push(i),
                    _ => {}
                }
            }
        }
        // « Lieu de formation : … », « Prix du stage : … »: what is asked comes first.
        if let Some(asked) = self.asked_by(words, colon) {
            best = (0, 0, vec![asked]);
        }
        if let Some(heads) = self.heads_of(words).filter(|heads| best.1 > 0 || best.2.len() > heads.len()) {
            best = (best.0, 0, heads);
        }
        // « Lieu de formation : Lyon », « Objectif de la formation : … »: of the training, and no title.
        const CALLED: &str = "titre intitule nom theme sujet libelle designation";
        // « Date d'embauche : … », « Durée du trajet : … »
        if !best.2.is_empty() && self.is_of_a_thing_named(&best.2, &words[best.1..]) {
            return Some((first.octets.start..colon, Vec::new()));
        }
        let is_title = best.2.iter().any(|&place| {
            self.places[place].libre || self.places[place].mots.iter().any(|name| name == "titre")
        });
        let of = words[..best.1].iter().rposition(|word| !listed("de du d la l", &word.text));
        let linked = of.is_some_and(|at| {
            let links = words[at + 1..best.1].iter().any(|word| listed("de du d", &word.text));
            links && !listed(CALLED, &words[at].text)
        });
        if is_title && linked {
            return Some((first.octets.start..colon, Vec::new()));
        }
        // « 2 stagiaires : Léa et Marc » counts them.
        let alone = best.1 > 1 && matches!(words[best.1 - 1].text.as_str(), "seul" | "seule");
        let before = best.1.checked_sub(1 + usize::from(alone)).map(|at| &words[at]);
        // « 4) Nombre de stagiaires : 5 »
        let numbers = |word: &Mot| self.piece(word.octets.end..colon).starts_with([')', '.', '/', '-']);
        let counted = before.is_some_and(|word| word.is_figure() && !numbers(word));
        if counted
            && best.2.iter().any(|&place| {
                matches!(self.places[place].nature, Nature::Entier { .. } | Nature::Decimal { .. })
            })
        {
            return None;
        }
        // « Effectif de l'entreprise : 22 salariés » is no one who comes.
        static HOUSES: Words = Words::new(
            "entreprise societe boite structure association etablissement total global salon garage boulangerie boutique magasin restaurant \
                 commerce enseigne cabinet agence",
        );
        static COMERS: Words =
            Words::new("participant participants stagiaire stagiaires inscrit inscrits apprenants");
        let counts = best.2.iter().all(|&place| {
            matches!(self.places[place].nature, Nature::Entier { .. } | Nature::Decimal { .. })
        });
        let sized = words.iter().any(|word| {
            matches!(word.text.as_str(), "effectif" | "salarie" | "salaries" | "personnel" | "personnes")
        });
        // « Nom de l'entreprise : Garrigue » is nobody's name.
        let of_house = best.2.iter().any(|&place| self.named_place() == Some(place))
            && words
                .iter()
                .any(|word| HOUSES.has(&word.text) && !matches!(word.text.as_str(), "total" | "global"));
        // « Contact au centre : Mme Laure Petit »
        let of_others = best.2.iter().any(|&place| self.named_place() == Some(place))
            && words.windows(2).any(|pair| {
                matches!(pair[0].text.as_str(), "au" | "du" | "l" | "le")
                    && matches!(pair[1].text.as_str(), "centre" | "organisme" | "prestataire" | "formateur")
            });
        // « Contact à l'organisme : Laure Petit »
        let is = |list: &str| words.iter().any(|word| listed(list, &word.text));
        let of_others = of_others
            || is("contact interlocuteur interlocutrice correspondant correspondante")
                && is("organisme centre prestataire formateur");
        if of_house || of_others {
            return Some((first.octets.start..colon, Vec::new()));
        }
        if counts
            && sized
            && words.iter().any(|word| HOUSES.has(&word.text))
            && !words.iter().any(|word| COMERS.has(&word.text))
        {
            return Some((first.octets.start..colon, Vec::new()));
        }
        // « Date fin »: of those a day is called by, the one that is named as well.
        if best.2.len() > 1 {
            let names = |&place: &usize| {
                let named = |at: usize| {
                    let stands = |name: &String| stands_at(words, at, name).is_some();
                    let mut names = self.places[place].mots.iter();
                    names.any(|name| stands(name) && !only_links(name, at, words))
                };
                (0..words.len()).filter(|&at| named(at)).count()
            };
            let most = best.2.iter().map(names).max().unwrap_or(0);
            best.2.retain(|place| names(place) == most);
        }
        // « Pour ma salariée Nadia Roche : formation… » gives the name before the colon.
        let is_name = |word: &Mot| {
            let written = self.piece(word.octets.clone());
            written.starts_with(char::is_uppercase)
                && written.contains(char::is_lowercase)
                && written.len() > 2
        };
        let after = words.get(best.1 + 1..).unwrap_or_default();
        if best.1 > 0 && after.len() > 1 && after.iter().all(is_name) {
            return None;
        }
        // « de l'organisme NovaForm : 14 heures »: the name stands before the colon.
        let is_text = |&place: &usize| matches!(self.places[place].nature, Nature::Texte { .. });
        let value = self.piece(colon..self.line_end(colon));
        let value = value.trim_start_matches([':', '=', ' ']);
        let is_named = |word: &Mot| {
            self.piece(word.octets.clone()).starts_with(char::is_uppercase)
                && !self
                    .places
                    .iter()
                    .any(|place| place.mots.iter().any(|name| name.contains(word.text.as_str())))
        };
        // Of the training, and by a name of several words: « Formation avec Cegos : Excel » is a label.
        let with = best.2.iter().any(|&place| self.places[place].libre)
            && value.trim_start().starts_with(char::is_lowercase)
            && after
                .windows(3)
                .any(|three| listed("avec chez", &three[0].text) && three[1..].iter().all(is_named));
        if !best.2.is_empty()
            && best.2.iter().all(is_text)
            && (with
                || !after.is_empty() && value.starts_with(|c: char| c.is_ascii_digit())
                || best.1 > 0 && after.first().is_some_and(is_named))
        {
            return None;
        }
        // « J'ai rappelé le centre : … », « Après vérification auprès de l'organisme : … » tell how it is known.
        let known_by = words[..best.1].iter().any(|word| {
            listed("aupres selon apres appele rappele contacte recontacte telephone", &word.text)
        });
        if !best.2.is_empty() && known_by {
            return None;
        }
        if !best.2.is_empty() {
            let is_figure = |word: &Mot| word.text.bytes().any(|byte| byte.is_ascii_digit());
            let clear = words.len() <= 5 && !words[..best.1].iter().any(is_figure);
            let start = if clear { first.octets.start } else { words[best.1].octets.start };
            return Some((start..colon, best.2));
        }
        let introduces = words.len() > 3 || words.iter().any(|word| INTRODUCES.has(&word.text));
        (!introduces).then(|| (first.octets.start..colon, Vec::new()))
    }
}

/// « devis du 12/10 : … », « Dates du stage : … »: « du » names a start just before the colon only.
fn only_links(name: &str, at: usize, words: &[Mot]) -> bool {
    matches!(name, "du" | "au") && at + 1 < words.len()
}
