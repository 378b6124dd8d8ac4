//! Those who go on a training, named in a sentence: « pour Marie Dupont et Karim Benali », « Léa Roy y va ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::date::is_date_word;
use super::identite::pattern;
use super::lex::listed;
use super::prenoms::{is_first_name, is_person, names_a_house};
use super::{fold, without_address};

/// Longest text that is looked through, in bytes.
const LONGEST: usize = 8_000;
/// Words beside a name in which it is denied.
const NEAR: usize = 4;
/// Words of a line that is a short answer.
const LONGEST_LINE: usize = 6;
/// Fewest letters of a name of one word.
const SHORTEST_LONE: usize = 3;

const NAME: &str = r"(?:(?:M\.|Mr|Mme\.?|Mlle|Monsieur|Madame) )?\p{Lu}[\p{L}'’-]+(?: (?:(?:de|du|des|le|la|d['’]) ?)?\p{Lu}[\p{L}'’-]+){0,3}";
/// They go, and to the training.
const GO: &str = r"(?i:y (?:vont|va|iront|ira|partent|part|participent|participe|participeront|participera|assisteront|assistera)\b|(?:participent|participe|participeront|participera|partiront|partira|partent|part)(?: tous| toutes)?(?: les deux)? ?(?:$|[.,;\n!)])|(?:partent|part|partiront|partira|vont|va|iront|ira|sont inscrite?s|est inscrite?|participent|participe|participeront|participera|assisteront|assistera|suivent|suit|suivront|suivra|fera|feront|font|fait)(?: tous| toutes)?(?: les deux)? (?:en (?:formation|stage)|[àa] (?:la|cette|ce) (?:formation|stage)|au stage|la formation|le stage|cette formation|ce stage)\b|(?:va|vont|doit|doivent) (?:suivre|faire)(?: ensemble)? (?:(?:la|le|une|un|cette|ce) (?:formation|stage)\b|«|(?-i:\p{Lu})))";
/// The surnames that most people in France have (INSEE, « fichier des noms »), folded, but those that are words of another kind.
const NOMS: &str = "martin bernard dubois thomas robert richard durand leroy moreau simon laurent lefebvre michel garcia bertrand roux \
    vincent fournier morel girard andre lefevre mercier dupont lambert bonnet martinez legrand garnier faure rousseau guerin \
    muller roussel perrin morin mathieu clement gauthier dumont lopez chevalier robin masson sanchez gerard nguyen boyer denis \
    lemaire duval gautier roche roy meyer meunier perez marchand dufour blanchard barbier dumas brunet schmitt leroux colas \
    fernandez renard arnaud rolland caron aubert giraud leclerc vidal bourgeois renaud picard lecomte fabre rodriguez dupuis benoit \
    lacroix rey olivier renault da silva gomes pereira ferreira costa santos benali traore diallo";

/// The stretch of a text that names those who go: the only one. « pour la boulangerie », « pour Excel » name nobody.
pub fn partants(text: &str) -> Option<Range<usize>> {
    static LED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i:\b(pour|former|inscrire|inscris|inscrit|inscrivons|envoyer|forme|formera)(?: ?:)?|\bqui ?:|\b(?:stagiaires?|participante?s?|apprenante?s?)(?: (?:sont|seront|est|sera)|,? c['’]est| ?:)?|\b(?:personnes?|salariée?s?|employée?s?|vendeuses?|vendeurs?|apprentie?s?)(?: (?:formée?s?|concernée?s?|inscrite?s?|qui (?:part|partent|ira|iront|va|vont)(?: en (?:formation|stage))?))?(?: ?:|,? c['’]est| est| sont| sera| seront| s['’]appelle(?:nt)?)) ({NAME}(?:(?:, | et | & |, et ){NAME})*)"
        ))
    });
    static SENT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i:\benv(?:oie|oyons|erra|errons)) ({NAME}(?:(?:, | et | & |, et ){NAME})*)(?: tous les deux)? (?i:en (?:formation|stage)|[àa] (?:la|cette) formation|au stage)\b"
        ))
    });
    static GOES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"({NAME}(?:(?:, | et | & |, et ){NAME})*)(?:,? (?:de|du|chez|salariée?s?|employée?s?)\b[^.;\n]{{2,50}}?,?)? {GO}"
        ))
    });
    static PRESENTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i:c['’]est|ce sera|ce sont) ({NAME}(?:(?:, | et | & |, et ){NAME})*)(?:,? (?i:de|du|chez)\b[^.;\n]{{2,50}}?)?,? (?i:qui (?:y va|y vont|part|partent|partira|partiront|suit|suivra|suivront|participe|participera|participent|ira|iront|va suivre|va faire))\b"
        ))
    });
    // « Marie Dupont, 7h, le 3 février »
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?m)^({NAME}(?:(?:, | et | & |, et ){NAME})*), ?(?:[0-9]{{1,3}} ?(?:h|heures?|€|jours?)\b|l[ae]s? [0-9]|du [0-9])"
        ))
    });
    // Typed without a capital, first names first.
    static LOWER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(\p{Ll}+ \p{Ll}{2,}(?: et \p{Ll}+ \p{Ll}{2,}){0,3}) y (?:vont|va)\b"));
    static LED_LOWER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?i:pour(?: ?:)?|pr|stagiaires?(?: sont| est| ?:)?|(?:personne|salariée?)(?: (?:formée|concernée?))? ?:) (\p{Ll}+ \p{Ll}{2,}(?: et \p{Ll}+ \p{Ll}{2,}){0,3})",
        )
    });
    if text.len() > LONGEST {
        return None;
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let led = LED
        .captures_iter(text)
        .filter_map(|led| Some((led.get(0)?.start(), led.get(2)?, led.get(1).is_some())));
    let lower =
        LED_LOWER.captures_iter(text).filter_map(|led| Some((led.get(0)?.start(), led.get(1)?, true)));
    found.extend(led.chain(lower).filter_map(|(lead, list, bare)| {
        let end = list.start() + people(list.as_str(), bare)?;
        let led = fold(&text[lead..list.start()]);
        (ends(&text[end..])
            && begins(&text[..lead], &text[list.start()..end], bare && listed("pour pr", &led)))
        .then_some(list.start()..end)
    }));
    let forms = [&GOES, &SENT, &LOWER, &PRESENTED, &FIRST];
    let going = forms.into_iter().flat_map(|form| form.captures_iter(text));
    let whole = |list: &regex::Match<'_>| people(list.as_str(), true) == Some(list.len());
    let going =
        going.filter_map(|going| going.get(1)).filter(whole).filter(|list| is_subject(&text[..list.start()]));
    found.extend(going.map(|list| list.range()));
    if found.is_empty() {
        found.extend(on_lines(text));
    }
    found.sort_by_key(|list| list.start);
    found.dedup_by(|after, before| after.start < before.end);
    match &found[..] {
        [list] if !is_denied(text, list) => Some(list.clone()),
        _ => None,
    }
}

/// The last word before a place, folded, and whether a mark ends what stands there.
fn last_before(before: &str) -> (String, bool) {
    let before = before.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let marked = before.is_empty()
        || before.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '€'));
    let word = before.rsplit([' ', '\n', '\'', '’']).next().unwrap_or_default();
    (fold(word), marked)
}

/// « pour » begins a clause, or follows what is measured or the training: « 1 500 € HT pour », « c'est pour », « une formation pour ».
fn begins(before: &str, list: &str, bare: bool) -> bool {
    const LEADS: &str = "est sera serait ht ttc h heures heure euros eur formation formations stage inscription inscriptions et dont";
    let (word, marked) = last_before(before);
    let figure = word.starts_with(|c: char| c.is_ascii_digit()) || before.trim_end().ends_with('€');
    // « formation vente en boulangerie pour Marie Dupont »
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n');
    let sentence = fold(before.rsplit(ends).next().unwrap_or_default());
    let of_training = sentence.split(' ').any(|word| listed("formation stage cours", word));
    let full = fold(list).split(' ').next().is_some_and(is_first_name) && list.contains(' ');
    !bare || marked || figure || listed(LEADS, &word) || is_date_word(&word) || of_training && full
}

/// Those who go begin the clause: « la facture de Karim part demain », « notre comptable Paul Martin suit » do not.
fn is_subject(before: &str) -> bool {
    const LEADS: &str = "bonjour bonsoir donc alors car que est sont sera salarie salariee salaries salariees vendeuse vendeuses apprenti apprentie envoie envoyons";
    let (word, marked) = last_before(before);
    marked || listed(LEADS, &word)
}

/// « Marie Dupont » and « Karim Benali », each on a line, among short answers: below sentences they sign, below a heading they are
/// what it says.
fn on_lines(text: &str) -> Option<Range<usize>> {
    const ROLES: &str =
        "gerant gerante directeur directrice responsable comptable assistante tel cordialement";
    const CALLED: &str = "stagiaires stagiaire participants participantes salaries salariees";
    let mut lines: Vec<(Range<usize>, &str)> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let at = start + (line.len() - line.trim_start().len());
        lines.push((at..at + line.trim().len(), line.trim()));
        start += line.len() + 1;
    }
    lines.retain(|(_, line)| !line.is_empty());
    // « paul durand », typed without a capital
    let lower = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        matches!(words[..], [first, last] if is_first_name(&fold(first)) && last.chars().count() > 2 && line.chars().all(|c| c.is_alphabetic() || c == ' '))
    };
    let is_one = |(_, line): &&(Range<usize>, &str)| is_person(line) || lower(line) && !names_a_house(line);
    let first = lines.iter().position(|line| is_one(&line))?;
    let people = lines[first..].iter().take_while(is_one).count();
    let (before, after) = (&lines[..first], &lines[first + people..]);
    let brief = |(_, line): &(Range<usize>, &str)| line.split_whitespace().count() <= LONGEST_LINE;
    let figure = |(_, line): &(Range<usize>, &str)| line.contains(|c: char| c.is_ascii_digit());
    let heading = before.last().is_some_and(|(_, line)| {
        line.ends_with(':') && !fold(line).split(' ').any(|word| listed(CALLED, word))
    });
    let listed_answers = before.iter().filter(|line| figure(line)).count() > 1 && lines.iter().all(brief);
    let signs = |(_, line): &(Range<usize>, &str)| fold(line).split(' ').any(|word| listed(ROLES, word));
    let amid = after.iter().any(figure) && !after.iter().any(signs);
    ((people > 1 && after.is_empty() || amid) && listed_answers && !heading)
        .then(|| lines[first].0.start..lines[first + people - 1].0.end)
}

/// What may follow the last name.
fn ends(after: &str) -> bool {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\s*(?:$|[.,;:!()\n-]|(?:de|du|des|qui|tous|toutes|chez|en|dans|à|au|aux|les? [0-9])\b)")
    });
    END.is_match(after)
}

/// « Marie Dupont, Karim Benali », « Dupont et Martin »: bytes of the people that begin a list of names, as « Boulangerie des
/// Lilas » may end it. `bare`: nothing calls them stagiaires. `None` where it begins with none.
fn people(list: &str, bare: bool) -> Option<usize> {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r", et |, | et | & "));
    let marks =
        BETWEEN.find_iter(list).map(|mark| mark.range()).chain(std::iter::once(list.len()..list.len()));
    let marks: Vec<Range<usize>> = marks.collect();
    let mut start = 0;
    let mut names: Vec<&str> = Vec::new();
    for mark in &marks {
        names.push(&list[start..mark.start]);
        start = mark.end;
    }
    // « Dupont et Martin », « Word et Excel »: one of them at least is a name that people have.
    let known = names.iter().any(|name| listed(NOMS, &fold(name)) || is_first_name(&fold(name)));
    let several = names.len() > 1 && known;
    let people = names.iter().take_while(|name| is_one(name, bare, several)).count();
    people.checked_sub(1).map(|last| marks[last].start)
}

fn is_one(name: &str, bare: bool, several: bool) -> bool {
    let called = without_address(name);
    let folded = fold(called);
    let first = folded.split(' ').next().is_some_and(is_first_name);
    let last = folded.rsplit(' ').next().is_some_and(is_first_name);
    let lone = || {
        let letters = called.chars().filter(|c| c.is_alphabetic()).count();
        letters >= SHORTEST_LONE && called.contains(char::is_lowercase) && several || first
    };
    !names_a_house(called)
        && !folded.split(' ').any(is_date_word)
        && (called.len() < name.len() || if called.contains(' ') { first || last || !bare } else { lone() })
}

/// « pas pour Julie Roy », « soit … soit », « l'ancienne stagiaire », « la facture pour … »: not they, or not surely.
fn is_denied(text: &str, list: &Range<usize>) -> bool {
    const NEAR_IT: &str = "pas plus ni ne n non remplace place ou si absent absente pardon euh plutot enfin";
    const SOMEWHERE: &str = "soit sauf sans peut voir verra verrons verrai redis autre autres ancien anciens ancienne anciennes tuteur tutrice \
        formatrice formateurs remplacant remplacante remplacer remplacement";
    const BESIDE: &str = "facture factures mail courrier copie train billet depart annule annulez annulee etait etaient comptable directeur opco \
        conge retraite";
    // « Pour Marie Dupont, », then who signs for her
    static SIGNED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^,\s*\n[^\n0-9]{1,40}\s*$"));
    let sentence = |c: char| matches!(c, '.' | '!' | '?' | '\n' | ';');
    let from = text[..list.start].rfind(sentence).map_or(0, |at| at + 1);
    let to = text[list.end..].find(sentence).map_or(text.len(), |at| list.end + at);
    let before = fold(text[from..list.start].rsplit(',').next().unwrap_or_default());
    let after = fold(&text[list.end..to]);
    let after_clause = fold(text[list.end..to].split(',').next().unwrap_or_default());
    // « Pour M. Benali, la convention est signée »
    let other_subject = text[list.end..to].strip_prefix(", ").is_some_and(|rest| {
        let mut words = rest.split(' ');
        words.next().is_some_and(|word| matches!(word, "le" | "la" | "les"))
            && words.next().is_some_and(|word| word.chars().all(char::is_alphabetic))
    });
    // What begins the next sentence may take it back: « Pour Marie... euh non Karim ».
    let next = fold(text[to..].trim_start_matches(|c: char| !c.is_alphanumeric()));
    before.split(' ').rev().take(NEAR).any(|word| listed(NEAR_IT, word))
        || after.split(' ').take(NEAR).any(|word| listed(NEAR_IT, word))
        || next.split(' ').take(2).any(|word| listed("non euh pardon plutot enfin finalement", word))
        || fold(&text[from..to]).split(' ').any(|word| listed(SOMEWHERE, word))
        || before.split(' ').chain(after_clause.split(' ')).any(|word| listed(BESIDE, word))
        || SIGNED.is_match(&text[list.end..])
        || other_subject
        || text[to..].starts_with('?')
}
