//! What stands under a letter: a name after « Cordialement », the mark of a phone, a disclaimer.
//!
//! Taken off at the end of what was written in one go. When in doubt a line stays: an answer lost
//! costs more than a name kept.

use guichet_core::reading::fold;

/// Lines a signature may have.
const LONGEST_SIGNATURE: usize = 25;

/// The lines without what stands under them.
pub(crate) fn strip(lines: &mut Vec<String>) {
    let mut below = lines.iter().filter(|line| !line.trim().is_empty()).count();
    let found = (0..lines.len()).find_map(|at| {
        below -= usize::from(!lines[at].trim().is_empty());
        cut(lines, at, below)
    });
    if let Some(Cut { from, to, kept }) = found {
        let rest = lines.split_off(to);
        lines.truncate(from);
        lines.extend(kept);
        lines.extend(rest);
    }
    contact(lines);
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
}

/// Lines `from..to` go, `kept` takes their place.
struct Cut {
    from: usize,
    to: usize,
    kept: Option<String>,
}

/// What goes from line `at` on, `below` lines with text under it.
fn cut(lines: &[String], at: usize, below: usize) -> Option<Cut> {
    let line = lines[at].trim();
    if line.is_empty() || line.len() > 600 {
        return None;
    }
    let whole = Cut { from: at, to: lines.len(), kept: None };
    if is_delimiter(line) {
        let short = || lines[at + 1..].iter().all(|line| line.chars().count() <= 80);
        let dashes = line.chars().all(|c| c == '-') && line.len() == 2;
        let any_before = || lines[..at].iter().any(|line| !line.trim().is_empty());
        let goes = if dashes {
            below <= LONGEST_SIGNATURE
        } else {
            (1..=8).contains(&below) && any_before() && short() && !asks(&lines[at + 1..])
        };
        return goes.then_some(whole);
    }
    let folded = fold(without_links(line).trim());
    if is_mobile(line, &folded) || is_disclaimer(&folded, &lines[at..]) {
        return Some(whole);
    }
    if below <= LONGEST_SIGNATURE
        && let Some(kept) = closing(line, &folded)
    {
        let rest = &lines[at + 1..];
        if asks(rest) {
            return None;
        }
        let to = rest
            .iter()
            .position(|line| is_afterword(&fold(line)))
            .map_or(lines.len(), |after| at + 1 + after);
        return Some(Cut { from: at, to, kept });
    }
    (below == 0 && is_dash_name(line, lines, at)).then_some(whole)
}

/// Numbered or labelled lines: answers, not a signature.
fn asks(lines: &[String]) -> bool {
    lines.iter().any(|line| {
        let line = line.trim();
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let after = line.get(digits..).unwrap_or_default();
        (1..=2).contains(&digits)
            && after.starts_with([')', '.', ':'])
            && after.get(1..).is_some_and(|rest| rest.starts_with(' ') && !rest.trim().is_empty())
            || digits > 0 && digits <= 2 && (after.starts_with(" :") || after.starts_with(" - "))
    })
}

fn is_delimiter(line: &str) -> bool {
    let count = line.chars().count();
    line.chars().all(|c| matches!(c, '-' | '_' | '—' | '–')) && (count >= 2 || line == "—") && count < 60
}

/// « Hey! / - roman »: a name behind a dash, under a sentence that ended.
fn is_dash_name(line: &str, lines: &[String], at: usize) -> bool {
    let Some(name) = line.strip_prefix(['-', '–', '—']).map(str::trim) else { return false };
    let before = lines[..at].iter().rev().map(|line| line.trim()).find(|line| !line.is_empty());
    name.chars().count() >= 3
        && name.chars().all(char::is_alphabetic)
        && before.is_some_and(|line| line.ends_with(['!', '.', '?']) && !line.starts_with('-'))
}

/// The line without the links that clients put beside their own name.
fn without_links(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("http") {
        let (before, link) = rest.split_at(at);
        out.push_str(before);
        out.push(' ');
        let end =
            link.find(|c: char| c.is_whitespace() || matches!(c, '>' | ')' | ']')).unwrap_or(link.len());
        rest = &link[end..];
    }
    out.push_str(rest);
    out
}

const MOBILE_STARTS: &[&str] = &[
    "envoye de",
    "envoye depuis",
    "envoye a partir de",
    "envoye par mon",
    "envoye avec",
    "envoye via",
    "envoye sans fil",
    "envoye d un",
    "envoyee depuis",
    "envoyee de mon",
    "mail envoye",
    "message envoye",
    "ce mail a ete envoye depuis",
    "ce message a ete envoye depuis",
    "cet e mail a ete envoye depuis",
    "telecharger outlook",
    "telechargez",
    "obtenir outlook",
    "obtenez outlook",
    "provenance courrier",
    "transmis depuis",
    "garanti sans virus",
    "sans virus www",
    "virus free",
    "l absence de virus",
    "sent from",
    "sent via",
    "sent with",
    "sent by",
    "sent wirelessly",
    "get outlook",
    "from my iphone",
    "von meinem",
    "gesendet von",
    "gesendet mit",
    "diese nachricht wurde von",
    "enviado desde",
    "enviado do",
    "enviado de",
    "enviado a partir",
    "inviato da",
    "inviato dal",
    "verzonden met",
    "verzonden vanaf",
    "verstuurd vanaf",
    "skickat fran",
    "sendt fra",
    "wyslane z",
    "wyslano z",
    "отправлено",
    "從我的",
    "发自我的",
];

const DEVICES: &[&str] = &[
    "iphone",
    "ipad",
    "ipod",
    "ios",
    "android",
    "mobile",
    "mobil",
    "telephone",
    "smartphone",
    "portable",
    "tablette",
    "phone",
    "cell",
    "device",
    "outlook",
    "gmail",
    "yahoo",
    "orange",
    "bouygues",
    "sfr",
    "free",
    "laposte",
    "proton",
    "protonmail",
    "mail",
    "messagerie",
    "courrier",
    "windows",
    "samsung",
    "galaxy",
    "huawei",
    "xiaomi",
    "honor",
    "oppo",
    "pixel",
    "blackberry",
    "airmail",
    "mailbox",
    "spark",
    "canary",
    "bluemail",
    "thunderbird",
    "appareil",
    "wiko",
    "alcatel",
    "htc",
    "nokia",
    "motorola",
    "sony",
    "pc",
    "mac",
    "macbook",
    "zimbra",
    "webmail",
    "virus",
    "avast",
    "avg",
    "handy",
    "mobilgerat",
    "mobiltelefon",
    "movil",
    "sparrow",
    "redmi",
    "oneplus",
    "fairphone",
    "k",
    "email",
    "ti",
    "poste",
    "terminal",
    "app",
    "application",
    "appli",
    "acompli",
    "boxer",
];

/// The mark a phone or an application leaves, on a line of its own.
fn is_mobile(line: &str, folded: &str) -> bool {
    if !MOBILE_STARTS.iter().any(|start| folded.starts_with(start)) {
        return false;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let excuse =
        ["excus", "pardon", "sorry", "bref", "typo", "faute"].iter().any(|word| folded.contains(word));
    if excuse && words.len() <= 24 {
        return true;
    }
    let sentence = line.contains(", ") || words.len() > 14;
    let device =
        words.iter().any(|word| DEVICES.contains(word)) || folded.contains("iphone") || folded.contains('我');
    let mine = folded.starts_with("sent from my ") && words.len() <= 6;
    !sentence && (device || mine)
}

const DISCLAIMER_STARTS: &[&str] = &[
    "ce message",
    "ce courriel",
    "ce mail",
    "cet e mail",
    "cet email",
    "cette communication",
    "ce courrier electronique",
    "les informations contenues",
    "le present message",
    "le present courriel",
    "l integrite de ce message",
    "this e mail",
    "this email",
    "this message",
    "this communication",
    "the information contained",
    "the contents of this",
    "avant d imprimer",
    "pensez a l environnement",
    "pensez environnement",
    "merci de penser a l environnement",
    "n imprimez",
    "afin de preserver",
    "afin de contribuer",
    "please consider the environment",
    "p please consider",
    "confidentialite",
    "avertissement",
];

fn is_disclaimer(folded: &str, lines: &[String]) -> bool {
    if ["confidentiality notice", "disclaimer", "avis de confidentialite"]
        .iter()
        .any(|start| folded.starts_with(start))
    {
        return true;
    }
    if !DISCLAIMER_STARTS.iter().any(|start| folded.starts_with(start)) {
        return false;
    }
    let paragraph: Vec<String> =
        lines.iter().take(8).take_while(|line| !line.trim().is_empty()).map(|line| fold(line)).collect();
    let paragraph = paragraph.join(" ");
    [
        "confidentiel",
        "destinataire",
        "virus",
        "imprimer",
        "imprimez",
        "environnement",
        "confidential",
        "intended recipient",
        "intended solely",
        "intended only",
        "environment",
        "privileged",
        "exclusivement destine",
    ]
    .iter()
    .any(|word| paragraph.contains(word))
}

const CLOSINGS: &[&str] = &[
    "cordialement",
    "bien cordialement",
    "tres cordialement",
    "cordialement votre",
    "cordialement a vous",
    "cordiales salutations",
    "sinceres salutations",
    "salutations distinguees",
    "salutations",
    "meilleures salutations",
    "salutations sinceres",
    "bien a vous",
    "bien a toi",
    "cdlt",
    "cdt",
    "bien cdt",
    "bien cdlt",
    "cordlt",
    "amicalement",
    "bien amicalement",
    "respectueusement",
    "respectueuses salutations",
    "avec mes salutations",
    "avec mes remerciements et mes salutations",
    "sincerement",
    "regards",
    "best regards",
    "kind regards",
    "warm regards",
    "kindest regards",
    "with kind regards",
    "with best regards",
    "many regards",
    "best wishes",
    "sincerely",
    "yours sincerely",
    "sincerely yours",
    "yours truly",
    "yours faithfully",
    "respectfully",
    "mit freundlichen grussen",
    "freundliche grusse",
    "viele grusse",
    "beste grusse",
    "liebe grusse",
    "mfg",
    "saludos",
    "un saludo",
    "cordiali saluti",
    "distinti saluti",
    "met vriendelijke groet",
    "met vriendelijke groeten",
    "vriendelijke groet",
    "groeten",
    "med vanlig halsning",
    "med venlig hilsen",
    "mvh",
    "atentamente",
    "pozdrawiam",
    "z powazaniem",
    "cordialmente",
    "bien respectueusement",
];

/// « Cordialement », with or without a name on the line. What of the line is to stay, if any.
fn closing(line: &str, folded: &str) -> Option<Option<String>> {
    if CLOSINGS.contains(&folded) {
        return Some(None);
    }
    let words = folded.split(' ').count();
    if words > 40 {
        return None;
    }
    // The long form of letters.
    let formal = [
        "salutations",
        "sentiments distingues",
        "meilleurs sentiments",
        "sentiments les meilleurs",
        "consideration distinguee",
        "parfaite consideration",
    ];
    let asked = [
        "je vous prie",
        "nous vous prions",
        "veuillez agreer",
        "veuillez recevoir",
        "veuillez croire",
        "recevez",
    ];
    if formal.iter().any(|word| folded.contains(word)) && asked.iter().any(|start| folded.starts_with(start))
    {
        return Some(None);
    }
    // « Cordialement, Camille Martin »
    let named = CLOSINGS.iter().take(31).any(|closing| {
        folded
            .strip_prefix(closing)
            .is_some_and(|rest| rest.starts_with(' ') && rest.split_whitespace().count() <= 4)
    });
    let name = line.split_once([',', ' ', '.']).is_some_and(|(_, rest)| {
        rest.split_whitespace().last().is_some_and(|word| word.starts_with(char::is_uppercase))
    });
    if named && name && !line.ends_with('?') {
        return Some(None);
    }
    // « Merci d'avance, cordialement »
    let trimmed = line.trim_end_matches(['.', ',', '!', ' ']);
    let ending =
        ["bien cordialement", "cordialement", "cdlt", "cdt", "bien à vous"].iter().find_map(|end| {
            let at = trimmed.len().checked_sub(end.len())?;
            let tail = trimmed.get(at..)?;
            tail.to_lowercase().eq(end).then_some(at)
        })?;
    let kept = trimmed.get(..ending)?.trim_end();
    kept.ends_with([',', '.', '!', ';']).then(|| Some(kept.trim_end_matches([',', ';']).to_owned()))
}

/// Written under the signature, and meant to be read.
fn is_afterword(folded: &str) -> bool {
    ["ps", "p s", "nb", "n b", "post scriptum", "j oubliais", "j ai oublie", "au fait"]
        .iter()
        .any(|start| folded.strip_prefix(start).is_some_and(|rest| rest.starts_with(' ')))
}

/// A last paragraph that is a card: a name, then lines with a telephone, an address on the web.
fn contact(lines: &mut Vec<String>) {
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    let start = lines.iter().rposition(|line| line.trim().is_empty()).map_or(0, |at| at + 1);
    let card = &lines[start..];
    if start == 0 || !(3..=8).contains(&card.len()) || asks(card) {
        return;
    }
    let name = card[0].trim();
    let named = name.split_whitespace().count() <= 4
        && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'));
    let reached = card.iter().any(|line| {
        let folded = fold(line);
        let digits = line.chars().filter(char::is_ascii_digit).count();
        line.contains("www.")
            || digits >= 10
                && ["tel", "mob", "port", "t", "m", "fixe", "standard"]
                    .iter()
                    .any(|label| folded.starts_with(&format!("{label} ")))
    });
    if named && reached {
        lines.truncate(start);
    }
}
