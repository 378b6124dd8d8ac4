//! What a sentence names beside its answers: the company that asks, those who go.

use crate::annuaire::{Entite, Page};
use crate::catalogue::Nature;
use crate::dossier::{Chemin, Valeur};
use crate::engine::plusieurs::Debut;
use crate::engine::tour::Tour;
use crate::event::Recherche;
use crate::lettre::{EnLettre, QuestionPosee, ReponseEcrite};
use crate::reading::lettre::{Morceau, aligner};
use crate::reading::{Lecture, Lu, fold, has_words, listed, partants};

use super::UNNUMBERED;

/// Fewest letters of the name of a company that is looked for among words.
const SHORTEST_NAME: usize = 4;
/// What ends a clause.
const ENDS: [char; 8] = ['.', '!', '?', ';', ',', '(', ')', '\n'];

impl Tour<'_> {
    /// Where a company or a person is asked in a chat, a message that measures two things or more, or one and nothing else, is
    /// no name: it is read as a letter is, and the company it names is found in it. False, and nothing was changed, when it
    /// may be a name.
    pub(in crate::engine) fn take_beside_a_name(
        &mut self,
        asked: &Chemin,
        text: &str,
        message: Option<&str>,
    ) -> bool {
        // « Le Fournil, 75011 Paris » says where the company is.
        let measured = |valeur: &Valeur| {
            matches!(valeur, Valeur::Date(_) | Valeur::Heures(_) | Valeur::Montant(_) | Valeur::Entier(_))
        };
        let read = self.read_several(asked, text, Debut::Titre);
        let alone = text.contains(|c: char| c.is_alphabetic() || c == '€') && read.reste(text).is_empty();
        let least = if alone { 1 } else { 2 };
        if read.prises.iter().filter(|prise| measured(&prise.lu.valeur)).count() < least {
            return false;
        }
        let message = message.map(str::to_owned);
        self.go_on(EnLettre { reste: text.to_owned(), message, ..EnLettre::default() });
        true
    }

    /// Looks through what is left of a letter, once for the company and once for those who go: what must be looked for,
    /// or an answer more.
    pub(super) fn look_through_rest(&mut self, lettre: &mut EnLettre) -> Option<Recherche> {
        if lettre.reste.trim().is_empty() {
            return None;
        }
        if !std::mem::replace(&mut lettre.entites_vues, true)
            && self.missing(|nature| *nature == Nature::RechercheEntite).is_some()
        {
            return Some(Recherche::Entites { text: None, page: 0 });
        }
        if !std::mem::replace(&mut lettre.partants_vus, true)
            && let Some(question) = self.missing_stagiaire()
            && let Some(octets) = partants(&lettre.reste)
        {
            let texte = lettre.reste.get(octets).unwrap_or_default().to_owned();
            lettre.nommes.push(texte.clone());
            lettre.reponses.push(ReponseEcrite { question, texte });
        }
        None
    }

    /// Her companies: the one that the letter names is the one that asks.
    pub(super) fn entites_seen(&mut self, lettre: &mut EnLettre, page: &Page<Entite>) {
        let Some(question) = self.missing(|nature| *nature == Nature::RechercheEntite) else { return };
        let name = |entite: &Entite| {
            let names = [entite.enseigne.as_ref(), Some(&entite.raison_sociale), Some(&entite.siret)];
            names.into_iter().flatten().find(|name| is_mentioned(&lettre.reste, name)).cloned()
        };
        let named: Vec<(&Entite, String)> =
            page.items.iter().filter_map(|entite| Some((entite, name(entite)?))).collect();
        // One of hers trains nobody, and is no title.
        lettre.nommes.extend(named.iter().map(|(_, name)| written(&lettre.reste, name)));
        // « pour le Fournil, pas pour la Boulangerie »
        let mut named = named.into_iter().filter(|(_, name)| !is_ruled_out(&lettre.reste, name));
        // Two of one name, or others that are not seen: she says which.
        let (Some((entite, name)), None, false) = (named.next(), named.next(), page.has_next()) else {
            return;
        };
        // « siret 732…, 21 h »
        if name != entite.siret && !asks(&lettre.reste, &name) {
            return;
        }
        let valeur = Valeur::Entite(entite.clone());
        if self.refusal(&question.chemin, &valeur).is_some() {
            return;
        }
        self.keep(lettre, &question, &name, Lu { valeur, taxe: None });
        self.propose(true);
    }

    /// « 2 nuits à 90 € »: the price of a night is asked once there are nights, and was told with them. `asked`: what was asked
    /// before the rest was read.
    pub(super) fn answer_what_opened(&mut self, lettre: &mut EnLettre, reste: &str, asked: &[Chemin]) {
        let opened = self.questions_posees().into_iter().filter(|question| !asked.contains(&question.chemin));
        let opened: Vec<QuestionPosee> =
            opened.zip(UNNUMBERED..).map(|(question, n)| QuestionPosee { n, ..question }).collect();
        if opened.is_empty() || reste.trim().is_empty() {
            return;
        }
        let said = aligner(&super::asked(&opened), &[Morceau { cite: false, texte: reste }]).reponses;
        for (n, texte) in said {
            let Some(question) = opened.iter().find(|question| question.n == n) else { continue };
            // « Nuits : 2 » tells no price.
            let measured = texte.contains(|c: char| c.is_alphabetic() || c == '€');
            if let Lecture::Read(lu) = self.read(&question.chemin, &texte)
                && measured
            {
                self.keep(lettre, question, &texte, lu);
            }
        }
    }

    /// In a chat, those whom a message with other answers names wait for their question.
    pub(in crate::engine) fn keep_partants(&mut self, text: &str) {
        if let Some(question) = self.missing_stagiaire()
            && let Some(texte) = partants(text).and_then(|octets| text.get(octets))
        {
            self.keep_for_later(ReponseEcrite { question, texte: texte.to_owned() });
        }
    }

    /// The first question of a kind that waits for an answer.
    fn missing(&self, fits: impl Fn(&Nature) -> bool) -> Option<QuestionPosee> {
        let is = |chemin: &Chemin| self.field(chemin).is_some_and(|(_, champ)| fits(&champ.nature));
        self.questions_posees().into_iter().find(|question| is(&question.chemin))
    }

    /// The question of who goes.
    fn missing_stagiaire(&self) -> Option<QuestionPosee> {
        let question = self.missing(|nature| matches!(nature, Nature::RechercheIndividu { .. }))?;
        let (etape, champ) = self.field(&question.chemin)?;
        let unique = etape.repetition.as_ref().and_then(|repetition| repetition.unique.as_ref());
        (unique == Some(&champ.cle)).then_some(question)
    }
}

fn is_mentioned(text: &str, name: &str) -> bool {
    let name = fold(name);
    name.len() >= SHORTEST_NAME && has_words(&fold(text), &name)
}

/// Every mention of it is denied.
fn is_ruled_out(text: &str, name: &str) -> bool {
    let name = fold(name);
    let clauses = text.split(ENDS).map(fold);
    let mut mentions = clauses.filter(|clause| has_words(clause, &name)).peekable();
    mentions.peek().is_some() && mentions.all(|clause| clause.starts_with("pas "))
}

/// Whether every mention of a company says that it is the one that asks: « pour la … », « salariée de … », alone in its clause;
/// not « le devis est au nom de … », « pas pour … », « donnée par … ».
fn asks(text: &str, name: &str) -> bool {
    const LEADS: &str = "pour de du d notre etablissement entreprise societe demandeur est boite employeur salon toujours sommes";
    const SENDS: &str = "envoie envoient inscrit inscrivent souhaite demande voudrait veut a nantes donc";
    const ARTICLES: &str = "la le l les";
    const GREETS: &str = "bonjour bonsoir et";
    const ELSEWHERE: &str = "pas plus ni non jamais ancien ancienne avant deja autre autres part fournisseur facture devis nom donnee donne assuree \
        partage si cours groupe ou mais question assure assurent forme organise anime dispense propose fera suivante";
    let name = fold(name);
    let mut rest = text;
    let mut found = false;
    while !rest.is_empty() {
        let end = rest.find(ENDS).unwrap_or(rest.len());
        let (clause, mark) = (fold(&rest[..end]), rest[end..].chars().next());
        rest = rest.get(end + mark.map_or(0, char::len_utf8)..).unwrap_or_default();
        let Some(at) = format!(" {clause} ").find(&format!(" {name} ")) else { continue };
        let before: Vec<&str> = clause[..at].split_whitespace().collect();
        let after = clause.get(at + name.len()..).unwrap_or_default();
        let own = before.iter().rev().find(|word| !listed(ARTICLES, word));
        let next = after.split_whitespace().next().unwrap_or_default();
        let led = match own {
            // « La Boulangerie des Lilas envoie … »
            None => next.is_empty() || listed(SENDS, next),
            // « chez nous à … », « notre salon, … »
            Some(&"chez") => false,
            Some(word) => listed(LEADS, word) || before.len() <= 2 && listed(GREETS, word),
        };
        let elsewhere = before.iter().copied().chain(after.split(' ')).any(|word| listed(ELSEWHERE, word));
        if !led || elsewhere || mark == Some('?') {
            return false;
        }
        found = true;
    }
    found
}

/// A name as the text writes it.
fn written(text: &str, name: &str) -> String {
    let found = text.to_lowercase().find(&name.to_lowercase());
    let found = found.and_then(|at| text.get(at..at + name.len()));
    found.unwrap_or(name).to_owned()
}
