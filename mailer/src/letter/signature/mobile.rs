//! The mark of a phone or of an application: « Envoyé de mon iPhone ».

use super::super::lettres::{Lettres, beginnings, is_among};

pub(super) const MOBILE_STARTS: &[&str] = &[
    "envoye de",
    "envoye depuis",
    "envoye a partir de",
    "envoye a partir d ",
    "envoye d ",
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
    "freebox",
    "livebox",
    "bbox",
    "tuta",
    "tutanota",
    "mailo",
    "infomaniak",
    "roundcube",
    "hotmail",
    "icloud",
    "aol",
    "gmx",
    "edison",
    "spike",
    "newton",
    "aquamail",
    "fairemail",
    "vivo",
    "realme",
    "xperia",
    "lumia",
    "surface",
    "chromebook",
    "ordinateur",
    "ordiphone",
    "asus",
    "lg",
    "tcl",
    "teams",
    "hey",
    "superhuman",
    "front",
    "mimestream",
];

/// What applications say of themselves.
pub(super) const TAGLINES: &[&str] = &[
    "yahoo mail recherchez organisez",
    "yahoo mail search organize",
    "yahoo mail search organise",
    "yahoo mail organisez vous",
    "yahoo mail stay organized",
    "la messagerie securisee",
    "secured with tuta",
    "secure email by",
];

const BEGINNINGS: Lettres = Lettres::first_of(&[MOBILE_STARTS, TAGLINES, STORE_STARTS]);

/// « Télécharger BlueMail pour Android »: an application, and for what it is.
pub(super) const STORE_STARTS: &[&str] = &["telecharger", "obtenir", "obtenez", "get"];

fn is_store_link(folded: &str) -> bool {
    if beginnings(folded, STORE_STARTS).next().is_none() {
        return false;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let [.., link, system] = words[..] else { return false };
    words.len() <= 5
        && is_among(words[0], STORE_STARTS)
        && matches!(link, "pour" | "for")
        && matches!(system, "android" | "ios" | "iphone" | "ipad" | "mac" | "windows")
}

/// The mark a phone or an application leaves, on a line of its own.
pub(super) fn is_mobile(line: &str, folded: &str) -> bool {
    if !BEGINNINGS.may_begin(folded) {
        return false;
    }
    if is_store_link(folded) {
        return true;
    }
    if beginnings(folded, TAGLINES).next().is_some() && line.len() <= 80 {
        return true;
    }
    if beginnings(folded, MOBILE_STARTS).next().is_none() {
        return false;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let sentence = || words.len() > 14 || line.contains(", ");
    let device = || {
        words.iter().any(|word| is_among(word, DEVICES))
            || ["iphone", "blackberry", "我"].iter().any(|device| folded.contains(device))
    };
    let mine = || folded.starts_with("sent from my ") && words.len() <= 6;
    let excuse =
        || ["excus", "pardon", "sorry", "bref", "typo", "faute"].iter().any(|word| folded.contains(word));
    // « Envoyé de mon fournil, désolé pour les fautes » is hers.
    !sentence() && (device() || mine()) || words.len() <= 24 && excuse() && device()
}
