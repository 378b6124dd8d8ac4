//! The dresses: what a document looks like on each surface.

pub mod html;
pub mod telegram;
pub mod texte;

/// `&`, `<`, `>` and `"` as HTML wants them.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
