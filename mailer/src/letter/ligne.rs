//! A body as lines, whatever it was written in: what the reply is told apart on.

/// What the markup around a line says of it. Plain text only knows `Libre` and `Citee`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marque {
    /// Nothing says whose words these are.
    Libre,
    /// Inside a quote: behind `>`, or in the element a client quotes with.
    Citee,
    /// « Le … a écrit : », marked as such by the client.
    EnTete,
    /// Marked as a signature by the client.
    Signature,
    /// From here to the end, the message that is answered.
    Coupe,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ligne {
    pub texte: String,
    pub marque: Marque,
    /// Quote marks of plain text that were taken off, for the length the line had.
    pub profondeur: usize,
    /// Has a colon, an address or a time zone in it: something may be announced here.
    pub signe: bool,
}

impl Ligne {
    pub(crate) fn new(texte: impl Into<String>, marque: Marque) -> Self {
        let texte = texte.into();
        let signe = texte.bytes().any(|byte| matches!(byte, b':' | b'@'))
            || texte.contains("GMT")
            || texte.contains("UTC")
            || !texte.is_ascii() && texte.contains('：');
        Self { texte, marque, profondeur: 0, signe }
    }

    /// Behind so many quote marks.
    pub(crate) fn behind(self, profondeur: usize) -> Self {
        Self { profondeur, ..self }
    }

    pub(crate) fn is_blank(&self) -> bool {
        // Trackers leave a mark of their own on a line.
        self.texte.chars().all(|c| c.is_whitespace() || c == 'ᐧ')
    }
}

/// Lines of a plain text body, their quote marks taken off.
pub(crate) fn text_lines(text: &str) -> Vec<Ligne> {
    text.lines().map(|line| if is_tidy(line) { plain_line(line) } else { plain_line(&tidy(line)) }).collect()
}

fn plain_line(line: &str) -> Ligne {
    let mut rest = line;
    let mut profondeur = 0;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t']);
        // Further in, a mark is a mark only next to the one before it.
        let near = profondeur == 0 || rest.len() - trimmed.len() <= 2;
        match trimmed.strip_prefix('>') {
            Some(after) if near => {
                profondeur += 1;
                rest = after;
            }
            _ => break,
        }
    }
    if profondeur == 0 {
        return Ligne::new(line.trim_end(), Marque::Libre);
    }
    Ligne::new(rest.trim(), Marque::Citee).behind(profondeur)
}

/// Nothing in it is to be changed: nearly every line is so.
fn is_tidy(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~'))
}

/// Spaces of every width become one kind, what is not seen goes.
pub(crate) fn tidy(line: &str) -> String {
    if is_tidy(line) {
        return line.to_owned();
    }
    line.chars()
        .filter_map(|c| match c {
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => None,
            '\u{feff}' | '\u{ad}' | '\u{fffc}' => None,
            '\t' => Some('\t'),
            '\u{a0}' | '\u{202f}' | '\u{3000}' | '\u{2000}'..='\u{200a}' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}
