//! « HTML style » of the Bot API, strictly: known tags, balanced, nothing else unescaped.

const TAGS: [&str; 12] = ["b", "strong", "i", "em", "u", "ins", "s", "del", "code", "pre", "blockquote", "a"];

/// The plain text after entities parsing, or why it cannot be parsed.
pub fn parse(html: &str) -> Result<String, String> {
    let mut plain = String::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        match c {
            '<' => {
                let end = rest.find('>').ok_or("a tag without end")?;
                let tag = &rest[1..end];
                rest = &rest[end + 1..];
                if let Some(name) = tag.strip_prefix('/') {
                    if open.pop().as_deref() != Some(name) {
                        return Err(format!("</{name}> closes nothing"));
                    }
                } else {
                    let name = tag.split(' ').next().unwrap_or("");
                    if !TAGS.contains(&name) {
                        return Err(format!("unsupported tag <{name}>"));
                    }
                    open.push(name.to_owned());
                }
            }
            '&' => {
                let end = rest.find(';').ok_or("an entity without end")?;
                plain.push(match &rest[1..end] {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    other => return Err(format!("unsupported entity &{other};")),
                });
                rest = &rest[end + 1..];
            }
            '>' => return Err("> unescaped".to_owned()),
            _ => {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    match open.pop() {
        Some(name) => Err(format!("<{name}> is not closed")),
        None => Ok(plain),
    }
}
