//! Loading: TOML to checked types, with errors that name file, key and reason.

use serde::Deserialize;

use super::{Catalogue, Commande, CommandeDef, Commandes, Dispositif, Libelles, check};

/// Name of the file that holds the commands.
const COMMANDES: &str = "commandes.toml";

/// Why a catalogue cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {key}: {reason}")]
pub struct CatalogueError {
    pub file: String,
    /// Where in the file: `etapes.etape_2.champs.cout_formation.base`, or the line for a text that is not TOML.
    pub key: String,
    pub reason: String,
}

/// The embedded catalogue: file name and content.
pub fn embedded_files() -> Vec<(&'static str, &'static str)> {
    vec![
        (COMMANDES, include_str!("../../catalogue/commandes.toml")),
        (
            "action_individuelle-2026-11.toml",
            include_str!("../../catalogue/action_individuelle-2026-11.toml"),
        ),
    ]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommandesFile {
    libelles: Libelles,
    commandes: Vec<CommandeDef>,
}

impl Catalogue {
    /// The catalogue compiled into the program.
    pub fn embedded() -> Result<Catalogue, Vec<CatalogueError>> {
        Self::from_files(embedded_files())
    }

    /// A catalogue from named TOML texts: `commandes.toml` and one file per dispositif and revision.
    /// All that is wrong is told at once.
    pub fn from_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Catalogue, Vec<CatalogueError>> {
        let mut errors = Vec::new();
        let mut commandes = None;
        let mut dispositifs: Vec<Dispositif> = Vec::new();
        for (file, text) in files {
            let mut report = |key: &str, reason: String| {
                errors.push(CatalogueError { file: file.to_owned(), key: key.to_owned(), reason });
            };
            if file == COMMANDES {
                if let Some(parsed) = parse::<CommandesFile>(text, &mut report) {
                    check_commandes(&parsed.commandes, &mut report);
                    commandes = Some((Commandes(parsed.commandes), parsed.libelles));
                }
            } else if let Some(parsed) = parse::<Dispositif>(text, &mut report) {
                check::check(&parsed, &mut report);
                if dispositifs.iter().any(|d| d.cle == parsed.cle && d.revision == parsed.revision) {
                    report(
                        "revision",
                        format!("« {} » {} est décrit deux fois", parsed.cle, parsed.revision),
                    );
                }
                dispositifs.push(parsed);
            }
        }
        if commandes.is_none() && !errors.iter().any(|error| error.file == COMMANDES) {
            errors.push(CatalogueError {
                file: COMMANDES.to_owned(),
                key: "commandes".to_owned(),
                reason: "ce fichier manque".to_owned(),
            });
        }
        if dispositifs.is_empty() && errors.is_empty() {
            errors.push(CatalogueError {
                file: "*.toml".to_owned(),
                key: "cle".to_owned(),
                reason: "aucun dispositif n'est décrit".to_owned(),
            });
        }
        match commandes {
            Some((commandes, libelles)) if errors.is_empty() => {
                Ok(Catalogue { dispositifs, commandes, libelles })
            }
            _ => Err(errors),
        }
    }
}

fn parse<T: for<'de> Deserialize<'de>>(text: &str, report: &mut impl FnMut(&str, String)) -> Option<T> {
    toml::from_str(text)
        .map_err(|error| {
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            report(&format!("ligne {line}"), error.message().to_owned());
        })
        .ok()
}

/// Every command has its words, and no word asks for two things.
fn check_commandes(defs: &[CommandeDef], report: &mut impl FnMut(&str, String)) {
    for commande in Commande::ALL {
        let count = defs.iter().filter(|def| def.commande == commande).count();
        if count != 1 {
            report("commandes", format!("{commande:?} doit être décrite une fois, elle l'est {count} fois"));
        }
    }
    let mut claimed: Vec<(String, Commande)> = Vec::new();
    for def in defs {
        let key = format!("commandes.{:?}", def.commande);
        if def.libelle.trim().is_empty() {
            report(&key, "libelle est vide".to_owned());
        }
        if let Some(slash) = &def.slash {
            // Bot API `BotCommand.command`: 1 to 32 of lower-case letters, digits and underscores.
            let valid = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if slash.is_empty() || slash.len() > 32 || !slash.chars().all(valid) {
                report(&key, format!("slash « {slash} » : 1 à 32 caractères parmi a-z, 0-9 et _"));
            }
            if def.description.as_ref().is_none_or(|text| text.is_empty() || text.chars().count() > 256) {
                report(&key, "description : 1 à 256 caractères quand il y a un slash".to_owned());
            }
        }
        let own = std::iter::once(&def.libelle).chain(&def.mots).map(|word| super::commande::spelling(word));
        for word in own {
            match claimed.iter().find(|(other, _)| *other == word) {
                Some((_, commande)) if *commande != def.commande => {
                    report(&key, format!("« {word} » est déjà un mot de {commande:?}"));
                }
                Some(_) => {}
                None => claimed.push((word, def.commande)),
            }
        }
    }
}
