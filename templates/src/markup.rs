//! The neutral text of a message: its escaper, and the few blocks it is made of.

use std::fmt::{self, Write};

use askama::filters::Escaper;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Of the message when `main`, of a part of it otherwise.
    Heading {
        main: bool,
        line: Line,
    },
    Paragraph(Line),
    List {
        numbered: bool,
        items: Vec<Line>,
    },
    /// Labels and their values.
    Fields(Vec<(Line, Line)>),
}

/// Running text.
pub type Line = Vec<Inline>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    Text(String),
    Strong(String),
    Break,
}

/// Escaper of the `.md` files (askama.toml): whatever is put in stays words.
///
/// Everything but letters and digits moves to private use plane 15, where Markdown sees no mark, no space
/// and no end of line; [`parse`] moves it back. Backslashes would not do for spaces, line ends and empty values.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words;

/// Code point 0 of the moved characters: also written alone, so that an empty value is not `****`.
const MOVED: u32 = 0xF_0000;
/// All spaces of Unicode are below.
const MOVED_COUNT: u32 = 0x3001;

impl Escaper for Words {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        dest.write_char(moved('\0'))?;
        for c in string.chars() {
            dest.write_char(moved(c))?;
        }
        Ok(())
    }
}

fn moved(c: char) -> char {
    let code = u32::from(c);
    match code {
        _ if c.is_alphanumeric() => c,
        0..MOVED_COUNT => char::from_u32(MOVED + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        MOVED..=0xF_FFFF => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// Words back as they were, ends of lines as breaks; other control characters are left out.
fn push_words(line: &mut Line, text: &str, strong: bool) {
    let mut words = String::new();
    let flush = |words: &mut String, line: &mut Line| {
        let words = std::mem::take(words);
        match line.last_mut() {
            _ if words.is_empty() => {}
            Some(Inline::Text(last)) if !strong => last.push_str(&words),
            Some(Inline::Strong(last)) if strong => last.push_str(&words),
            _ if strong => line.push(Inline::Strong(words)),
            _ => line.push(Inline::Text(words)),
        }
    };
    for c in text.chars() {
        let c = u32::from(c).checked_sub(MOVED).and_then(char::from_u32).unwrap_or(c);
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => {
                flush(&mut words, line);
                line.push(Inline::Break);
            }
            '\t' => words.push(' '),
            c if c.is_control() => {}
            c => words.push(c),
        }
    }
    flush(&mut words, line);
}

/// Text that is not from a neutral file, such as the label of a button.
pub fn words(text: &str) -> Line {
    let mut line = Line::new();
    push_words(&mut line, &text.chars().map(moved).collect::<String>(), false);
    line
}

/// The words alone.
pub fn plain(line: &[Inline]) -> String {
    line.iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Strong(text) => text.as_str(),
            Inline::Break => "\n",
        })
        .collect()
}

/// Reads a filled neutral file: headings, paragraphs, lists, `Label` / `: value`, `**strong**`, `\` for a line break.
pub fn parse(neutral: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut line = Line::new();
    let mut strong = false;
    let mut inside = false;
    for event in Parser::new_ext(neutral, Options::ENABLE_DEFINITION_LIST) {
        match event {
            Event::Start(Tag::Strong) => strong = true,
            Event::End(TagEnd::Strong) => strong = false,
            Event::Start(Tag::List(first)) => {
                inside = true;
                blocks.push(Block::List { numbered: first.is_some(), items: Vec::new() });
            }
            Event::Start(Tag::DefinitionList) => {
                inside = true;
                blocks.push(Block::Fields(Vec::new()));
            }
            Event::End(TagEnd::List(_) | TagEnd::DefinitionList) => inside = false,
            Event::End(TagEnd::Heading(level)) => {
                blocks.push(Block::Heading {
                    main: level <= HeadingLevel::H2,
                    line: std::mem::take(&mut line),
                });
            }
            Event::End(TagEnd::Paragraph) if !inside => {
                blocks.push(Block::Paragraph(std::mem::take(&mut line)))
            }
            Event::End(TagEnd::Item) => {
                if let Some(Block::List { items, .. }) = blocks.last_mut() {
                    items.push(std::mem::take(&mut line));
                }
            }
            Event::End(TagEnd::DefinitionListTitle) => {
                if let Some(Block::Fields(fields)) = blocks.last_mut() {
                    fields.push((std::mem::take(&mut line), Line::new()));
                }
            }
            Event::End(TagEnd::DefinitionListDefinition) => {
                if let Some(Block::Fields(fields)) = blocks.last_mut()
                    && let Some((_, value)) = fields.last_mut()
                {
                    *value = std::mem::take(&mut line);
                }
            }
            Event::Text(text) | Event::Code(text) => push_words(&mut line, &text, strong),
            Event::SoftBreak => push_words(&mut line, " ", strong),
            Event::HardBreak => line.push(Inline::Break),
            _ => {}
        }
    }
    blocks
}
