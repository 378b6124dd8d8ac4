//! Texts over the limit of one message, cut where it hurts least, with tags closed and opened again.

/// Longest text of a message (Bot API `sendMessage.text`): UTF-16 code units after entities parsing.
pub const TEXT_MAX: usize = 4096;

/// The parts of a text in Bot API HTML, each within the limit on its own. Never empty.
pub fn split(html: &str, max: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = Part::default();
    for token in tokens(html) {
        match token {
            Token::Tag(tag) => part.tag(tag),
            Token::Text { text, units } => {
                if part.units + units > max {
                    parts.extend(part.close());
                    part = part.continued();
                }
                part.text(text, units);
            }
        }
    }
    parts.extend(part.close());
    if parts.is_empty() { vec![String::new()] } else { parts }
}

/// The text after entities parsing.
pub fn plain(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    for token in tokens(html) {
        if let Token::Text { text, .. } = token {
            plain.push_str(match text {
                "&lt;" => "<",
                "&gt;" => ">",
                "&amp;" => "&",
                "&quot;" => "\"",
                text => text,
            });
        }
    }
    plain
}

enum Token<'h> {
    Tag(&'h str),
    /// A run up to and including the next line break, an entity, or a bounded piece of a long line.
    Text {
        text: &'h str,
        units: usize,
    },
}

/// Longest piece of a line that is kept whole, in characters.
const PIECE: usize = 200;

fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '<' => rest.find('>').map_or(rest.len(), |end| end + 1),
            '&' => rest.find(';').map_or(rest.len(), |end| end + 1),
            _ => text_end(rest),
        };
        let (token, after) = rest.split_at(end);
        out.push(match first {
            '<' => Token::Tag(token),
            // An entity is one character once parsed.
            '&' => Token::Text { text: token, units: 1 },
            _ => Token::Text { text: token, units: token.encode_utf16().count() },
        });
        rest = after;
    }
    out
}

/// End of a run of plain text: at a line break, a tag, an entity, or a space after [`PIECE`] characters.
fn text_end(text: &str) -> usize {
    for (count, (at, c)) in text.char_indices().enumerate() {
        match c {
            '\n' => return at + 1,
            '<' | '&' => return at,
            ' ' if count >= PIECE => return at + 1,
            _ if count >= 2 * PIECE => return at,
            _ => {}
        }
    }
    text.len()
}

#[derive(Default)]
struct Part<'h> {
    html: String,
    units: usize,
    /// Something other than white space: Telegram refuses a message without.
    visible: bool,
    open: Vec<&'h str>,
}

impl<'h> Part<'h> {
    fn tag(&mut self, tag: &'h str) {
        if tag.starts_with("</") {
            self.open.pop();
        } else {
            self.open.push(tag);
        }
        self.html.push_str(tag);
    }

    fn text(&mut self, text: &str, units: usize) {
        self.html.push_str(text);
        self.units += units;
        self.visible |= !text.trim().is_empty();
    }

    fn close(&self) -> Option<String> {
        if !self.visible {
            return None;
        }
        let mut html = self.html.trim_end().to_owned();
        for tag in self.open.iter().rev() {
            let name = tag.trim_start_matches('<').trim_end_matches('>').split(' ').next().unwrap_or("");
            html.push_str(&format!("</{name}>"));
        }
        Some(html)
    }

    /// The next part, with the same tags open.
    fn continued(&self) -> Part<'h> {
        Part { html: self.open.concat(), open: self.open.clone(), ..Part::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_stay_whole() {
        assert_eq!(split("<b>Bonjour</b> &amp; bienvenue", 100), ["<b>Bonjour</b> &amp; bienvenue"]);
        assert_eq!(split("", 100), [""]);
        assert_eq!(plain("<b>Dupont &amp; fils</b> &lt;3"), "Dupont & fils <3");
    }

    #[test]
    fn no_part_is_blank() {
        assert_eq!(split("abc\n\n\n", 4), ["abc"]);
        assert_eq!(split("<b>abc\n\n\n\n\n\nde</b>", 4), ["<b>abc</b>", "<b>\nde</b>"]);
    }

    #[test]
    fn long_texts_are_cut_between_lines_with_tags_closed() {
        let line = "é".repeat(30);
        let html = format!("<b>{line}\n{line}\n{line}</b>");
        let parts = split(&html, 65);
        assert_eq!(parts, [format!("<b>{line}\n{line}</b>"), format!("<b>{line}</b>")]);
    }

    #[test]
    fn no_part_is_over_the_limit_and_no_word_is_lost() {
        let html = "mot &lt;x&gt; 😀 <i>suite</i>\n".repeat(2000);
        let parts = split(&html, TEXT_MAX);
        assert!(parts.len() > 1);
        for part in &parts {
            let plain = part.replace("<i>", "").replace("</i>", "").replace("&lt;", "<").replace("&gt;", ">");
            assert!(plain.encode_utf16().count() <= TEXT_MAX);
            assert_eq!(part.matches("<i>").count(), part.matches("</i>").count());
        }
        assert_eq!(parts.concat().matches("mot").count(), 2000);
    }
}
