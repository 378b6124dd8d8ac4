//! Email addresses.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::identite::pattern;
use super::lex::listed;
use super::{Lecture, fold, is_within_a_slip, read_text_as};
use crate::message::Refus;

/// Mail domains that most people in France have.
const DOMAINS: &str = "gmail.com orange.fr wanadoo.fr hotmail.com hotmail.fr outlook.com outlook.fr yahoo.fr \
    yahoo.com free.fr sfr.fr laposte.net icloud.com live.fr live.com bbox.fr neuf.fr \
    club-internet.fr numericable.fr msn.com gmx.fr gmx.com protonmail.com proton.me";
/// What addresses end with.
const ENDS: &str = "fr com net org eu info pro bzh be ch lu";
/// Real domains close to one of the above.
const REAL_NEIGHBOURS: &str = "mail.com ymail.com gmx.net hotmail.be outlook.be yahoo.be hotmail.it live.be";
/// Words that may stand before an address without being part of it.
const LEADS: &str = "c est cest mais mail email courriel adresse mon son ma notre le l a at ecrivez ecrire sur moi au \
    suivante alors oui non euh voici voila mettez notez prenez utilisez envoyez plutot serait mel de ou et toujours encore bien reste maintenant desormais tjrs tjs surtout joindre contacter sinon repete";

pub fn read_email(text: &str) -> Lecture {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"[\p{L}\p{N}._%+'\-]+ ?@(?:[\p{L}\p{N}_\-]+(?:[.,][\p{L}\p{N}_\-]+)*| [\p{L}\p{N}_\-]+(?:[.,][\p{L}\p{N}_\-]+)+)",
        )
    });
    let written = match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.nfkc().collect::<String>().to_lowercase(),
    };
    let signed = spoken_at(&written);
    let said = match &signed {
        Cow::Owned(signed) => spoken(signed),
        Cow::Borrowed(_) => None,
    };
    let text = said.as_deref().unwrap_or(&signed);
    let mut found: Vec<String> = Vec::new();
    let mut alone = true;
    for address in ADDRESS.find_iter(text) {
        let before = &text[..address.start()];
        let around = [before, &text[address.end()..]];
        alone = around.iter().all(|around| !around.contains(char::is_alphanumeric));
        let again = || before.trim_end().ends_with(address.as_str());
        let led = || is_lead(before) || is_whose(before) || again() || repeats(before, address.as_str());
        if before.ends_with(' ') && !before.trim_end().is_empty() && !led() {
            return Lecture::Refused(Refus::Email);
        }
        // « marie,dupre@orange.fr »: a comma where a stop should be, or two words?
        if before.strip_suffix(',').is_some_and(|typed| typed.ends_with(char::is_alphanumeric)) {
            return Lecture::Refused(Refus::Email);
        }
        // « marie@orange.fr,paul@orange.fr »
        if text[address.end()..].starts_with('@') {
            return Lecture::Refused(Refus::PlusieursValeurs);
        }
        let address = address.as_str().replace(' ', "");
        let address = without_next_word(&address);
        let address = address.trim_matches('\'').trim_start_matches('-').to_owned();
        if !found.contains(&address) {
            found.push(address);
        }
    }
    let [address] = &found[..] else {
        return Lecture::Refused(if found.is_empty() { Refus::Email } else { Refus::PlusieursValeurs });
    };
    let Some((local, domain)) = address.split_once('@') else { return Lecture::Refused(Refus::Email) };
    let mended = domain.replace(',', ".");
    if !local_is_valid(local) || !domain_is_valid(&mended) {
        return Lecture::Refused(Refus::Email);
    }
    let near = near_domain(&mended).map(str::to_owned).or_else(|| mended_top(&mended));
    // « le fournil arobase … »: of what was said in words, « le » may be a part; it is shown first.
    if near.is_some() || mended != domain || said.is_some() && !alone {
        return Lecture::Refused(Refus::EmailProche {
            propose: format!("{local}@{}", near.unwrap_or(mended)),
        });
    }
    read_text_as(address.clone())
}

/// « theo@hotmail.fr,merci »: the address without the word that a comma stuck to it.
fn without_next_word(address: &str) -> &str {
    const TOPS: &str = "fr com net org eu info pro be ch";
    let Some((whole, next)) = address.rsplit_once(',') else { return address };
    let top = whole.rsplit_once('.').map_or("", |(_, top)| top);
    if listed(TOPS, top) && !listed(TOPS, next) { whole } else { address }
}

/// « hotmail.fr, pas gmail.com »: the address it has now, at the other domain.
pub fn with_other_domain(text: &str, current: &str) -> Option<String> {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:non|pardon|oups|erreur|désolée?)[ ,]+)*(?:c['’]est )?@?([a-z0-9-]+(?:\.[a-z]{2,})+),? (?:et )?(?:pas|non)(?: pas)? @?([a-z0-9-]+(?:\.[a-z]{2,})+)(?:[ ,]+(?:pardon|désolée?|merci))*[ .!]*$",
        )
    });
    // « c'est .com à la fin, pas .fr »
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:non|pardon|oups|erreur|désolée?)[ ,]+)*(?:c['’ ]?est |en )?\.([a-z]{2,4})(?: [àa] la fin| au bout)?,? (?:et )?(?:pas|non)(?: pas)?(?: en)? \.([a-z]{2,4})[ .!]*$",
        )
    });
    // « pas gmail.fr, gmail.com »
    static DENIED_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:non|pardon|oups|erreur)[ ,]+)*(?:c['’]est )?pas @?([a-z0-9-]+(?:\.[a-z]{2,})+)(?:,? mais|, c['’]est|,) @?([a-z0-9-]+(?:\.[a-z]{2,})+)[ .!]*$",
        )
    });
    // « pas .com mais .fr », « .fr à la fin »
    static OTHER_END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:non|pardon|oups|erreur)[ ,]+)*(?:(?:c['’]est )?pas (?:en )?\.([a-z]{2,4})(?:,? mais|, c['’]est|,) (?:plut[ôo]t )?|(?:c['’]est |plut[ôo]t |en )*)(?:en )?\.([a-z]{2,4})(?: [àa] la fin)?(?:[ ,]+(?:pardon|désolée?|merci))*[ .!]*$",
        )
    });
    let said = text.trim().to_lowercase();
    let (local, domain) = current.split_once('@')?;
    if let Some(found) = OTHER_END.captures(&said) {
        let (name, end) = domain.rsplit_once('.')?;
        let fits = found.get(1).is_none_or(|denied| denied.as_str() == end) && end != &found[2];
        return (fits && listed(ENDS, &found[2])).then(|| format!("{local}@{name}.{}", &found[2]));
    }
    if let Some(found) = DENIED_FIRST.captures(&said) {
        return (domain == &found[1] && listed(DOMAINS, &found[2])).then(|| format!("{local}@{}", &found[2]));
    }
    if let Some(found) = END.captures(&said) {
        let name = domain.strip_suffix(&found[2])?.strip_suffix('.')?;
        return Some(format!("{local}@{name}.{}", &found[1]));
    }
    let found = OTHER.captures(&said)?;
    (domain == &found[2] && domain_is_valid(&found[1])).then(|| format!("{local}@{}", &found[1]))
}

/// The last word before an address is one that leads to it, or a mark that ends what came before.
fn is_lead(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(|c: char| !c.is_alphanumeric())
        || before.rsplit([' ', '\'', '’']).next().is_some_and(|word| listed(LEADS, &fold(word)))
}

/// « celle de ma secrétaire carole@… », « mon fils thomas@… »: a noun and whose it is, no part of the address.
fn is_whose(before: &str) -> bool {
    static WHOSE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\b(?:(?:mon|ma|mes|notre|nos|son|sa|du|de la|des) |de l['’])\p{L}{3,}\s+$")
    });
    WHOSE.is_match(before)
}

/// « Marc Vidal marc.vidal@… »: the name of whose address it is.
fn repeats(before: &str, address: &str) -> bool {
    let last = fold(before.trim_end().rsplit(' ').next().unwrap_or_default());
    let local = fold(address.split('@').next().unwrap_or_default());
    last.len() > 2 && local.split(' ').any(|part| part == last)
}

/// « paul.morel arobase exemple.fr » with its sign; « at » may be a slip, and is asked.
fn spoken_at(text: &str) -> Cow<'_, str> {
    static AT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\s*[(\[]?\b(?:arobas|arobase|arobaze)\b[)\]]?\s*"));
    if text.contains('@') { Cow::Borrowed(text) } else { AT.replace_all(text, "@") }
}

/// « paul point morel@exemple point fr » in signs; `None` where none is said in words.
fn spoken(text: &str) -> Option<String> {
    static SIGNS: LazyLock<[(Regex, &str); 3]> = LazyLock::new(|| {
        [
            (pattern(r"\s+point\s+"), "."),
            (pattern(r"\s+(?:underscore|tiret du bas)\s+"), "_"),
            (pattern(r"\s+tiret\s+"), "-"),
        ]
    });
    let signed =
        SIGNS.iter().fold(text.to_owned(), |text, (sign, mark)| sign.replace_all(&text, *mark).into_owned());
    (signed != text).then_some(signed)
}

/// The dot-atom of RFC 5322 that mailboxes are really made of.
fn local_is_valid(local: &str) -> bool {
    let atom = |c: char| c.is_ascii_alphanumeric() || "_%+'-.".contains(c);
    !local.is_empty()
        && local.len() <= 64
        && local.chars().all(atom)
        && !local.contains("..")
        && !local.starts_with('.')
        && !local.ends_with('.')
}

/// Host name labels (RFC 1035 section 2.3.1) and a top level of letters.
fn domain_is_valid(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.')
        && domain.len() <= 253
        && domain.split('.').all(label)
        && top.len() >= 2
        && top.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The domain with the top level that was meant: « exemple.frr » is `exemple.fr`. No such slip is a top level of its own.
fn mended_top(domain: &str) -> Option<String> {
    const SLIPS: [(&str, &str); 5] = [
        ("frr ffr rf", "fr"),
        ("con comm ccom coom cmo ocm vom xom cpm conm comn", "com"),
        ("nett nte ent", "net"),
        ("ogr rog orgg", "org"),
        ("euu", "eu"),
    ];
    let (name, top) = domain.rsplit_once('.')?;
    let (_, meant) = SLIPS.iter().find(|(slips, _)| listed(slips, top))?;
    Some(format!("{name}.{meant}"))
}

/// The known domain that this one misses by a slip.
fn near_domain(domain: &str) -> Option<&'static str> {
    if listed(DOMAINS, domain) || listed(REAL_NEIGHBOURS, domain) {
        return None;
    }
    let (name, top) = domain.split_once('.')?;
    // One slip leaves one of the two as it is.
    DOMAINS.split(' ').find(|known| {
        if known.len().abs_diff(domain.len()) > 2 && name != "gmail" {
            return false;
        }
        let Some((known_name, known_top)) = known.split_once('.') else { return false };
        (top == known_top && known_name.len() >= 5 && is_within_a_slip(known_name, name))
            || (name == known_name && top != known_top && is_within_a_slip(known_top, top))
            || (name == "gmail" && *known == "gmail.com")
    })
}
