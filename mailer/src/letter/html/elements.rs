//! What an element says: where it breaks lines, whose words it holds, whether it is seen.

use super::super::ligne::Marque;
use super::balises::Balise;

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

/// What an element says of what is in it.
pub(super) struct Element {
    /// It only stands before the message that is answered.
    pub cut: bool,
    pub marque: Option<Marque>,
    pub hidden: bool,
    /// A colour that stands out; `None` where the element says none.
    pub teinte: Option<bool>,
    /// Of a numbered list: the number of its next item.
    pub next: Option<u32>,
    /// A paragraph that no space sets apart from the next.
    pub tight: bool,
}

impl Element {
    pub(super) fn of(balise: &Balise) -> Self {
        let name = balise.nom();
        let attributs = Attributs::of(balise);
        Self {
            cut: attributs.is_cut(),
            marque: attributs.mark(name),
            hidden: is_hidden(name) || attributs.is_hidden(),
            // A link's own is none.
            teinte: if name == b"a" { Some(false) } else { attributs.teinte() },
            next: if name == b"ol" { attributs.first_number() } else { None },
            tight: name == b"p" && attributs.is_tight(),
        }
    }
}

fn is_hidden(name: &[u8]) -> bool {
    matches!(name, b"style" | b"script" | b"title" | b"head" | b"template" | b"noscript" | b"svg")
}

/// The attributes that say something of it, in lower case; empty where they are not written.
#[derive(Default)]
struct Attributs {
    class: String,
    id: String,
    /// `data-marker`, of Zimbra.
    marker: String,
    /// `data-smartmail`, of Gmail.
    smartmail: String,
    /// Without spaces.
    style: String,
    color: String,
    kind: String,
    start: String,
    cites: bool,
}

impl Attributs {
    fn of(balise: &Balise) -> Self {
        let mut attributs = Self::default();
        let mut seen = 0_u16;
        for (name, value) in balise.attributes() {
            let (rank, place) = match name {
                b"class" => (0, &mut attributs.class),
                b"id" => (1, &mut attributs.id),
                b"data-marker" => (2, &mut attributs.marker),
                b"data-smartmail" => (3, &mut attributs.smartmail),
                b"style" => (4, &mut attributs.style),
                b"color" => (5, &mut attributs.color),
                b"type" => (6, &mut attributs.kind),
                b"start" => (7, &mut attributs.start),
                b"cite" => {
                    attributs.cites = true;
                    continue;
                }
                _ => continue,
            };
            if seen & 1 << rank == 0 {
                *place = String::from_utf8_lossy(value).to_lowercase();
                seen |= 1 << rank;
            }
        }
        attributs.style.retain(|c| !c.is_whitespace());
        attributs
    }

    fn has_class(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.class.split_whitespace().any(|word| wanted(word.strip_prefix("x_").unwrap_or(word)))
    }

    /// The number of the first item of a list whose items show numbers.
    fn first_number(&self) -> Option<u32> {
        (!matches!(self.kind.as_str(), "a" | "i")).then(|| self.start.parse().unwrap_or(1))
    }

    /// Outlook's paragraphs are the lines people type; those set apart have an empty one between.
    fn is_tight(&self) -> bool {
        self.has_class(|word| matches!(word, "msonormal" | "msoplaintext" | "msolistparagraph"))
            && !self.style.contains("margin-bottom:12")
    }

    /// Outlook, Hotmail, Zimbra.
    fn is_cut(&self) -> bool {
        matches!(
            self.id.strip_prefix("x_").unwrap_or(&self.id),
            "divrplyfwdmsg"
                | "appendonsend"
                | "stopspelling"
                | "zwchr"
                | "mail-editor-reference-message-container"
                | "replysplit"
        ) || self.marker == "__divider__"
    }

    /// What a client says of an element: by the classes, ids and attributes it writes.
    fn mark(&self, name: &[u8]) -> Option<Marque> {
        if name == b"blockquote" {
            return (!self.is_indent()).then_some(Marque::Citee);
        }
        if self.id.starts_with("yahoo_quoted")
            || self.marker == "__quoted_text__"
            || self.has_class(|word| matches!(word, "yahoo_quoted" | "outlookmessageheader"))
        {
            return Some(Marque::Citee);
        }
        if self.has_class(|word| matches!(word, "moz-cite-prefix" | "gmail_attr")) {
            return Some(Marque::EnTete);
        }
        let signature = self.smartmail == "gmail_signature"
            || self.marker == "__sig_pre__"
            || self.has_class(|word| {
                matches!(
                    word,
                    "gmail_signature"
                        | "moz-signature"
                        | "protonmail_signature_block"
                        | "gmail_signature_prefix"
                )
            })
            || matches!(
                self.id.as_str(),
                "signature"
                    | "x_signature"
                    | "ms-outlook-mobile-signature"
                    | "x_ms-outlook-mobile-signature"
                    | "applemailsignature"
                    | "composer_signature"
            );
        signature.then_some(Marque::Signature)
    }

    /// Clients indent with the element made for quotes; they then draw no border, or say so in a class.
    fn is_indent(&self) -> bool {
        self.class.is_empty()
            && self.kind != "cite"
            && !self.cites
            && ["border:none", "border:medium", "border:0"].iter().any(|none| self.style.contains(none))
    }

    /// Whether an element writes in a colour that stands out among black and grey. `None` where it says nothing of it.
    fn teinte(&self) -> Option<bool> {
        let of_style = self.style.split(';').find_map(|one| one.strip_prefix("color:"));
        let colour = of_style.or_else(|| Some(self.color.as_str()).filter(|colour| !colour.is_empty()))?;
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

    fn is_hidden(&self) -> bool {
        self.style.contains("display:none")
            || self.style.contains("mso-hide:all")
            || self.style.split(';').any(|one| {
                matches!(
                    one,
                    "font-size:0" | "font-size:0px" | "visibility:hidden" | "max-height:0" | "max-height:0px"
                )
            })
    }
}
