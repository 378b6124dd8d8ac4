//! Free text.

mod propre;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use self::propre::{is_of_nothing, own_words};
use super::identite::pattern;
use super::lex::listed;
use super::phrase::says_the_same;
use super::plusieurs::is_trade;
use super::{LONGEST_ANSWER, Lecture, fold, has_words, read_text_as};
use crate::message::Refus;

/// White space collapsed, control characters out, ends trimmed.
pub fn clean(text: &str) -> String {
    let visible = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let visible: String = visible.filter(|c| !c.is_control() && !is_format(*c)).collect();
    visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Marks that change how text runs or hide in it (bidirectional controls, zero width).
fn is_format(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Characters; beyond, it says something.
const LONGEST_NO_ANSWER: usize = 90;

/// Whole answers that say nothing.
const NONE: &str = "je ne sais pas / je sais pas / sais pas / aucune idee / je ne sais plus / je sais plus / euh / \
    jsp / je ne sais pas encore / je sais pas encore / je n en sais rien / quoi / voir signature / nc / sans objet / neant / \
    bonjour / bonsoir / salut / coucou / hello / rebonjour / re bonjour / bonjour madame / bonjour monsieur / bonjour a vous / \
    merci / merci beaucoup / bonne journee / bonne soiree / bien recu / bien note / c est note / entendu / d accord / tres bien / demain / \
    ce soir / voici mes reponses / voici les reponses / mes reponses / voici / suite demain / suite plus tard / a suivre / a demain / a bientot";
/// What is put off or looked for, however it goes on: « je demande à l'organisme ».
const PUT_OFF: &str = "je ne sais / je sais pas / je sais plus / on ne sait / je cherche / je demande / je regarde / je verifie / \
    je me renseigne / je vous dirai / je vous dis / je vous redis / je vous reponds / je reponds / je vous donne / je vous transmets / je vous envoie / je vous communique / je vous tiens / je vous le / je verrai / on verra / \
    je n ai pas / j ai pas / nous n avons pas / on n a pas / pas encore / pas pour l instant / a voir / a definir / \
    a confirmer / a preciser / a completer / a determiner / a fixer / a venir / aucune idee / en attente / voir devis / voir le devis / cf devis / cf le devis / \
    devis en piece jointe / devis en pj / plus tard / je reviens / je relance / je dois / \
    je vois avec / je vais / j attends / je ne suis pas / on attend / nous attendons / on hesite / j hesite / nous hesitons / \
    je n ai rien / il faut que je / elle ne veut pas / il ne veut pas / voir ma / voir mon / voir ci / voir pj / voir piece / \
    ci joint / en pj / en piece jointe / comme l an / comme l annee / comme d habitude / comme la derniere fois / \
    la meme chose / le meme que / la meme que / les memes que / pas trouve / pas indique / pas precise / pas mentionne / \
    pas de code / introuvable / je ne trouve pas / je trouve pas / je ne l ai pas / je l ai pas / ce n est pas / \
    je ne comprends pas / je comprends pas / je n ai pas compris / j ai pas compris / c quoi / ca veut dire quoi / \
    je ne vois pas / je vois pas / attendez / heu / c est quoi / qu est ce / c est marque / c est ecrit / c est indique / c est note / c est sur le / c marque / marque sur le / c est dans le / \
    je ne le connais / je ne la connais / je le connais pas / je la connais pas / je ne connais / je connais pas / je ne le trouve / je ne la trouve / je le trouve pas / je la trouve pas / je ne retrouve / je retrouve pas / \
    il n y a pas / il n y en a pas / y en a pas / pas concerne / pas concernee / je m en occupe / je fais ca / je ferai / je le ferai / je complete / \
    je completerai / je repondrai / on vous repond / nous vous repondons / le reste plus tard / le reste demain / le reste ce soir / le reste suit / \
    le reste suivra / la suite plus tard / la suite demain / la suite ce soir";
/// What may stand before it: « merci, je vous réponds demain ».
const POLITE: &str = "ok okay merci oui bonjour bonsoir alors donc entendu bien desole desolee pardon";

/// What takes back whatever stands before it: « anglais ou espagnol, pas encore décidé ».
const NOT_YET: &str = "pas encore decide / pas encore choisi / pas encore sur / pas encore sure / je ne sais pas / je sais pas / \
    je ne sais plus / je sais plus / je ne suis pas sur / je ne suis pas sure / je suis pas sur / je suis pas sure / \
    on verra / j hesite / on hesite / on hesite encore / nous hesitons / en attente / je vous redis / je vous le redis / je vous tiens au courant";

/// What says of the question before it that it is looked up: « 1596, ou 1597 ? je vérifie ».
const LOOKED_UP: &str = "je verifie / je me renseigne / je demande / je regarde / a confirmer / a verifier";

/// « Je ne sais pas » is no answer to an open question, and must not become one.
pub fn is_no_answer(text: &str) -> bool {
    let folded = fold(text);
    let goes_on = |said: &str, start: &str| {
        said.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let said = folded.trim_start_matches("d accord ");
    let polite =
        said.split(' ').take_while(|word| listed(POLITE, word)).map(|word| word.len() + 1).sum::<usize>();
    let said = said.get(polite..).unwrap_or(said);
    let begins = |start: &str| goes_on(said, start);
    let ends = |end: &str| folded.strip_suffix(end).is_some_and(|rest| rest.ends_with(' '));
    // « soit la compta soit la paie »
    let either = folded.starts_with("soit ") && folded.matches("soit ").count() > 1;
    // « Pourquoi vous me demandez ça ? »
    const ASKS: &str = "pourquoi comment combien quel quelle quels quelles est";
    // « Comment vendre plus ? » is a title: nothing is said to us.
    let to_us = folded.split(' ').any(|word| matches!(word, "vous" | "je" | "j"));
    let first = folded.split(' ').next().unwrap_or_default();
    let asks = text.trim_end().ends_with('?') && to_us && listed(ASKS, first);
    let looked_up = || {
        let Some((asked, behind)) = text.rsplit_once('?') else { return false };
        let behind = fold(behind);
        has_words(&fold(asked), "ou") && LOOKED_UP.split(" / ").any(|start| goes_on(&behind, start))
    };
    folded.is_empty()
        || either
        || asks
        || looked_up()
        || says_the_same(text)
        || NONE.split(" / ").any(|none| none == folded)
        || PUT_OFF.split(" / ").any(begins)
        || NOT_YET.split(" / ").any(ends)
}

/// A title after the words that lead to it: « c'est Photoshop », « intitulé : Photoshop », « Photoshop, merci ».
/// Only what then begins as a title does (capital, figure, quote) is taken apart: « C'est parti » stays.
fn without_wrapping(text: &str) -> &str {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?i:alors|euh|oui|bonjour|bonsoir|donc|désolée?|faute de frappe)[ ,:]+)*(?i:c['’]est (?:une?|le|la) (?-i:\p{Ll}+) (?:qui )?s['’]appelle|(?-i:c (?:une?|le|la) \p{Ll}+ qui s['’]appelle)|c['’]est bien (?:cela|ça) ?:|c['’]est chez|mon (?:poste|métier) (?:c['’]est|est)|c['’]est|(?-i:c )|ce sera|ce serait|chez|[çc]a s['’]appelle|(?:il|elle|(?:le |la |ma |mon |notre )(?:formation|stage|cours|salari[ée]e?|stagiaire|apprentie?|organisme|centre)) (?:s['’]appelle|s['’]intitule|se nomme|est intitul[ée]e?)|(?:le |la |l['’]|notre )(?:organisme|centre|prestataire|formation|stage)(?: de formation)?(?: (?:est|c['’]est|sera)(?: l['’]| le| la)?| ?:)|il s['’]agit (?:de (?:la |notre )?|du |d['’]une? )?(?:formation|stage|module|cours)?|(?:moi )?je m['’]appelle|mon nom est|(?:le |la |l['’])?(?:titre|intitul[ée]|nom)(?: exact| complet)?(?: (?:de la formation|du stage|du devis|sur le devis))?(?: est| c['’]est| *:)) *:? *([\p{Lu}0-9«“\x22].*)$",
        )
    });
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(.*?[^ ,])(?: ?,)? (?i:svp|stp|s['’]il vous pla[iî]t)[ .!]*$|^(.*?[^ ,]) ?, (?i:merci(?: (?:d['’]avance|beaucoup|bien|à vous))?|(?:bonne|belle) (?:journée|soirée)|cordialement|cdt)[ .!]*$|^(.*[\p{Lu}0-9][^ ,]*|\p{Lu}\S* .* \S+) (?:[Mm]erci(?: d['’]avance)?)[ .!]*$",
        )
    });
    // « Sophie Martin, pardon, Sophie Marin »: what was meant in the end, written as a name or a title is.
    static CORRECTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^.*[^ ,.;:…(-][ ,.;:…(-]+(?i:(?:(?:non,? )?(?:pardon|oups|erreur|finalement|plut[ôo]t)|ou plut[ôo]t|enfin non,?)[ ,:….]+|non, +)(?i:(?:c['’]est|je voulais dire|plut[ôo]t)[ ,:]+)*([\p{Lu}0-9«“\x22].*)$",
        )
    });
    // « non, plutôt Excel avancé »: another was noted before.
    static INSTEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:(?:non *[,:.!…]|pardon|oups|rectification|(?:non,? +)?(?:plut[ôo]t|finalement|en fait))[ ,:….]+)+(?i:(?:c['’]est|plut[ôo]t)[ ,:]+)*([\p{Lu}0-9«“\x22].*)$",
        )
    });
    // « Bonjour, Anglais niveau B1 »
    static GREETED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?i:bonjour|bonsoir|salut|hello|bjr|bsr) ?[,.!:]+ *(\S.*)$"));
    let text = GREETED.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    let text = only_given_by(text).unwrap_or(text);
    let text = INSTEAD.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    let text = CORRECTED.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    let text = LEAD.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    // « Vetosavoir, ce sont eux qui nous avaient formés », « Cegos, comme l'an dernier »
    static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^([^,]+?) ?, (?i:ce sont (?:eux|elles)|c['’]est (?:eux|elles?|lui) qui|comme (?:l['’]an dernier|la dernière fois|d['’]habitude)|(?:toujours )?les mêmes que|ils nous|elles? nous) ?[^,]*$",
        )
    });
    let text = ASIDE.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    let text = TAIL
        .captures(text)
        .and_then(|found| found.get(1).or(found.get(2)).or(found.get(3)))
        .map_or(text, |found| found.as_str());
    let text = without_verb(text);
    let inside = text.strip_suffix('.').filter(|text| text.ends_with(['»', '”', '"']));
    unquoted(inside.unwrap_or(text))
}

/// « Je suis vendeuse en boulangerie », « avec Formatech Conseil »: what somebody does, and whom she comes with.
fn without_verb(text: &str) -> &str {
    static TRADE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:je suis|j['’]exerce comme|mon (?:poste|métier) (?:c['’]est|est)|(?:il|elle) est|c['’]est) (?:une? )?(\p{Ll}+(?:[ -].*)?)$",
        )
    });
    static WITH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[Aa]vec ((?:\p{Lu}[\p{L}'’&-]*)(?: (?:et |de |du |des |la |le |& )?\p{Lu}[\p{L}'’-]*){0,3})$",
        )
    });
    let trade =
        TRADE.captures(text).and_then(|found| found.get(1)).map(|found| found.as_str()).filter(|said| {
            let noun = fold(said.split([' ', ',']).next().unwrap_or_default());
            is_trade(&noun, true)
        });
    trade
        .or_else(|| WITH.captures(text).and_then(|found| found.get(1)).map(|found| found.as_str()))
        .unwrap_or(text)
}

/// « C'est l'INBP qui la fait »: who does, where one is said to; without a capital it may be anybody.
pub fn given_by(text: &str) -> Option<Range<usize>> {
    static WHO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[\s,;])(?:[Cc]['’]est|[Cc]e sera) (?:(?:l['’]organisme|le centre|l['’][ée]cole|l['’]institut|la maison) |l['’]|le |la )?([\p{L}0-9][^,;:\n]{1,60}?) qui (?:nous |me |vous )?(?:l['’]|la |le |nous |va la |va l['’])?(?:fait|faire|fera|assure|assurera|assurer|dispense|dispensera|dispenser|anime|animera|animer|organise|organisera|donne|donnera|propose|s['’]en occupe|s['’]en occupera)\b",
        )
    });
    let mut found = WHO.captures_iter(text).filter_map(|found| Some(found.get(1)?.range()));
    found.next().filter(|_| found.next().is_none())
}

/// The same, of an answer that says nothing else.
fn only_given_by(text: &str) -> Option<&str> {
    let part = given_by(text)?;
    let (before, after) = (text.get(..part.start)?, text.get(part.end..)?);
    if text[part.clone()].starts_with(char::is_lowercase) {
        return None;
    }
    let leads = |word: &str| matches!(word, "oui" | "c" | "est" | "ce" | "sera" | "l" | "le" | "la");
    (fold(before).split(' ').all(leads) && !after.contains([',', ';', ':'])).then(|| &text[part])
}

/// Quotes around the whole are no part of it.
fn unquoted(text: &str) -> &str {
    for (open, close) in [('«', '»'), ('“', '”'), ('"', '"')] {
        let inner = text.strip_prefix(open).and_then(|text| text.strip_suffix(close)).map(str::trim);
        if let Some(inner) = inner.filter(|inner| !inner.is_empty() && !inner.contains([open, close])) {
            return inner;
        }
    }
    text
}

/// Text of `min` to `max` characters.
pub fn read_text(text: &str, min: u32, max: u32) -> Lecture {
    let text = clean(text);
    let whole = if text.len() > LONGEST_ANSWER { &text } else { without_wrapping(&text) };
    let text = if text.len() > LONGEST_ANSWER { whole } else { own_words(whole) };
    let length = text.chars().count();
    if length <= LONGEST_NO_ANSWER
        && [whole, text].iter().any(|said| is_no_answer(said) || is_of_nothing(said))
    {
        return Lecture::Refused(Refus::Incompris);
    }
    if length < min as usize {
        return Lecture::Refused(Refus::TexteTropCourt { min });
    }
    if length > max as usize {
        return Lecture::Refused(Refus::TexteTropLong { max });
    }
    read_text_as(text)
}
