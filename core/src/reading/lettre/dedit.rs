//! An answer that is taken back further down: « 2. 17/05/2027 », then « PS : finalement début le 24 mai ».

mod dits;

pub(super) use self::dits::is_of_another;
use self::dits::{after_apology, instead_of};
pub(in crate::reading) use self::dits::{denied_figures, digits, is_plain, without_ps};
use super::super::date::is_date_word;
use super::super::lex::listed;
use super::super::plusieurs::speaks_of_others;
use super::super::{fold, has_words};
use super::numero::numero;
use super::renvoi::corrects;
use super::reprise::{
    by_number, counts_people, hints, is_left_open, is_of_another_event, lone_figure, moves_to, puts_off,
    ranked, says_it_changed, tells_a_period, tells_another_month, who_comes_changed,
};
use super::{Alignement, Morceau, Question};

/// Words of a label that many things are called by.
const COMMON: &str = "date nombre total formation personne unitaire nom numero";
/// What may be, and is not said to be.
const MAY_BE: &str = "si peut peuvent pourra pourrait pourrions eventuellement besoin sinon";

/// Without the answers that a line below all of them takes back: it names what. Where it says what one of them is now and
/// nothing else, that is the answer; where it may speak of something else as well, she is asked. `dites` tells which questions a text
/// answers, each with the words that do.
#[must_use]
pub fn sans_dedits(
    alignement: Alignement,
    questions: &[Question<'_>],
    morceaux: &[Morceau<'_>],
    dites: impl Fn(&str) -> Vec<(u32, String)>,
) -> Alignement {
    let lines: Vec<String> = taken_back(&alignement, morceaux).map(str::to_owned).collect();
    lines.iter().fold(alignement, |alignement, line| sans_dedit(alignement, questions, line, &dites))
}

fn sans_dedit(
    mut alignement: Alignement,
    questions: &[Question<'_>],
    line: &str,
    dites: &impl Fn(&str) -> Vec<(u32, String)>,
) -> Alignement {
    let answered = |n: &u32| alignement.reponses.iter().any(|(of, _)| of == n);
    // « NB : erreur sur la 2 ! C'est 1 020 € HT »
    let numbered: Vec<u32> = by_number(line).into_iter().filter(answered).collect();
    let line = if numbered.is_empty() { anew(line) } else { line };
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
    let open = is_left_open(said);
    let changed = open || says_it_changed(said);
    let is_named = |question: &&Question<'_>| {
        let read = anew.iter().any(|(n, _)| *n == question.n);
        (read || figures || changed) && by_label(question)
            || read && (names_its_side(&folded, question.libelle) || says_how_much(&folded, question.libelle))
            || (read || changed) && question.autres.iter().any(|autre| stands(&fold(autre), question))
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
    let unmarked = !takes_back(line, &alignement) && !(open && (!elsewhere || !named.is_empty()));
    if unmarked && (!(each_named || hints(line) && !elsewhere) || anew.iter().all(same)) {
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
    let dated = |n: u32| {
        questions.iter().any(|question| question.n == n && has_words(&fold(question.libelle), "date"))
    };
    let day =
        |old: &str| old.split(|c: char| !c.is_ascii_digit()).find(|run| !run.is_empty()).map(str::to_owned);
    let is_old = |(n, old): &&(u32, String)| {
        denied.is_some() && (denied.as_ref() == Some(&digits(old)) || dated(*n) && denied == day(old))
    };
    let was: Vec<(u32, String)> = alignement.reponses.iter().filter(is_old).cloned().collect();
    let replaced: Vec<u32> = was.iter().map(|(n, _)| *n).collect();
    // « la formation finit le 17 et pas le 16 »: the same month.
    if let ([(n, old)], Some(denied), true) = (&was[..], &denied, figures)
        && dated(*n)
        && names_its_side(&folded, libelle_of(questions, *n))
        && let Some(now) = day(said).filter(|now| now.len() <= 2 && now != denied)
    {
        replace(&mut alignement, &[*n], vec![(*n, old.replacen(denied.as_str(), &now, 1))], line);
        return alignement;
    }
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
    // « Les dates ne sont pas sûres », « le 3 et le 4 sont à confirmer »
    if named.is_empty() && open && !elsewhere {
        let dated = folded.split(' ').any(|word| matches!(word, "date" | "dates"));
        let of_days = |question: &&Question<'_>| dated && has_words(&fold(question.libelle), "date");
        let ranks = |question: &&Question<'_>| ranked(said).contains(&question.n);
        let open = questions.iter().filter(|question| of_days(question) || ranks(question));
        named = open.map(|question| question.n).filter(answered).collect();
    }
    // « Je me suis trompée de mois, c'est en mars »
    if named.is_empty() && anew.is_empty() && tells_another_month(&folded) {
        let days = questions.iter().filter(|question| has_words(&fold(question.libelle), "date"));
        named = days.map(|question| question.n).filter(answered).collect();
    }
    let lone = lone_figure(said).filter(|_| numbered.len() == 1);
    if let (Some(words), [n]) = (lone, &numbered[..]) {
        // « Erreur en 5, c'est 28 »
        replace(&mut alignement, &[*n], vec![(*n, words.to_owned())], line);
        return alignement;
    }
    if !numbered.is_empty() {
        named.clone_from(&numbered);
        // « pour la 2 c'est le 24 et pas le 23, donc 3 nuits au lieu de 2 »: of another question as well, which is asked.
        named.extend(anew.iter().map(|(n, _)| *n).filter(|n| answered(n) && !numbered.contains(n)));
    }
    let libelle = |n: u32| libelle_of(questions, n);
    let new: Vec<(u32, String)> = match &anew[..] {
        _ if open => Vec::new(),
        _ if numbered.len() == 1 => {
            let said: Vec<_> = anew.iter().filter(|(of, _)| numbered.contains(of)).cloned().collect();
            if said.len() == 1 { said } else { Vec::new() }
        }
        [(n, words)]
            if named == [*n]
                && (put_off
                    || others_come
                    || replaced == [*n]
                    || is_plain(said, libelle(*n))
                    || said.contains(&format!("« {words} »"))) =>
        {
            vec![(*n, words.clone())]
        }
        [] if named.len() == 1 && !words.is_empty() => vec![(named[0], words.clone())],
        // « Erratum : elle finit le 11/05 et la durée passe à 14 h »
        all if each_named => all.to_vec(),
        // « Finalement c'est du 8 au 10 mars »
        all if (put_off || !elsewhere && tells_a_period(said) || is_plain(said, ""))
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
    replace(&mut alignement, &named, new, line);
    alignement
}

fn libelle_of<'q>(questions: &[Question<'q>], n: u32) -> &'q str {
    questions.iter().find(|question| question.n == n).map_or("", |asked| asked.libelle)
}

/// These answers give way to those that the line tells.
fn replace(alignement: &mut Alignement, old: &[u32], new: Vec<(u32, String)>, line: &str) {
    alignement.reponses.retain(|(n, _)| !old.contains(n));
    alignement.reponses.extend(new);
    alignement.reponses.sort_by_key(|(n, _)| *n);
    let left = alignement.reste.replacen(line, "", 1);
    alignement.reste = left.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
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

/// The lines of what is left that take something back, or may behind « PS : », below all numbered lines.
fn taken_back<'a>(alignement: &'a Alignement, morceaux: &'a [Morceau<'_>]) -> impl Iterator<Item = &'a str> {
    let may = |line: &&str| {
        let figures = || line.contains(|c: char| c.is_ascii_digit());
        (takes_back(line, alignement)
            || is_left_open(line)
            || hints(line)
            || without_ps(line) != *line && figures())
            && !may_be(&fold(line))
    };
    let below = |line: &&str| {
        let mut written = morceaux.iter().rev().filter(|morceau| !morceau.cite);
        let below = written.find_map(|morceau| morceau.texte.split_once(line)).map(|(_, below)| below);
        below.is_some_and(|below| !below.lines().any(|line| numero(line).is_some()))
    };
    alignement.reste.lines().filter(|_| !alignement.reponses.is_empty()).filter(may).filter(below)
}

/// « Si besoin on peut décaler »; « j'attends de savoir si … » says nothing of the kind.
fn may_be(folded: &str) -> bool {
    const ASKS: &str = "savoir voir dire sais demander verifier demande";
    let words: Vec<&str> = folded.split(' ').collect();
    (0..words.len()).any(|at| {
        let asks = words[at] == "si" && at > 0 && listed(ASKS, words[at - 1]);
        listed(MAY_BE, words[at]) && !asks
    })
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
