//! What an element says: where it breaks lines, whose words it holds, whether it is seen.

use html5gum::StartTag;

use super::super::ligne::Marque;

/// Between the strongest and the weakest of red, green and blue, in a colour that is no grey.
const VIVID: u8 = 90;

pub(super) fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"div"
            | b"p"
            | b"table"
            | b"tr"
            | b"ul"
            | b"ol"
            | b"li"
            | b"dl"
            | b"dt"
            | b"dd"
            | b"blockquote"
            | b"html"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"pre"
            | b"section"
            | b"article"
            | b"header"
            | b"footer"
            | b"center"
            | b"form"
            | b"address"
            | b"tbody"
            | b"thead"
    )
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> String {
    tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).to_lowercase()).unwrap_or_default()
}

/// The number of the first item of a list whose items show numbers.
pub(super) fn first_number(tag: &StartTag<()>) -> Option<u32> {
    let name: &[u8] = &tag.name;
    if name != b"ol" || matches!(attribute(tag, b"type").as_str(), "a" | "i") {
        return None;
    }
    Some(attribute(tag, b"start").parse().unwrap_or(1))
}

/// Outlook's paragraphs are the lines people type; those set apart have an empty one between.
pub(super) fn is_tight(tag: &StartTag<()>) -> bool {
    let name: &[u8] = &tag.name;
    let class = attribute(tag, b"class");
    let style = || attribute(tag, b"style").split_whitespace().collect::<String>();
    let of_outlook = |word: &str| {
        matches!(word.strip_prefix("x_").unwrap_or(word), "msonormal" | "msoplaintext" | "msolistparagraph")
    };
    name == b"p" && class.split_whitespace().any(of_outlook) && !style().contains("margin-bottom:12")
}

/// Elements that only stand before the message that is answered: Outlook, Hotmail, Zimbra.
pub(super) fn is_cut(tag: &StartTag<()>) -> bool {
    let id = attribute(tag, b"id");
    let id = id.strip_prefix("x_").unwrap_or(&id);
    matches!(
        id,
        "divrplyfwdmsg"
            | "appendonsend"
            | "stopspelling"
            | "zwchr"
            | "mail-editor-reference-message-container"
            | "replysplit"
    ) || attribute(tag, b"data-marker") == "__divider__"
}

/// What a client says of an element: by the classes, ids and attributes it writes.
pub(super) fn mark(tag: &StartTag<()>) -> Option<Marque> {
    let name: &[u8] = &tag.name;
    let class = attribute(tag, b"class");
    let id = attribute(tag, b"id");
    let marker = attribute(tag, b"data-marker");
    if name == b"blockquote" {
        return (!is_indent(tag, &class)).then_some(Marque::Citee);
    }
    let has = |wanted: &str| {
        class.split_whitespace().any(|word| word == wanted || word.strip_prefix("x_") == Some(wanted))
    };
    if has("yahoo_quoted")
        || id.starts_with("yahoo_quoted")
        || marker == "__quoted_text__"
        || has("outlookmessageheader")
    {
        return Some(Marque::Citee);
    }
    if has("moz-cite-prefix") || has("gmail_attr") {
        return Some(Marque::EnTete);
    }
    let signature = has("gmail_signature")
        || has("moz-signature")
        || has("protonmail_signature_block")
        || has("gmail_signature_prefix")
        || attribute(tag, b"data-smartmail") == "gmail_signature"
        || matches!(
            id.as_str(),
            "signature"
                | "x_signature"
                | "ms-outlook-mobile-signature"
                | "x_ms-outlook-mobile-signature"
                | "applemailsignature"
                | "composer_signature"
        )
        || marker == "__sig_pre__";
    signature.then_some(Marque::Signature)
}

/// Clients indent with the element made for quotes; they then draw no border, or say so in a class.
fn is_indent(tag: &StartTag<()>, class: &str) -> bool {
    if !class.is_empty() || attribute(tag, b"type") == "cite" || tag.attributes.contains_key(&b"cite"[..]) {
        return false;
    }
    let style: String = attribute(tag, b"style").chars().filter(|c| !c.is_whitespace()).collect();
    style.contains("border:none") || style.contains("border:medium") || style.contains("border:0")
}

/// Whether an element writes in a colour that stands out among black and grey; a link's own is none. `None` where it
/// says nothing of it.
pub(super) fn is_coloured(tag: &StartTag<()>) -> Option<bool> {
    let name: &[u8] = &tag.name;
    if name == b"a" {
        return Some(false);
    }
    let style = attribute(tag, b"style");
    let style: String = match style.contains("color") {
        true => style.chars().filter(|c| !c.is_whitespace()).collect(),
        false => String::new(),
    };
    let of_style = style.split(';').find_map(|one| one.strip_prefix("color:")).map(str::to_owned);
    let colour = of_style.or_else(|| Some(attribute(tag, b"color")).filter(|colour| !colour.is_empty()))?;
    let colour = colour.trim_end_matches("!important");
    if matches!(colour, "inherit" | "windowtext" | "currentcolor") {
        return None;
    }
    let shades: Vec<u8> = match colour.strip_prefix('#') {
        Some(hex) if matches!(hex.len(), 6 | 8) => {
            (0..3).filter_map(|at| u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()).collect()
        }
        Some(hex) if hex.len() == 3 => {
            hex.chars().filter_map(|c| Some(17 * u8::try_from(c.to_digit(16)?).ok()?)).collect()
        }
        Some(_) => Vec::new(),
        None => {
            let inner =
                colour.strip_prefix("rgb(").and_then(|inner| inner.strip_suffix(')')).unwrap_or_default();
            inner.split(',').filter_map(|shade| shade.parse().ok()).collect()
        }
    };
    let apart =
        |shades: &[u8]| shades.iter().max().zip(shades.iter().min()).map(|(most, least)| most - least);
    let named = [
        "red", "blue", "green", "orange", "purple", "navy", "magenta", "violet", "darkred", "darkblue",
        "crimson",
    ];
    Some(apart(&shades).map_or(named.contains(&colour), |apart| apart >= VIVID))
}

pub(super) fn is_hidden(tag: &StartTag<()>) -> bool {
    let name: &[u8] = &tag.name;
    if matches!(name, b"style" | b"script" | b"title" | b"head" | b"template" | b"noscript" | b"svg") {
        return true;
    }
    let style: String = attribute(tag, b"style").chars().filter(|c| !c.is_whitespace()).collect();
    style.contains("display:none")
        || style.contains("mso-hide:all")
        || style.split(';').any(|one| {
            matches!(
                one,
                "font-size:0" | "font-size:0px" | "visibility:hidden" | "max-height:0" | "max-height:0px"
            )
        })
}
