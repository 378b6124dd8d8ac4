//! The dresses: what a document looks like on each surface.

pub mod html;
pub mod telegram;
pub mod texte;

use crate::markup::Block;

/// `&`, `<`, `>` and `"` as HTML wants them.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Blocks with an empty line between them, none after the heading of a part.
fn stack(blocks: &[Block], dress: fn(&Block) -> String) -> String {
    let mut out = String::new();
    let mut last: Option<&Block> = None;
    for block in blocks {
        out.push_str(match last {
            None => "",
            Some(Block::Heading { main: false, .. }) => "\n",
            Some(_) => "\n\n",
        });
        out.push_str(&dress(block));
        last = Some(block);
    }
    out
}
