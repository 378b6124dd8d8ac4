//! A line below an answer: whether it goes on, or says something else.

use std::sync::LazyLock;

use regex::Regex;

use super::super::identite::pattern;
use super::super::lex::listed;
use super::super::plusieurs::{is_a_name, is_town};
use super::super::prenoms::is_person;
use super::super::{fold, is_first_name, partants};
use super::Reader;
use super::dedit::without_ps;
use super::ligne::{begins_a_value, is_address, is_labelled};
use super::renvoi::corrects;

impl Reader {
    /// « Intitulé : Excel », then « Du 4 au 5 mars », « Lieu : Nantes »: something else.
    pub(super) fn follows_a_label(&self, current: Option<&(u32, Vec<String>)>, line: &str) -> bool {
        begins_a_value(line)
            || self.says_another(current, line)
            || is_labelled(line)
            || is_address(line)
            || is_sentence(line)
            || is_yes_or_no_about(line)
            || self.names_another(current, line)
            || self.names_after_figures(current, line)
            || self.is_beside_a_person(current, line)
    }

    /// « Nom : Lucie Girard », then « Employée »: what she is. A second person is named in full, or by her first name.
    fn is_beside_a_person(&self, current: Option<&(u32, Vec<String>)>, line: &str) -> bool {
        let person = current.is_some_and(|(n, _)| self.labels.asks_who(*n));
        person && line.chars().all(char::is_alphabetic) && !is_first_name(&fold(line))
    }

    /// « Organisme : Cegos », then « pas de frais annexes », « pour Marie Dupont », « Marie Dupont », « Boulangerie des Lilas ».
    fn says_another(&self, current: Option<&(u32, Vec<String>)>, line: &str) -> bool {
        const TRADES: &str = "boulangerie patisserie fournil salon garage pharmacie cabinet restaurant boucherie coiffure menuiserie";
        let folded = fold(line);
        let first = folded.split(' ').next().unwrap_or_default();
        let words = current.is_some_and(|(n, _)| self.labels.asks_words(*n));
        let person = current.is_some_and(|(n, _)| self.labels.asks_who(*n));
        let denies = listed("pas aucun aucune sans ni siret", first) && folded.contains(' ');
        // « Intit. : Bûches de fête », then « Déb. 13/09/27 »
        static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?\b"));
        let dated = words && line.split_whitespace().count() < 4 && DAY.is_match(line);
        denies
            || dated
            || partants(line).is_some() && first == "pour"
            || words && !person && (is_person(line) || listed(TRADES, first))
            || person
                && (listed(TRADES, first) || !line.contains(',') && !folded.split(' ').any(is_first_name))
    }

    /// « CSP : employée », then « Loïc », the last word: who writes, where nobody was asked for.
    pub(super) fn is_signed(&self, current: Option<&(u32, Vec<String>)>, line: &str) -> bool {
        let person = current.is_some_and(|(n, _)| self.labels.asks_who(*n) || self.labels.asks_words(*n));
        // « Chez », then « Paul »
        let open = |said: &String| {
            listed("chez avec de du des d la le les l et a au pour par", last_word(said).as_str())
        };
        let person = person || current.is_some_and(|(_, lines)| lines.last().is_some_and(open));
        let name = line.trim_end_matches(['.', ',']);
        !person
            && name.starts_with(char::is_uppercase)
            && name.chars().all(|c| c.is_alphabetic() || c == '-')
            && is_first_name(&fold(name.split('-').next().unwrap_or_default()))
    }

    /// « Organisme : Formalia », then « Finalement l'hôtel sera chez Ibis »: a sentence of its own. So is « Finalement 14 h » below
    /// « non ».
    pub(super) fn corrects_another(&self, current: Option<&(u32, Vec<String>)>, line: &str) -> bool {
        let words = current.is_some_and(|(n, _)| self.labels.asks_words(*n));
        let yes_or_no =
            current.and_then(|(_, lines)| lines.last()).is_some_and(|said| listed("oui non", &fold(said)));
        let figures = line.contains(|c: char| c.is_ascii_digit());
        (words && line.split_whitespace().count() > LONGEST_BRIEF || yes_or_no && figures) && corrects(line)
    }

    /// « Début : 12/04/2027 », then « Onglerie niveau 2 »: figures are said, and a name is none of it.
    fn names_after_figures(&self, current: Option<&(u32, Vec<String>)>, line: &str) -> bool {
        let Some((n, lines)) = current else { return false };
        let figured = lines.last().is_some_and(|said| said.contains(|c: char| c.is_ascii_digit()));
        let named = line.starts_with(char::is_uppercase) && is_a_name(line);
        // « cp 87000 », then « limoges »
        figured && self.labels.asks_figures(*n) && (named || is_town(line))
    }

    /// « ville Sète cp 34200 », below another answer: it begins with what a question is called.
    fn names_another(&self, current: Option<&(u32, Vec<String>)>, line: &str) -> bool {
        // « Le SIRET est sur le devis »
        let said = ["Le ", "La ", "Les ", "L'", "L’"]
            .iter()
            .find_map(|article| line.strip_prefix(article))
            .unwrap_or(line);
        let first = said.split(' ').next().unwrap_or_default();
        // « Prix 980 HT », then « Organisme AFTRAL »; « Stagiaire : Marie Dupont », then « Organisme Cegos »
        let figured = current.is_some_and(|(n, lines)| {
            self.labels.asks_who(*n)
                || lines.last().is_some_and(|said| said.contains(|c: char| c.is_ascii_digit()))
        });
        let called = |n: u32| figured && self.labels.is_called(n, first);
        let named = self.labels.named(first).filter(|n| self.labels.tells_apart(first) || called(*n));
        named.is_some_and(|n| current.is_none_or(|(own, _)| *own != n))
    }
}

fn last_word(line: &str) -> String {
    fold(line).rsplit(' ').next().unwrap_or_default().to_owned()
}

/// Words of an answer that is whole on its line.
const LONGEST_BRIEF: usize = 4;

/// « Vous pensez que ça sera pris à combien ? »: hers to us, and no part of the answer above. « ou 21 h ? » is.
pub(super) fn asks_back(line: &str) -> bool {
    let first = line.split(' ').next().unwrap_or_default();
    line.ends_with('?')
        && line.split_whitespace().count() > 4
        && !matches!(fold(first).as_str(), "ou" | "et" | "a")
}

/// « on est 7 dans l'entreprise »: a sentence of its own, no part of a name or a title.
pub(super) fn is_sentence(line: &str) -> bool {
    const SUBJECTS: &str = "on nous je j il elle ils elles c ca ce";
    let folded = fold(line);
    let mut words = folded.split(' ');
    // « Pour le code je ne trouve rien »
    let about = folded.starts_with("pour ") && folded.split(' ').any(|word| listed("je j on nous", word));
    about
        || words.next().is_some_and(|first| listed(SUBJECTS, first)) && words.count() > 2
        || says_what_is(&folded)
}

/// « l'organisme c'est Savoie Conseil », « le prix est de 980 € »: what something else is.
fn says_what_is(folded: &str) -> bool {
    const ARTICLES: &str = "le la l les mon ma mes notre nos son sa leur";
    const IS: &str = "est sont sera seront s coute dure debute commence";
    const FURTHEST: usize = 5;
    let mut words = folded.split(' ');
    words.next().is_some_and(|first| listed(ARTICLES, first))
        && words.next().is_some()
        && words.take(FURTHEST).any(|word| listed(IS, word))
}

/// « PS : le 13 on sera fermé », « Erratum : elle finit le 11 mai »; « Correction : 14 h » is of what stands above it.
pub(super) fn begins_a_ps(line: &str) -> bool {
    let folded = fold(line);
    let said = without_ps(line);
    ["ps ", "p s ", "nb ", "post scriptum "].iter().any(|ps| folded.starts_with(ps))
        || said.len() < line.len() && said.split_whitespace().count() >= LONGEST_BRIEF
}

/// « (la 3 je ne sais pas encore) », « (moi c'est le 04 … mais appelez-la) »: what is said of another question, or of somebody
/// else, apart.
pub(super) fn is_aside(line: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\((?:(?:pour |quant à )?(?:la|le|question|point|n°) ?(?:question |point |n° ?)?[0-9]{1,2}|(?:et |pour )?moi|l[ea] mien(?:ne)?)\b.*\)\.?$",
        )
    });
    OTHER.is_match(line)
}

/// « Oui sur le temps de travail »: another answer, in its question's words.
fn is_yes_or_no_about(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let first = line.split([' ', ',']).next().unwrap_or_default();
    (3..=10).contains(&words) && matches!(fold(first).as_str(), "oui" | "non")
}

/// « SIRET 573 159 951 00041 », then « Le mieux est de m'écrire à … »: a figure is answered whole, a sentence follows.
pub(super) fn begins_anew(current: Option<&(u32, Vec<String>)>, line: &str) -> bool {
    let figure = |answer: &String| {
        let letters = answer.chars().filter(|c| c.is_alphabetic()).count();
        answer.starts_with(|c: char| c.is_ascii_digit()) && letters <= 8
    };
    // « cp=49100 », « Concernant la durée, … »: it says itself what it is about.
    if current.is_some_and(|(_, lines)| !lines.is_empty()) && (is_pair(line) || is_about_another(line)) {
        return true;
    }
    // « 5. 4 », then « Menuiserie Martin »: what signs is no part of a figure.
    let capital = |word: &str| word.starts_with(char::is_uppercase) || word.len() < 4;
    let signs = line.starts_with(char::is_uppercase)
        && line.split_whitespace().count() <= LONGEST_BRIEF
        && line.split_whitespace().all(capital)
        && !line.contains(|c: char| c.is_ascii_digit() || c == ':');
    let bare = |answer: &String| answer.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
    if signs && current.is_some_and(|(_, lines)| matches!(&lines[..], [only] if bare(only))) {
        return true;
    }
    // An address is whole, whatever follows.
    let address = |answer: &String| answer.contains('@') && !answer.contains(' ');
    if current.is_some_and(|(_, lines)| matches!(&lines[..], [only] if address(only))) {
        return true;
    }
    // « Billom », then « je suis joignable le matin »; « 14 h », then « je ne suis pas sûr » is of the answer.
    let brief = |answer: &String| {
        answer.split(' ').count() <= LONGEST_BRIEF
            && answer.ends_with(char::is_alphanumeric)
            && !answer.contains(|c: char| c.is_ascii_digit())
    };
    let is_brief = current.is_some_and(|(_, lines)| matches!(&lines[..], [only] if brief(only)));
    if is_brief && is_sentence(line) && !is_about_it(line) {
        return true;
    }
    // « Maison des Métiers. », then « Pour le coût, voir le devis. »
    let ended = |answer: &String| answer.ends_with('.') && answer.split(' ').count() <= LONGEST_BRIEF + 2;
    let another = line.starts_with(char::is_uppercase) && line.split_whitespace().count() > 3;
    if another && current.is_some_and(|(_, lines)| matches!(&lines[..], [only] if ended(only))) {
        return true;
    }
    let answered = current.is_some_and(|(_, lines)| matches!(&lines[..], [only] if figure(only)));
    answered && line.starts_with(char::is_uppercase) && line.split_whitespace().count() > 3
}

/// « cp=49100 »
fn is_pair(line: &str) -> bool {
    let pair = line.split_once('=');
    pair.is_some_and(|(label, value)| {
        !value.trim().is_empty()
            && label.split_whitespace().count() <= 3
            && label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '_' | '-'))
            && label.chars().any(char::is_alphabetic)
    })
}

/// « Concernant la durée, … », « Quant au nombre de stagiaires, … »
fn is_about_another(line: &str) -> bool {
    const LEADS: [&str; 4] = ["concernant ", "quant a ", "quant au ", "quant aux "];
    let folded = fold(line);
    LEADS.iter().any(|lead| folded.starts_with(lead)) && line.split_whitespace().count() > 4
}

/// « j'hésite encore », « je vous redis », « on parle bien du module 2 ? »: said of the answer above.
fn is_about_it(line: &str) -> bool {
    const OF_IT: &str = "sais sait savons sur sure surs certain certaine certains crois croit pense pensons hesite hesitons verifier \
        verifie confirmer confirme confirmons redis redirai demande demander attends attendons depend peut dire voulais \
        trompe trompee erreur plutot finalement si ou";
    line.ends_with('?') || fold(line).split(' ').any(|word| listed(OF_IT, word))
}
