//! `guichet preview`: every sample message in every skin, in a folder with an index.

use std::path::Path;

use anyhow::Context;

pub fn run(dir: &Path) -> anyhow::Result<()> {
    let unwritable = || format!("le dossier {} ne peut pas être écrit", dir.display());
    std::fs::create_dir_all(dir).with_context(unwritable)?;
    let mut index = String::new();
    let mut count = 0;
    for (name, message) in guichet_templates::samples::samples() {
        let courriel = guichet_templates::courriel(&message);
        let skins = [
            ("telegram.html", guichet_templates::telegram(&message)),
            ("web.html", guichet_templates::web(&message)),
            ("courriel.html", courriel.html),
            ("courriel.txt", courriel.texte),
            ("texte.txt", guichet_templates::texte(&message)),
        ];
        let mut links = String::new();
        for (skin, content) in skins {
            let content = if skin.ends_with("html") { document(&content) } else { content };
            let file = format!("{name}.{skin}");
            std::fs::write(dir.join(&file), content).with_context(unwritable)?;
            links.push_str(&format!(" <a href=\"{file}\">{skin}</a>"));
        }
        index.push_str(&format!("<li><strong>{name}</strong>{links}</li>\n"));
        count += 1;
    }
    let index = document(&format!("<h1>Aperçu des messages</h1>\n<ul>\n{index}</ul>"));
    std::fs::write(dir.join("index.html"), index).with_context(unwritable)?;
    println!("{count} messages dans {}/index.html", dir.display());
    Ok(())
}

/// A fragment as a page of its own.
fn document(fragment: &str) -> String {
    if fragment.trim_start().to_lowercase().starts_with("<!doctype") {
        return fragment.to_owned();
    }
    format!(
        "<!doctype html>\n<html lang=\"fr\"><meta charset=\"utf-8\"><title>Aperçu</title>\n{fragment}\n</html>\n"
    )
}
