//! One option among several: by number, label, key, synonym or near miss.

mod denie;
mod indice;
mod noms;
mod partie;
mod proche;
mod rang;
mod tranches;
mod usuels;

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::identite::pattern;
use super::lex::{List, Words, listed, tokens};
use super::oui_non::read_yes_no;
use super::phrase::{is_hedged, is_unsure};
use super::{Lecture, Lu, fold, has_words, read_as, words};
use crate::catalogue::OptionChoix;
use crate::dossier::Valeur;
use crate::message::Refus;

use denie::{denied_by_its_name, is_negated, is_of_another, neither, none_of, other_of_two, without_reason};
pub use noms::Nomme;
use partie::{partly, without_article};
use proche::{by, initials, masculine, near, select_by, shortened, singular};
use rang::{lettered, rank};

pub fn read_choice(options: &[OptionChoix], text: &str) -> Lecture {
    // « C.D.I. »
    static DOTTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b\p{L}(?:\.\p{L})+\b\.?"));
    let joined = match text.contains('.') {
        true => DOTTED.replace_all(text, |found: &Captures<'_>| found[0].replace('.', "")),
        false => Cow::Borrowed(text),
    };
    // « hors temps de travail ? non, sur ses heures »
    let joined = match joined.split_once('?') {
        Some((_, said)) if fold(said).starts_with("non ") => Cow::Owned(said.trim_start().to_owned()),
        _ => joined,
    };
    let others = without_had(&joined);
    let text = concluded(others.as_deref().unwrap_or(&joined));
    let options = &Nomme::all(options);
    let valeur = |option: &&Nomme| Valeur::Choix(option.cle.clone());
    match &named(options, text)[..] {
        [] => match &partly(options, text)[..] {
            [] => distinguished(options, text)
                .or_else(|| distinguished(options, &proche::mended(options, text)?))
                .or_else(|| indice::told_by_a_word(options, &settle_choice(text)))
                .or_else(|| yes_or_no(options, text))
                .map_or(Lecture::Refused(Refus::Choix), |option| read_as(valeur(&option))),
            [option] if partie::names(option, text) => read_as(valeur(option)),
            some => match distinguished(options, text) {
                Some(option) => read_as(valeur(&option)),
                None => Lecture::Ambiguous(some.iter().map(valeur).collect()),
            },
        },
        [option] => read_as(valeur(option)),
        several => Lecture::Ambiguous(several.iter().map(valeur).collect()),
    }
}

/// « nan », « pas cette fois » between « Oui » and « Non ».
fn yes_or_no<'a>(options: &'a [Nomme<'a>], text: &str) -> Option<&'a Nomme<'a>> {
    let find = |name: &str| options.iter().find(|option| option.label() == name);
    let (yes, no) = (find("oui")?, find("non")?);
    match read_yes_no(text) {
        Lecture::Read(Lu { valeur: Valeur::OuiNon(said), .. }) => Some(if said { yes } else { no }),
        _ => None,
    }
}

/// « l'autre », of two options, than the one that was chosen.
pub fn read_the_other(options: &[OptionChoix], text: &str, current: Option<&Valeur>) -> Option<Lecture> {
    static SAYS: Words =
        Words::new("ah euh non en fait finalement plutot c est l autre pardon oups merci svp mettez");
    let ([one, other], Some(Valeur::Choix(current))) = (options, current) else { return None };
    let folded = fold(text);
    if !folded.split(' ').all(|word| SAYS.has(word)) || !has_words(&folded, "l autre") {
        return None;
    }
    let meant = if one.cle == *current { other } else { one };
    [one, other]
        .iter()
        .any(|option| option.cle == *current)
        .then(|| read_as(Valeur::Choix(meant.cle.clone())))
}

/// The only option that a text names.
pub fn matching<'a>(options: &'a [OptionChoix], text: &str) -> Option<&'a OptionChoix> {
    let named_options = Nomme::all(options);
    let [only] = named(&named_options, text)[..] else { return None };
    options.iter().find(|option| option.cle == only.cle)
}

/// The options that a text names: none, one, or several when it is not clear.
fn named<'a>(options: &'a [Nomme<'a>], text: &str) -> Vec<&'a Nomme<'a>> {
    let folded = fold(text);
    if folded.is_empty() || text.trim_end().ends_with('?') {
        return Vec::new();
    }
    // « Matin » is not « Matin ou après-midi ».
    if let Some(option) = options.iter().find(|option| option.label() == folded) {
        return vec![option];
    }
    let exact = select(options, |name| name == folded);
    if !exact.is_empty() {
        return exact;
    }
    let alone = if folded.starts_with("non ") { "" } else { bare(&folded) };
    let alone = alone.split_once(" qui ").map_or(alone, |(who, _)| who);
    let called = self::called(options, [alone, &folded]);
    if !called.is_empty() {
        return called;
    }
    let text = concluded(text);
    let phrase = settle_choice(text);
    // « c'était un CDD mais … »: what was is no doubt.
    let was = folded.split_once(" mais ").filter(|(before, _)| has_words(before, "etait"));
    let said = was.map_or_else(|| tokens(text), |(_, after)| tokens(after));
    // « une partie à distance »: not the whole of it.
    let partly = phrase.split(' ').any(|word| matches!(word, "partie" | "partiellement" | "moitie"));
    if is_unsure(&said) || is_hedged(&said) {
        return doubted(options, &folded);
    }
    if partly && let Some(option) = explained(options, text) {
        return vec![option];
    }
    if partly {
        let is_part = |name: &str| has_words(name, "partie") || has_words(name, "partiellement");
        let says = |name: &str| {
            has_words(name, "en partie") && has_words(&phrase, "en partie")
                || is_part(name) && has_words(&phrase, name)
        };
        let named = select(options, |name| !is_negated(&phrase) && says(name));
        return if named.is_empty() { both(options, &phrase).into_iter().collect() } else { named };
    }
    // « CDI, enfin CDD »
    if let Some((_, after)) = folded.rsplit_once(" enfin ")
        && let [option] = select(options, |name| after == name || after.starts_with(&format!("{name} ")))[..]
    {
        return vec![option];
    }
    if let Some(option) = none_of(options, text) {
        return vec![option];
    }
    if is_negated(&phrase) {
        // « aucun diplôme » for « Sans diplôme »
        let named = select(options, |name| is_negated(name) && has_words(&phrase, name));
        if !named.is_empty() {
            return named;
        }
        let option = explained(options, text)
            .or_else(|| neither(options, &phrase))
            .or_else(|| other_of_two(options, &phrase))
            .or_else(|| without_reason(options, text));
        return option.into_iter().collect();
    }
    if let Some(option) = tranches::of_rank(options, &phrase) {
        return vec![option];
    }
    if let Some(option) = lettered(options, &phrase) {
        return vec![option];
    }
    if phrase == "l autre" {
        return other_of_two(options, &folded).into_iter().collect();
    }
    // « non, la 1 plutôt »
    let ranked = phrase.strip_prefix("non ").filter(|_| options.iter().all(|option| option.label() != "non"));
    if let Some(rank) = rank(ranked.unwrap_or(&phrase), options.len()) {
        return options.get(rank).into_iter().collect();
    }
    // « la deuxième option, celle avec le remboursement »
    if let Some((first, rest)) = text.split_once(',')
        && let Some(option) = rank(&settle_choice(first), options.len()).and_then(|rank| options.get(rank))
        && !takes_another(rest)
        && fold(rest).starts_with("cel")
        && select(options, |name| has_words(&fold(rest), name)).iter().all(|other| other.cle == option.cle)
    {
        return vec![option];
    }
    let in_time = || tranches::of_months(options, &said);
    if let Some(option) =
        tranches::of_size(options, &said).or_else(in_time).or_else(|| explained(options, text))
    {
        return vec![option];
    }
    // « intra, chez nous dans l'atelier »
    if let Some((said, after)) = text.split_once(',')
        && !takes_another(after)
        && let Some(option) = distinguished(options, said)
    {
        return vec![option];
    }
    let mut named = denied_by_its_name(options, &said);
    if named.is_empty() {
        named = select(options, |name| has_words(&phrase, name));
    }
    if named.is_empty() {
        // « agents de maîtrise tous les trois »
        named = select_by(singular, options, &phrase);
    }
    if named.is_empty() {
        // « conjointe collaboratrice », « je suis la gérante »
        named = select_by(masculine, options, &phrase);
    }
    // « la femme du gérant » is not the gérant.
    named.retain(|option| !is_of_another(option, &phrase));
    if !named.is_empty() {
        let named = longest(named, &phrase);
        // « présentiel ou distance »: not one of them yet.
        let or = phrase.split(' ').any(|word| word == "ou");
        if or && named.len() == 1 && !named[0].names().any(|name| has_words(name, "ou")) {
            return Vec::new();
        }
        return contradicted(options, &phrase, named);
    }
    let bare = bare(&phrase);
    let called = self::called(options, [bare, &phrase]);
    if !called.is_empty() {
        return called;
    }
    let near_whole = near(options, &phrase);
    let near_whole =
        if near_whole.is_empty() && bare.len() < phrase.len() { near(options, bare) } else { near_whole };
    let near_whole = if near_whole.is_empty() { shortened(options, bare) } else { near_whole };
    let near_whole = if near_whole.is_empty() { initials(options, text, &phrase) } else { near_whole };
    if !near_whole.is_empty() || !text.contains('-') {
        return near_whole;
    }
    // « co-voiturage »
    let joined = fold(&text.replace('-', ""));
    select(options, |name| has_words(&joined, name))
}

/// The options that are called one of these, where nothing else is said. « la carte » is of two, « Carte bancaire » and « Carte
/// d'identité ».
fn called<'a>(options: &'a [Nomme<'a>], said: [&str; 2]) -> Vec<&'a Nomme<'a>> {
    let called = |option: &&Nomme| {
        let names = |said: &&str| {
            let bare = without_article(said);
            let holds = |other: &Nomme| other.cle != option.cle && has_words(other.label(), bare);
            option.is_called(said) && !(bare.len() > 3 && options.iter().any(holds))
        };
        said.iter().any(names)
    };
    options.iter().filter(called).collect()
}

/// « je ne sais pas du tout » where « Je ne sais pas » is an option.
fn doubted<'a>(options: &'a [Nomme<'a>], folded: &str) -> Vec<&'a Nomme<'a>> {
    if takes_another(folded) {
        return Vec::new();
    }
    const KNOWS_NOT: [&str; 5] = ["sais pas", "jsais pas", "jsp", "sait pas", "aucune idee"];
    // « je sais pas pourquoi vous demandez, c'est présentiel »
    let another = select(options, |name| has_words(folded, name) && !is_unsure(&tokens(name)));
    if !another.is_empty() {
        return Vec::new();
    }
    let says = KNOWS_NOT.iter().any(|words| has_words(folded, words));
    select(options, |name| says && is_unsure(&tokens(name)))
}

/// « habilitation, le CACES il l'a déjà »: without what there is already.
fn without_had(text: &str) -> Option<String> {
    let had = |said: &str| has_words(said, "deja");
    if !had(&fold(text)) {
        return None;
    }
    let left = text.split([',', ';', '.']).filter(|clause| {
        let said = fold(clause);
        !said.is_empty() && !had(&said)
    });
    let left: Vec<&str> = left.collect();
    (!left.is_empty()).then(|| left.join(","))
}

/// « présentiel et un peu de distance, donc mixte »
fn concluded(text: &str) -> &str {
    // « je voulais à distance mais c'est plus possible, ce sera en salle », « …, finalement à distance »
    static WILL_BE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:je|on|nous|j['’]|au début|avant|à la base) ?.*[,;.] (?:donc |alors )?(?:ce sera|ça sera|finalement|on prend|mettez) (?:donc |plutôt )?([^,;.]+)$",
        )
    });
    // « Débutant... euh plutôt intermédiaire d'après leur test »
    static ANEW: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[^.,;:0-9]{3,30}(?:\.\.+|…|,) *(?:(?:euh|heu|ah|enfin|non|pardon)[ ,]+)+(?:plut[ôo]t )?([^,;.]{3,}?)(?: d['’]apr[èe]s .*)?[ .!]*$",
        )
    });
    let text = ANEW.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    let other = |after: &str| fold(after).starts_with("l autre");
    let so = text.rsplit_once(" donc ").filter(|(_, after)| !other(after)).map_or(text, |(_, after)| after);
    WILL_BE.captures(so).and_then(|found| found.get(1)).map_or(so, |found| found.as_str())
}

/// « Mixte : 1 jour sur place et 1 jour en visio »: an option, then what is meant by it.
fn explained<'a>(options: &'a [Nomme<'a>], text: &str) -> Option<&'a Nomme<'a>> {
    let at = text.find([':', '(', ','])?;
    let (said, after) = text.split_at_checked(at)?;
    let said = fold(said);
    let other = takes_another(after);
    options.iter().find(|option| !other && option.names().any(|name| name == said))
}

/// « …, non avancé », « … ou avancé »: what follows an option may be another.
fn takes_another(after: &str) -> bool {
    words(after)
        .iter()
        .any(|word| matches!(word.as_str(), "ou" | "non" | "plutot" | "mais" | "pardon" | "enfin"))
}

/// « moitié en salle, moitié en visio »: the option for what is done both ways.
fn both<'a>(options: &'a [Nomme<'a>], phrase: &str) -> Option<&'a Nomme<'a>> {
    let parts = phrase.split(' ').filter(|word| matches!(*word, "partie" | "moitie" | "reste")).count();
    options.iter().find(|option| parts > 1 && option.names().any(|name| name == "mixte" || name == "hybride"))
}

/// « débutant » between « Excel débutant » and « Excel avancé »: words of one label alone, whose other words say
/// nothing, since other labels have them too.
fn distinguished<'a>(options: &'a [Nomme<'a>], text: &str) -> Option<&'a Nomme<'a>> {
    let folded = fold(text);
    let led = bare(&folded);
    let led =
        ["celle de ", "celui de ", "celle d ", "celui d "].iter().find_map(|lead| led.strip_prefix(lead));
    let said = words(&by(masculine, led.unwrap_or_else(|| bare(&folded))));
    let label = |option: &Nomme| -> Vec<String> { words(&by(masculine, option.label())) };
    let telling = |word: &String| word.len() > 3 || word.bytes().all(|byte| byte.is_ascii_digit());
    if !said.iter().any(telling) {
        return None;
    }
    let mut of = options.iter().filter(|option| {
        let label = label(option);
        said.iter().all(|word| label.contains(word))
    });
    let (option, None) = (of.next()?, of.next()) else { return None };
    // « Tissot » among people, « celle de Vitré » among houses: a name of one alone.
    if options.iter().all(|option| is_proper(&option.libelle)) {
        return Some(option);
    }
    let shared =
        |word: &String| options.iter().any(|other| other.cle != option.cle && label(other).contains(word));
    // « celle de février » for « Session du 8 février »: figures of a day that is told.
    let figure = |word: &String| led.is_some() && word.bytes().all(|byte| byte.is_ascii_digit());
    label(option).iter().all(|word| said.contains(word) || shared(word) || figure(word)).then_some(option)
}

/// « Sonia Belkacem », « Boulangerie Morel - Vitré »: names, every word of which has a capital.
fn is_proper(label: &str) -> bool {
    let mut words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.clone().count() > 1 && words.all(|word| word.starts_with(char::is_uppercase))
}

/// « 2 : mixte » where the second is another: both stand.
fn contradicted<'a>(
    options: &'a [Nomme<'a>],
    phrase: &str,
    mut named: Vec<&'a Nomme<'a>>,
) -> Vec<&'a Nomme<'a>> {
    let number = phrase.split(' ').next().and_then(|word| word.parse::<usize>().ok());
    let numbered = number.and_then(|number| options.get(number.checked_sub(1)?));
    if let (Some(numbered), [option]) = (numbered, &named[..])
        && numbered != *option
        && !option.names().any(|name| phrase.starts_with(name))
    {
        named.push(numbered);
    }
    named
}

/// Without the words that lead to a choice: « elle est », « je prends ».
fn bare(phrase: &str) -> &str {
    static LEADS: Words = Words::new(
        "c est un une elle il on est je suis prends choisis prefere dirais plutot en par la le les l alors \
        bonjour donc euh oui non sera serait ca mon notre pour",
    );
    let mut rest = phrase;
    while let Some((word, after)) = rest.split_once(' ')
        && LEADS.has(word)
    {
        rest = after;
    }
    ["svp", "merci", "stp"].iter().find_map(|last| rest.strip_suffix(last)?.strip_suffix(' ')).unwrap_or(rest)
}

fn select<'a>(options: &'a [Nomme<'a>], fits: impl Fn(&str) -> bool) -> Vec<&'a Nomme<'a>> {
    options.iter().filter(|option| option.names().any(|name| !name.is_empty() && fits(name))).collect()
}

/// « salarié à temps partiel » names « temps partiel » and not « salarié » when both are options of which
/// one name contains the other; otherwise all stand.
fn longest<'a>(named: Vec<&'a Nomme<'a>>, phrase: &str) -> Vec<&'a Nomme<'a>> {
    let said = |option: &'a Nomme| {
        option
            .names()
            .filter(|name| has_words(phrase, name))
            .max_by_key(|name| name.len())
            .unwrap_or_default()
    };
    let all: Vec<&str> = named.iter().map(|option| said(option)).collect();
    named
        .iter()
        .zip(&all)
        .filter(|(_, name)| !all.iter().any(|other| other.len() > name.len() && has_words(other, name)))
        .map(|(option, _)| *option)
        .collect()
}

/// « pas A mais B », « pas A, B » is B.
fn settle_choice(text: &str) -> String {
    let folded = fold(text);
    let denied = |part: &str| fold(part).split(' ').any(|word| word == "pas");
    // « pas cadre, simple employée, elle est au comptoir »
    let whole = |after: &str| {
        after.split_once(',').is_none_or(|(_, reason)| {
            fold(reason).split(' ').next().is_some_and(|first| listed("elle il c on je car parce", first))
        })
    };
    if let Some((before, after)) = text.split_once(',')
        && denied(before)
        && !denied(after)
        && whole(after)
        && !fold(after).is_empty()
        && !folded.contains(" mais ")
    {
        return fold(after);
    }
    // « finalement en salle, pas à distance »
    if let Some((before, after)) = text.split_once(',')
        && !denied(before)
        && fold(after).starts_with("pas ")
        && !after.contains(',')
        && fold(after).split(' ').count() <= 5
    {
        return fold(before);
    }
    // « chèque, euh non, virement »
    let (before, after) = text.rsplit_once(',').unwrap_or_default();
    let taken_back =
        fold(before).rsplit(' ').next().is_some_and(|word| matches!(word, "non" | "pardon" | "plutot"));
    if taken_back && fold(before).contains(' ') && !denied(after) && !fold(after).is_empty() {
        return fold(after);
    }
    // « distanciel, non pardon présentiel »
    const TAKES_BACK: [&str; 8] = [
        " non pardon ",
        " euh non ",
        " ah non ",
        " enfin non ",
        " pardon ",
        " oups ",
        " je voulais dire ",
        " non c est ",
    ];
    let taken_back = TAKES_BACK.iter().find_map(|back| folded.rsplit_once(back));
    if let Some((before, after)) = taken_back
        && !before.is_empty()
        && !after.is_empty()
        && !denied(after)
    {
        return after.to_owned();
    }
    // « c'était un CDD mais elle est passée en CDI »
    const FORMER: &str = "pas non etait avait avais avions avant hesitais hesitait hesitions";
    // « c'est pas le stagiaire qui avance les frais c'est la boîte »
    if let Some((before, after)) = folded.rsplit_once(" c est ")
        && before.split(' ').any(|word| word == "pas")
        && !denied(after)
    {
        return after.to_owned();
    }
    let anew = folded.split_once(" mais ").or_else(|| folded.split_once(" plutot "));
    match anew.or_else(|| folded.split_once(" cette fois ")) {
        Some((before, after)) if before.split(' ').any(|word| listed(FORMER, word)) => after.to_owned(),
        _ => folded,
    }
}
