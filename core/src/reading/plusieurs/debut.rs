//! What begins the message, when it can be the title and nothing else.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::effectif::is_trade;
use super::jours::is_side;
use super::libre::{LINKS, SAYS};
use super::mots::{Mot, trimmed};
use super::personnes::{ROLES, are_people, has_taken_leave};
use crate::catalogue::Nature;
use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, Words, listed};
use crate::reading::prenoms::{is_first_name, is_person};

/// Words with which no title begins: those of a sentence, of a reply, of what is counted or paid, of who writes.
static BEGINS_NONE: Words = Words::new(
    "stagiaire stagiaires participant participante participants participantes \
     a afin ainsi apres avant avec car chez comme concernant contre d dans depuis dont en entre et hors hormis jusque lors lorsque mais ni ou par \
     parmi pendant pour pr puisque quand quant que qui sans sauf selon si soit sous sur vers via vu y \
     je j jai m me n ne t te se tu on nous vous il elle ils elles c cest ce cela ca mon ma mes notre nos votre vos leur leurs son sa ses cet cette ces aucun aucune tout tous \
     toute toutes chaque quelques plusieurs moi toi lui meme memes est sont sera ai avons avez voir reste faut faudra ici pas non oui \
     toujours encore deja jamais aussi ensuite puis enfin ds avc ac trop peu plus moins assez plutot vraiment donc alors sinon bref surtout maintenant demain hier normalement finalement seulement uniquement exclusivement vivement combien numero num tel portable juste \
     joyeux joyeuse joyeuses voeux bonjour bonsoir salut bsr slt bjr merci desole desolee desoles dsl navre navree pardon oups zut ok okay accord entendu compris parfait super nickel genial top bien tres voila voici \
     cher chere madame monsieur mr mme idem ras perso nb ps pj ci re org form objet sujet \
     reponse reponses suite rappel relance message mail email courriel courrier info infos information informations precision precisions complement complements \
     point points question questions remarque piece pieces justificatif justificatifs resume recap recapitulatif rectificatif rectification correction modif modification changement \
     annulation report confirmation validation note retour date dates \
     session debut fin fini finit commence lundis mardis mercredis jeudis vendredis samedis dimanches qte quantite type groupe inter intra niveau niveaux lieu \
     inclus inclut compris comprise comprises chacun chacune prestataire organisme centre dossier ref reference formateur formatrice intervenant intervenante \
     entreprise societe client cliente hotel hebergement logement nuit nuits repas trajet km deplacement deplacements arrivee depart financement \
     reporte reportee decale decalee repousse repoussee reparti repartie repartis reparties prevu prevue prevus prevues celle celui mettez notez comptez prenez ajoutez rajoutez inscrivez ecrivez indiquez enregistrez acompte arrhes remise rabais reduction frais devis prix cout tarif facture montant total budget cheque paiement reglement plan net brut taux aller",
);
/// What may stand before such a word: « les infos », « dernière précision ».
const BEFORE_NOUN: &str = "le la l les un une des du 1 petit petite dernier derniere nouveau nouvelle autre";
/// « Le cours », « La formation »: which one is not said.
const GENERIC: &str = "le la l un une d ce cette cours formation stage session module programme abord";

/// Bytes after a title in which it is said to be one.
const CALLED: usize = 30;
/// Most words of an answer that stands beside a title, without a verb: « Académie du Sucre fin ».
const SHORTEST_SENTENCE: usize = 6;

impl Chantier<'_, '_> {
    /// Takes it where something measured, or who gives it, stands beside it.
    pub fn leading(&mut self) {
        let free = self.only_place(|&place| self.places[place].libre);
        let Some(place) = free.filter(|&place| !self.is_taken(place)) else { return };
        let mut pieces = self.pieces();
        if pieces.first().is_some_and(|first| self.introduces_a_house(first)) {
            pieces.remove(0);
        }
        // « je vous mets tout ça, voilà : Soudure TIG »
        static LEAD: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i)^[^:\n]*\b(?:voil[àa]|voici|ci-dessous|suivant(?:e)?s?) ?:"));
        if let Some(lead) = LEAD.find(self.text) {
            pieces.retain(|piece| piece.start >= lead.end());
        }
        let Some(first) = pieces.first().cloned().filter(|first| !self.is_school(first)) else { return };
        // « Carrelage grand format, chez Batipro »
        if !self.is_said_to_be_given(&first) && !self.has_measures() {
            return;
        }
        // The numbers of lines are blank already.
        let figure = |(at, c): (usize, char)| c.is_ascii_digit() && self.rest(at..at + 1) != " ";
        let before = self.piece(0..first.start);
        let numbered =
            before.len() - before.trim_start_matches(['(', '1', '.', ')', ' ', '-', '/', ':']).len();
        let leads = !before.char_indices().filter(|(at, _)| *at >= numbered).any(figure)
            && !self.is_stuck_to_read(&first);
        let part = self.without_links(first.clone());
        let leads = leads && !self.is_sentence(&part, &first) && !self.is_no_beginning(&part, pieces.get(1));
        let mut part = self.with_brackets(self.without_name(place, part));
        // « la formation c bouquets », « pour « Vitrines » »
        for word in self
            .words(part.clone())
            .iter()
            .take_while(|word| listed("c est pour", &word.text) && !self.is_capital(word))
        {
            part = trimmed(self.text, word.octets.end..part.end);
        }
        // « c'est le CACES nacelle »
        let before = fold(self.piece(0..part.start));
        let said = ["c est", "c pour", "c est pour", " c"].iter().any(|lead| before.ends_with(lead))
            || before == "c";
        if let [article, _, ..] = &self.words(part.clone())[..]
            && said
            && listed("le la les l", &article.text)
            && !(article.text == "l" && self.is_capital(article))
        {
            part = trimmed(self.text, article.octets.end..part.end);
        }
        let long = self.piece(part.clone()).chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let listed = self.is_one_of_a_list(&part);
        if leads && long && listed && self.is_name_like(place, &part) && !self.is_with_someone(&part) {
            self.take_text(place, part, false, true);
        }
    }

    /// « Bonjour c'est la fromagerie. », « c'est pour la compta, … »: who writes or what it is about, and nothing measured
    /// beside it.
    fn introduces_a_house(&self, first: &Range<usize>) -> bool {
        let before = fold(self.piece(0..first.start));
        let said = ["c est", "c est pour"].iter().any(|lead| before.ends_with(lead));
        let words = self.words(first.clone());
        let article =
            words.first().is_some_and(|word| listed("la le l les", &word.text) && !self.is_capital(word));
        // « c Momo de la pizzeria »
        const WORKS: &str = "pizzeria boulangerie patisserie salon garage creperie boucherie fleuriste pharmacie cabinet ferme epicerie bar resto restaurant boutique magasin atelier";
        // « c gestion de la boulangerie » tells what is learnt.
        const ACTIONS: [&str; 7] = ["tion", "sion", "ment", "age", "ite", "ing", "reprise"];
        let action = |word: &Mot| {
            !self.is_capital(word)
                && ACTIONS.iter().any(|ending| word.text.len() > 5 && word.text.ends_with(ending))
        };
        let told = words.iter().take(2).any(|word| word.text == "c") && !words.iter().take(3).any(action);
        let from = told
            && words.windows(2).any(|two| listed("la du l", &two[0].text) && listed(WORKS, &two[1].text));
        if from {
            return true;
        }
        said && article && !self.is_said_to_be_given(first) && !self.is_before_measure(first)
    }

    /// What was read, or figures, follow it.
    pub fn is_before_measure(&self, part: &Range<usize>) -> bool {
        let after = self.rest(part.end..self.left.len());
        let rest = after.trim_start_matches([',', ' ', '\n', '(', ':', '-', '–', '—', '/', '.']);
        rest.starts_with(|c: char| c == ';' || c.is_ascii_digit())
    }

    /// « Barista niveau 2, 14 h », « Barista / Torréa / 14 h »: what nothing calls a title is one among other short
    /// answers, and before anybody takes leave. « Rectificatif : … », « Dsl pour le retard, la formation … » and
    /// « PJ le programme. Tarif : … » lead to sentences.
    pub fn is_one_of_a_list(&self, part: &Range<usize>) -> bool {
        if has_taken_leave(self.piece(0..part.start))
            || self.begins_none(part)
            || self.is_said_of_something(part)
        {
            return false;
        }
        let written = self.piece(part.end..self.text.len());
        // « Maquillage permanent, c'est le titre exact »
        let next = self.words(part.end..self.left.len().min(part.end + CALLED)).into_iter().take(4);
        let called = next.map(|word| word.text).collect::<Vec<_>>().join(" ");
        if self.is_said_to_be_given(part)
            || called.starts_with("c est le titre")
            || called.starts_with("c est l intitule")
        {
            return true;
        }
        let mark = written.trim_start_matches([' ', '"', '»', '”']).chars().next();
        let after = self.rest(part.end..self.left.len());
        let rest = after.trim_start_matches(|c: char| c.is_whitespace() || ",.(-–—/»”\"".contains(c));
        let at = self.left.len() - rest.len();
        let words = self.words(at..self.clause(&(at..at)).end);
        let links = words.iter().take_while(|word| LINKS.has(&word.text)).last();
        let answer = links.map_or(at, |word| word.octets.end);
        let figure = self.piece(answer..self.text.len()).trim_start_matches(' ');
        let figure = figure.starts_with(|c: char| c.is_ascii_digit());
        let read = self.rest(answer..self.left.len()).trim_start_matches([' ', ':']).starts_with(';');
        match mark {
            // « 1) HACCP 2) Hygia »
            Some('!' | '?' | ')') => false,
            Some('.') => figure,
            _ if figure || read => true,
            // « Blender : du 8 au 10 mars »
            Some(':' | '=') => false,
            _ => links.is_none() && (1..=SHORTEST_SENTENCE).contains(&words.len()) && !self.tells(&words),
        }
    }

    /// « les infos », « Désolée du retard », « Sylvie de la compta », « Garage Pichon ».
    pub fn begins_none(&self, part: &Range<usize>) -> bool {
        let words = self.words(part.clone());
        let noun = words.iter().find(|word| !listed(BEFORE_NOUN, &word.text));
        // « C'est faux, c'est 980 € »
        if matches!(&words[..], [word] if listed("faux fausse", &word.text)) {
            return true;
        }
        // « Du coup c'est 14 h »
        let so = words.windows(2).next().is_some_and(|two| two[0].text == "du" && two[1].text == "coup");
        let first_name = words.first().is_some_and(|word| self.is_capital(word) && is_first_name(&word.text));
        // « jcommence le 7 janv », « debu 18/1 »
        let side = words.first().is_some_and(|word| !self.is_capital(word)) && is_side(&words[..1]);
        so || side
            || first_name
            || self.begins_with_a_house(part)
            || noun.is_none_or(|word| BEGINS_NONE.has(&word.text) || listed(ROLES, &word.text))
    }

    /// « Garage Pichon »; « Pharmacie clinique » may be a title.
    pub fn begins_with_a_house(&self, part: &Range<usize>) -> bool {
        static HOUSES: Words = Words::new(
            "garage salon institut boulangerie patisserie menuiserie pharmacie cabinet agence sarl sas sasu eurl restaurant \
             boucherie fromagerie brasserie boutique librairie auberge maison ets etablissements groupe",
        );
        let words = self.words(part.clone());
        words.first().is_some_and(|word| HOUSES.has(&word.text))
            && words.iter().skip(1).any(|word| self.is_capital(word))
    }

    /// « marqué sur le devis », « prévue en mars »: a participle is no noun.
    pub fn is_said_of_something(&self, part: &Range<usize>) -> bool {
        let words = self.words(part.clone());
        // « L'apprenti a 17 ans »
        let has = |word: &Mot| matches!(self.piece(word.octets.clone()), "a" | "ont" | "va" | "vont");
        let subject = words.first().is_some_and(|word| listed("le la les l", &word.text));
        subject && words.iter().any(has) || words.first().is_some_and(|first| self.is_participle(first))
    }

    /// « marqué », « soldée »; « sécurité » and « marché » are nouns.
    pub fn is_participle(&self, word: &Mot) -> bool {
        const NOUNS: [&str; 6] = ["té", "tés", "tié", "marché", "marchés", "randonnée"];
        let written = self.piece(word.octets.clone());
        let ends = |endings: &[&str]| endings.iter().any(|ending| written.ends_with(ending));
        written.starts_with(char::is_lowercase) && ends(&["é", "ée", "és", "ées"]) && !ends(&NOUNS)
    }

    /// « jai recu le devis », « on sera trois »: somebody says something.
    fn tells(&self, words: &[Mot]) -> bool {
        const WHO: &str = "je j jai jaurai on nous vous il elle ils elles c ca cest tu";
        words.first().is_some_and(|word| listed(WHO, &word.text) && !self.is_capital(word))
    }

    /// « Deux salariées concernées »: the end of a clause whose beginning was read.
    fn is_stuck_to_read(&self, part: &Range<usize>) -> bool {
        let before = self.rest(0..part.start).trim_end_matches(' ');
        before.ends_with(';') && !self.piece(0..before.len()).ends_with([';', ',', '.', '!', ':', ')', '|'])
    }

    /// A day, hours or a sum was read, or a day that is to be asked again.
    fn has_measures(&self) -> bool {
        let measured = |nature: &Nature| {
            matches!(
                nature,
                Nature::Date | Nature::Heures { .. } | Nature::Montant { .. } | Nature::Taux { .. }
            )
        };
        let asked_again =
            |place: usize| matches!(self.places[place].nature, Nature::Date) && self.is_in_doubt(&[place]);
        self.has(measured) || (0..self.places.len()).any(asked_again)
    }

    /// « Le devis est à 980 € » is a sentence, not a title. `whole`: the clause, with the words that link it to more.
    fn is_sentence(&self, part: &Range<usize>, whole: &Range<usize>) -> bool {
        let article = self
            .words(part.clone())
            .first()
            .is_some_and(|word| listed("le la les l un une mon ma notre", &word.text));
        let after = self.words(part.end..whole.end);
        // « la formatrice s'appelle Carole »
        let named = self.words(part.clone()).iter().any(|word| word.text == "appelle");
        article && (named || after.iter().any(|word| listed("est c y", &word.text) || SAYS.has(&word.text)))
    }

    /// Its first word, or the clause `next` to it, says that it is none.
    fn is_no_beginning(&self, part: &Range<usize>, next: Option<&Range<usize>>) -> bool {
        let words = self.words(part.clone());
        let generic = words.iter().all(|word| listed(GENERIC, &word.text));
        // « viennoiserie, non attends, feuilletage », « Garance Pujol, gérante »
        // « Tourage du 28 au 30 avril, non, du 3 au 5 » takes the days back.
        let apart = |next: &Range<usize>| self.piece(part.end..next.start).contains(char::is_alphanumeric);
        let taken_back = next.is_some_and(apart);
        let next = next.map(|piece| self.words(piece.clone())).unwrap_or_default();
        let taken_back = taken_back && next.iter().all(|word| listed("non pardon enfin euh ah", &word.text));
        let denied = next
            .first()
            .is_some_and(|word| listed("non pardon enfin", &word.text) || listed(ROLES, &word.text));
        let written = self.piece(part.clone());
        // « fleuriste, 3 salariés, … » says who writes.
        let trade = matches!(&words[..], [word] if is_trade(&word.text, true));
        trade
            || generic
            || denied && !taken_back
            || are_people(written)
            || is_person(written)
            || self.reads_as_person(part)
    }
}
