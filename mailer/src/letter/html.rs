//! HTML as lines: what a person sees, and whose words the markup says they are.
//!
//! One pass over the tokens with a stack of open elements, bounded: what is nested deeper is read
//! with the marks of what encloses it.

use html5gum::{StartTag, Token, Tokenizer};

use super::ligne::{Ligne, Marque, tidy};

/// Elements that are remembered as open. Browsers stop at 512.
const DEEPEST: usize = 256;

/// Open elements of one kind or another, innermost last.
struct Open {
    name: Vec<u8>,
    marque: Option<Marque>,
    hidden: bool,
}

#[derive(Default)]
struct Writer {
    lines: Vec<Ligne>,
    line: String,
    marque: Option<Marque>,
    open: Vec<Open>,
    /// Start tags beyond [`DEEPEST`] that were not remembered.
    deeper: usize,
    hidden: bool,
    preformatted: usize,
}

/// The visible lines of an HTML body.
pub(crate) fn html_lines(html: &str) -> Vec<Ligne> {
    let mut writer = Writer::default();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => writer.start(&tag),
            Token::EndTag(tag) => writer.end(&tag.name),
            Token::String(text) => writer.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    writer.break_line();
    writer.lines
}

/// Whether the markup sets a quote apart.
pub(crate) fn has_quote(lines: &[Ligne]) -> bool {
    lines.iter().any(|line| matches!(line.marque, Marque::Citee | Marque::Coupe) && !line.is_blank())
}

impl Writer {
    fn start(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        match name {
            b"br" => return self.break_line(),
            // Whatever was left open before it does not hold the body.
            b"body" => {
                self.open.clear();
                self.mark_again();
            }
            b"hr" => {
                self.break_line();
                if is_cut(tag) {
                    self.cut();
                }
                return self.blank();
            }
            b"img" | b"input" | b"meta" | b"link" | b"wbr" | b"col" | b"base" | b"area" => return,
            b"td" | b"th" if !self.line.trim().is_empty() => self.line.push('\t'),
            b"p" => {
                if self.open.last().is_some_and(|open| open.name == b"p") {
                    self.open.pop();
                }
                self.blank();
            }
            b"pre" => {
                self.break_line();
                self.preformatted += 1;
            }
            _ if is_block(name) => self.break_line(),
            _ => {}
        }
        if is_cut(tag) {
            self.cut();
        }
        if tag.self_closing && !is_block(name) {
            return;
        }
        if self.open.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        let marque = mark(tag);
        if marque.is_some() {
            self.break_line();
        }
        self.open.push(Open { name: name.to_vec(), marque, hidden: is_hidden(tag) });
        self.mark_again();
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"p" => self.blank(),
            b"pre" => {
                self.break_line();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            b"td" | b"th" => {}
            _ if is_block(name) => self.break_line(),
            _ => {}
        }
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            if self.open.iter().skip(at).any(|open| open.marque.is_some()) {
                self.break_line();
            }
            self.open.truncate(at);
            self.mark_again();
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden {
            return;
        }
        if self.preformatted > 0 {
            for (rank, part) in text.split('\n').enumerate() {
                if rank > 0 {
                    self.break_line();
                }
                self.line.push_str(&tidy(part));
            }
            return;
        }
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\r' | '\t') {
                if !self.line.is_empty() && !self.line.ends_with([' ', '\t']) {
                    self.line.push(' ');
                }
            } else {
                self.line.push(c);
            }
        }
    }

    /// The marks of the open elements: an outer quote outweighs what stands inside it.
    fn mark_again(&mut self) {
        self.hidden = self.open.iter().any(|open| open.hidden);
        let marks = || self.open.iter().filter_map(|open| open.marque);
        self.marque = marks().find(|mark| *mark == Marque::Citee).or_else(|| marks().next());
    }

    fn break_line(&mut self) {
        if self.line.is_empty() {
            // An empty element on its own is the empty line people see; one is enough.
            return self.empty_line();
        }
        let line = std::mem::take(&mut self.line);
        self.push(&line);
    }

    fn push(&mut self, line: &str) {
        let mut found = Ligne::new(tidy(line).trim(), self.marque.unwrap_or(Marque::Libre));
        if found.marque == Marque::Libre {
            // Text mails shown as HTML keep their quote marks.
            found = super::ligne::text_lines(&found.texte).pop().unwrap_or(found);
        }
        self.lines.push(found);
    }

    fn empty_line(&mut self) {
        if self.lines.last().is_some_and(|last| !last.is_blank()) {
            self.lines.push(Ligne::new("", self.marque.unwrap_or(Marque::Libre)));
        }
    }

    fn blank(&mut self) {
        if !self.line.is_empty() {
            self.break_line();
        }
        self.empty_line();
    }

    fn cut(&mut self) {
        if self.marque.is_none() {
            self.lines.push(Ligne::new("", Marque::Coupe));
        }
    }
}

fn is_block(name: &[u8]) -> bool {
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

/// Elements that only stand before the message that is answered: Outlook, Hotmail, Zimbra.
fn is_cut(tag: &StartTag<()>) -> bool {
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
fn mark(tag: &StartTag<()>) -> Option<Marque> {
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

fn is_hidden(tag: &StartTag<()>) -> bool {
    let name: &[u8] = &tag.name;
    if matches!(name, b"style" | b"script" | b"title" | b"head" | b"template" | b"noscript" | b"svg") {
        return true;
    }
    let style: String = attribute(tag, b"style").chars().filter(|c| !c.is_whitespace()).collect();
    style.contains("display:none") || style.contains("mso-hide:all")
}
