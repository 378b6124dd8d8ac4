//! An answer that is taken back further down: « 2. 17/05/2027 », then « PS : finalement début le 24 mai ».

use std::sync::LazyLock;

use regex::Regex;

use super::super::date::is_date_word;
use super::super::identite::pattern;
use super::super::lex::{List, Words, listed};
use super::super::plusieurs::speaks_of_others;
use super::super::{fold, has_words};
use super::numero::numero;
use super::renvoi::corrects;
use super::reprise::{
    by_number, counts_people, is_of_another_event, moves_to, puts_off, says_it_changed, tells_a_period,
    who_comes_changed,
};
use super::{Alignement, Morceau, Question};

/// Words of a label that many things are called by.
const COMMON: &str = "date nombre total formation personne unitaire nom numero";
/// Words that say a value anew, and nothing else.
static PLAIN: Words = Words::new(
    "ps p s finalement en fait oups pardon erreur correction rectification rectificatif ah euh non et mais plutot c est ce sera serait \
     nous serons ca passe au a le la les l du de d un une date jour donc on commence commencera debute debutera debut demarre demarrera coute coutera dure \
     durera formation stage module cout prix tarif h heures heure euros euro ht k km prevu prevue enfin je me suis trompe trompee exact exacte",
);
/// What may be, and is not said to be.
const MAY_BE: &str = "si peut peuvent pourra pourrait pourrions eventuellement besoin sinon";

/// Without the answers that a line below all of them takes back: it names what. Where it says what one of them is now and
/// nothing else, that is the answer; where it may speak of something else as well, she is asked. `dites` tells which questions a text
/// answers, each with the words that do.
#[must_use]
pub fn sans_dedits(
    mut alignement: Alignement,
    questions: &[Question<'_>],
    morceaux: &[Morceau<'_>],
    dites: impl FnOnce(&str) -> Vec<(u32, String)>,
) -> Alignement {
    let Some(line) = taken_back(&alignement, morceaux).map(str::to_owned) else { return alignement };
    let answered = |n: &u32| alignement.reponses.iter().any(|(of, _)| of == n);
    // « NB : erreur sur la 2 ! C'est 1 020 € HT »
    let numbered: Vec<u32> = by_number(&line).into_iter().filter(answered).collect();
    let line = if numbered.is_empty() { anew(&line) } else { &line };
    // « Finalement pas d'évaluation » is the answer itself.
    if alignement.compris.iter().any(|phrase| line.contains(phrase.as_str())) {
        return alignement;
    }
    let folded = fold(line);
    let stands = |name: &str, question: &Question<'_>| {
        let after = folded.split_once(name).map_or("", |(_, after)| after);
        has_words(&folded, name) && !is_of_another(after, question.libelle)
    };
    let by_label = |question: &Question<'_>| {
        let label = fold(question.libelle);
        label.split(' ').any(|word| word.len() > 2 && !listed(COMMON, word) && stands(word, question))
    };
    let said = after_apology(without_ps(line));
    let anew = dites(said);
    // « finalement début le 20 », which nothing else tells the month of
    let figures = said.contains(|c: char| c.is_ascii_digit());
    let changed = says_it_changed(said);
    let is_named = |question: &&Question<'_>| {
        let read = anew.iter().any(|(n, _)| *n == question.n);
        (read || figures || changed) && by_label(question)
            || read && (names_its_side(&folded, question.libelle) || says_how_much(&folded, question.libelle))
            || read && question.autres.iter().any(|autre| stands(&fold(autre), question))
    };
    let mut named: Vec<u32> = questions.iter().filter(is_named).map(|question| question.n).collect();
    let elsewhere = speaks_of_others(&folded) || is_of_another_event(said) || names_what_she_has(&folded);
    let led = without_ps(line) != line && !elsewhere;
    let each_named = led && !anew.is_empty() && anew.iter().all(|(n, _)| named.contains(n));
    // « on commence le 11 et on finit le 13 mai »: the first is to be asked.
    if each_named {
        let unread = questions.iter().filter(|question| names_its_side(&folded, question.libelle));
        named.extend(unread.map(|question| question.n).filter(answered));
    }
    // « PS : je confirme la fin le 11 »
    let same = |(n, words): &(u32, String)| {
        alignement.reponses.iter().any(|(of, old)| of == n && digits(old) == digits(words))
    };
    if !takes_back(line, &alignement) && (!each_named || anew.iter().all(same)) {
        return alignement;
    }
    // « finalement ce sera du 20 au 22 avril »
    if named.is_empty() && is_plain(said, "") {
        named = anew.iter().map(|(n, _)| *n).collect();
    }
    let put_off = moves_to(said).is_some();
    // « PS : ils viennent de m'appeler, c'est décalé d'une semaine : le 15 mars »
    // « Edit : pas le 1er mars mais le 2, j'avais mal lu la convocation »
    if named.is_empty() && (put_off || !speaks_of_others(&folded)) {
        named = anew.iter().map(|(n, _)| *n).filter(answered).collect();
    }
    // « Oups, on commence le 9 mars (le 8 le centre est fermé) »: what it says of a day is not clear.
    if named.is_empty() && figures {
        let moved = questions.iter().filter(|question| moves(&folded, question.libelle));
        named = moved.map(|question| question.n).filter(answered).collect();
    }
    if named.is_empty() && puts_off(said) {
        let days = questions.iter().filter(|question| has_words(&fold(question.libelle), "date"));
        named = days.map(|question| question.n).filter(answered).collect();
    }
    // « 3 stagiaires et pas 2, j'oubliais le nouveau »: what it was says which one is meant.
    let denied = denied_figures(said);
    let was = alignement.reponses.iter().filter(|(_, old)| denied.as_ref() == Some(&digits(old)));
    let replaced: Vec<u32> = was.map(|(n, _)| *n).collect();
    if let [n] = replaced[..]
        && !named.contains(&n)
    {
        named.push(n);
    }
    let mut others = alignement.reponses.iter().filter(|_| !elsewhere);
    let instead = others.find_map(|(n, old)| Some((*n, instead_of(said, old)?)));
    if let Some((n, _)) = &instead
        && !named.contains(n)
    {
        named.push(*n);
    }
    let words = instead.map(|(_, words)| words).unwrap_or_default();
    let others_come = who_comes_changed(said);
    if others_come {
        let counts = questions.iter().filter(|question| counts_people(question.libelle));
        let counts: Vec<u32> =
            counts.map(|question| question.n).filter(|n| answered(n) && !named.contains(n)).collect();
        named.extend(counts);
    }
    if !numbered.is_empty() {
        named.clone_from(&numbered);
        // « pour la 2 c'est le 24 et pas le 23, donc 3 nuits au lieu de 2 »: of another question as well, which is asked.
        named.extend(anew.iter().map(|(n, _)| *n).filter(|n| answered(n) && !numbered.contains(n)));
    }
    let libelle =
        |n: u32| questions.iter().find(|question| question.n == n).map_or("", |asked| asked.libelle);
    let new: Vec<(u32, String)> = match &anew[..] {
        _ if numbered.len() == 1 => {
            let said: Vec<_> = anew.iter().filter(|(of, _)| numbered.contains(of)).cloned().collect();
            if said.len() == 1 { said } else { Vec::new() }
        }
        [(n, words)]
            if named == [*n]
                && (put_off || others_come || replaced == [*n] || is_plain(said, libelle(*n))) =>
        {
            vec![(*n, words.clone())]
        }
        [] if named.len() == 1 && !words.is_empty() => vec![(named[0], words.clone())],
        // « Erratum : elle finit le 11/05 et la durée passe à 14 h »
        all if each_named => all.to_vec(),
        // « Finalement c'est du 8 au 10 mars »
        all if (put_off || tells_a_period(said) && is_plain(said, ""))
            && all.iter().all(|(n, _)| named.contains(n)) =>
        {
            all.to_vec()
        }
        _ => Vec::new(),
    };
    // What it takes back may stand among the rest, which is read with it.
    if new.is_empty() && !named.iter().any(answered) {
        return alignement;
    }
    alignement.reponses.retain(|(n, _)| !named.contains(n));
    alignement.reponses.extend(new);
    alignement.reponses.sort_by_key(|(n, _)| *n);
    let left = alignement.reste.replacen(line, "", 1);
    alignement.reste = left.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    alignement
}

/// « Pas d'évaluation. Erreur de ma part : c'est 1 600 €. Merci »: of a line, the sentence that takes something back, with those before it
/// where it has no figure of its own.
fn anew(line: &str) -> &str {
    let ends = |from: usize| {
        let marks = line.get(from..).unwrap_or_default().match_indices(['.', '!', '?']);
        let mut ends = marks.map(|(at, mark)| from + at + mark.len());
        ends.find(|end| line.get(*end..).is_some_and(|after| after.is_empty() || after.starts_with(' ')))
    };
    let mut start = 0;
    while start < line.len() {
        let end = ends(start).unwrap_or(line.len());
        let said = line.get(start..end).unwrap_or_default();
        if corrects(said) {
            let figures = said.contains(|c: char| c.is_ascii_digit());
            return line.get(if figures { start } else { 0 }..end).map_or(line, str::trim_start);
        }
        start = end;
    }
    line
}

/// The line of what is left that takes something back, or may behind « PS : », below all numbered lines.
fn taken_back<'a>(alignement: &'a Alignement, morceaux: &[Morceau<'_>]) -> Option<&'a str> {
    let may = |line: &&str| {
        let figures = || line.contains(|c: char| c.is_ascii_digit());
        (takes_back(line, alignement) || without_ps(line) != *line && figures())
            && !fold(line).split(' ').any(|word| listed(MAY_BE, word))
    };
    let line = alignement.reste.lines().find(may).filter(|_| !alignement.reponses.is_empty())?;
    let mut written = morceaux.iter().rev().filter(|morceau| !morceau.cite);
    let (_, below) = written.find_map(|morceau| morceau.texte.split_once(line))?;
    (!below.lines().any(|line| numero(line).is_some())).then_some(line)
}

/// « Oups, 14 h », « c'est décalé au 12 mars », « le téléphone a changé », « 3 et pas 2 »
fn takes_back(line: &str, alignement: &Alignement) -> bool {
    let moved = |word: &str| word.starts_with("decal") || word.starts_with("repouss");
    corrects(line)
        || fold(line).split(' ').any(moved)
        || says_it_changed(line)
        || denied_figures(line).is_some()
        || who_comes_changed(line)
        || alignement.reponses.iter().any(|(_, old)| instead_of(line, old).is_some())
}

/// « on commence le 9 », said of « Date de début ».
fn moves(folded: &str, libelle: &str) -> bool {
    folded.split(' ').any(is_date_word) && names_its_side(folded, libelle)
}

/// « mon bail finit le 30 juin »
fn names_what_she_has(folded: &str) -> bool {
    const TRAINING: &str = "formation stage session cours module effectif stagiaire stagiaires";
    let words: Vec<&str> = folded.split(' ').collect();
    words.windows(2).any(|pair| {
        listed("mon ma mes notre nos son sa ses leur leurs", pair[0]) && !listed(TRAINING, pair[1])
    })
}

/// « elle dure 14 h » of « Durée en heures », « ça coûte 980 € » of « Coût pédagogique ».
fn says_how_much(folded: &str, libelle: &str) -> bool {
    const VERBS: [(&str, &str); 2] = [("duree", "dure durera durent"), ("cout", "coute coutera coutent")];
    let label = fold(libelle);
    let says = |verbs: &str| folded.split(' ').any(|word| listed(verbs, word));
    VERBS.iter().any(|(noun, verbs)| has_words(&label, noun) && says(verbs))
}

/// A text, folded, speaks of beginning where the label is of a first day, or of ending where it is of a last one.
pub(crate) fn names_its_side(folded: &str, libelle: &str) -> bool {
    const BEGINS: &str = "commence commencera debute debutera demarre demarrera debut";
    const ENDS: &str = "finit finira termine terminera fin";
    let label = fold(libelle);
    let says = |verbs: &str| folded.split(' ').any(|word| listed(verbs, word));
    has_words(&label, "debut") && says(BEGINS) || has_words(&label, "fin") && says(ENDS)
}

/// « c'est 1 980 € et pas 1 890 »: the figures that are denied.
pub(in crate::reading) fn denied_figures(said: &str) -> Option<String> {
    static DENIED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\bet (?:non pas|non|pas)|[0-9] ?(?:h|heures?|€|euros?|ht|ttc|%)?, (?:et )?(?:non pas|pas)) (?:de |à )?([0-9][0-9 .,\u{a0}\u{202f}]*)",
        )
    });
    DENIED.captures(said).map(|found| digits(&found[1]))
}

/// « Bâtiforma et pas Cegos », « à Rennes au lieu de Nantes », « Bâtiforma à la place de Cegos »: what stands instead of words that were
/// answered, empty where they are denied alone.
fn instead_of(said: &str, old: &str) -> Option<String> {
    static NEW: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(\p{Lu}[\p{L}\p{N}'’&.-]*(?: (?:(?:de|du|des|et|la|le|&) )?\p{Lu}[\p{L}\p{N}'’&.-]*){0,4})[ ,]*$",
        )
    });
    static DENIES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[ ,(]*\b(?:(?:et |mais )?(?:non |surtout )?(?:pas|non|plus)|au lieu d[e'’]|[àa] la place d[e'’]|plut[ôo]t qu[e'’]) ?(?:chez |[àa] |avec |de |l['’])?$",
        )
    });
    let old = old.trim();
    if !old.starts_with(char::is_uppercase) {
        return None;
    }
    let at = said.match_indices(old).map(|(at, _)| at).find(|at| {
        let ends = said.get(at + old.len()..).is_some_and(|after| !after.starts_with(char::is_alphanumeric));
        ends && DENIES.is_match(&said[..*at])
    })?;
    let before = DENIES.replace(&said[..at], "");
    Some(NEW.captures(&before).map_or_else(String::new, |found| found[1].trim().to_owned()))
}

pub(in crate::reading) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Nothing but a value, the words that say it anew, and those of a label; what is denied follows « pas » in figures.
pub(in crate::reading) fn is_plain(said: &str, libelle: &str) -> bool {
    let (folded, label) = (fold(said), fold(libelle));
    let words: Vec<&str> = folded.split(' ').collect();
    let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let plain = |at: usize| {
        let word = words[at];
        let of = at + 1 + usize::from(words.get(at + 1).is_some_and(|next| listed("le la du de", next)));
        let denies = word == "pas" && words.get(of).is_some_and(|next| figure(next));
        denies
            || figure(word)
            || is_date_word(word)
            || PLAIN.has(word)
            || word.len() > 3 && has_words(&label, word)
    };
    // The last day is read after the first: she is asked.
    !has_words(&label, "fin") && (0..words.len()).all(plain)
}

/// « le coût du train », « l'email du centre »: of something that the question does not ask about. `after` follows its name.
pub(super) fn is_of_another(after: &str, libelle: &str) -> bool {
    const OTHERS: &str = "autre autres tva fournitures dossier livre livres contrat train avion billet trajet deplacement deplacements transport transports taxi parking peage essence carburant hotel \
        hebergement nuit nuits chambre repas centre organisme formateur formatrice ecole comptable materiel examen inscription";
    let after = fold(after);
    let noun = ["de l ", "de la ", "du ", "des ", "d "].iter().find_map(|of| after.strip_prefix(of));
    let noun = noun.and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    listed(OTHERS, noun) && !has_words(&fold(libelle), noun)
}

/// « Ah non pardon, 3 stagiaires »
fn after_apology(said: &str) -> &str {
    static SORRY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^(?:(?:ah|euh|oups|non|pardon|erreur|attention|mince|zut|d[ée]sol[ée]e?)[ ,:!]+)+")
    });
    SORRY.find(said).map_or(said, |found| &said[found.end()..])
}

/// « PS : finalement début le 24 mai »
pub(in crate::reading) fn without_ps(line: &str) -> &str {
    const LEADS: &str = "ps nb rectif rectificatif rectification correction erratum edit modif";
    let said = line.trim_start();
    let Some(at) = said.find([':', '-', ',']) else { return line };
    let (lead, rest) = said.split_at(at);
    // « P.S. : »
    let lead = fold(&lead.replace('.', ""));
    if listed(LEADS, &lead) { rest[1..].trim_start() } else { line }
}
