//! Loading: TOML to checked types, with errors that name file, key and reason.

use serde::Deserialize;
use toml::Table;

use crate::aide::{Aide, Sujet};

use super::{
    Annuaire, Catalogue, Commande, CommandeDef, Commandes, Dispositif, Libelles, Orientation, check, compose,
};

/// Name of the file that holds the commands.
const COMMANDES: &str = "commandes.toml";

/// Name of the file that holds the help texts. It may be left out: then only the commands are told.
const AIDE: &str = "aide.toml";
/// Name of the file of the directory.
const ANNUAIRE: &str = "annuaire.toml";

/// Name of the file that holds the questions of « M'aider à choisir ».
const ORIENTATION: &str = "orientation.toml";

/// Why a catalogue cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {key}: {reason}")]
pub struct CatalogueError {
    pub file: String,
    /// Where in the file: `etapes.etape_2.champs.cout_formation.base`, or the line for a text that is not TOML.
    pub key: String,
    pub reason: String,
}

/// The files of the embedded catalogue, each with its text.
macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../catalogue/", $name)))),+]
    };
}

/// The embedded catalogue: file name and content.
pub fn embedded_files() -> Vec<(&'static str, &'static str)> {
    embedded![
        "commandes.toml",
        "aide.toml",
        "annuaire.toml",
        "orientation.toml",
        "commun-2026-12.toml",
        "action_individuelle-2026-11.toml",
        "action_individuelle-2026-12.toml",
        "contrat_apprentissage-2026-12.toml",
        "contrat_professionnalisation-2026-12.toml",
        "pro_a-2026-12.toml",
        "autres_financements-2026-12.toml",
        "cpf-2026-12.toml",
    ]
    .to_vec()
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

    /// A catalogue from named TOML texts: one file per dispositif and revision, and the files they share.
    /// What an operator leaves out is the embedded one: `commandes.toml`, `annuaire.toml`, any base that a file names,
    /// and `orientation.toml` as long as all that it leads to is described.
    /// All that is wrong is told at once.
    pub fn from_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Catalogue, Vec<CatalogueError>> {
        let files: Vec<(&str, &str)> = files.into_iter().collect();
        let mut errors = Vec::new();
        let embedded = embedded_files();
        let textes: compose::Textes<'_> =
            embedded.iter().chain(&files).map(|(file, text)| (stem(file), *text)).collect();
        let commandes = commandes(textes[stem(COMMANDES)], &mut errors);
        let annuaire = annuaire(textes[stem(ANNUAIRE)], &mut errors);
        let aide = files.iter().find(|(file, _)| *file == AIDE);
        let sujets = aide.map(|(_, text)| sujets(text, commandes.as_ref(), &mut errors)).unwrap_or_default();
        let mut dispositifs: Vec<Dispositif> = Vec::new();
        let shared = [COMMANDES, AIDE, ANNUAIRE, ORIENTATION];
        for (file, text) in files.iter().filter(|(file, _)| !shared.contains(file)) {
            let mut report = reporter(&mut errors, file);
            let Some(parsed) = dispositif(stem(file), text, &textes, &mut report) else { continue };
            check::check(&parsed, &mut report);
            if dispositifs.iter().any(|d| d.cle == parsed.cle && d.revision == parsed.revision) {
                report("revision", format!("« {} » {} est décrit deux fois", parsed.cle, parsed.revision));
            }
            dispositifs.push(parsed);
        }
        if dispositifs.is_empty() && errors.is_empty() {
            reporter(&mut errors, "*.toml")("cle", "aucun dispositif n'est décrit".to_owned());
        }
        let mut orientation = orientation(textes[stem(ORIENTATION)], &mut errors);
        let own = files.iter().any(|(file, _)| *file == ORIENTATION);
        match &orientation {
            Some(orientation) if own => {
                orientation.check(&dispositifs, &mut reporter(&mut errors, ORIENTATION))
            }
            Some(embedded) if !embedded.is_within(&dispositifs) => orientation = None,
            _ => {}
        }
        match (commandes, annuaire) {
            (Some((commandes, libelles)), Some(annuaire)) if errors.is_empty() => {
                let aide = Aide::new(sujets, &dispositifs);
                Ok(Catalogue { dispositifs, commandes, libelles, annuaire, aide, orientation })
            }
            _ => Err(errors),
        }
    }
}

/// The name that `base` gives a file.
fn stem(file: &str) -> &str {
    file.strip_suffix(".toml").unwrap_or(file)
}

fn reporter<'e>(errors: &'e mut Vec<CatalogueError>, file: &'e str) -> impl FnMut(&str, String) + 'e {
    |key, reason| errors.push(CatalogueError { file: file.to_owned(), key: key.to_owned(), reason })
}

/// What a file describes. `None` when it only serves others as a base, and when it is wrong.
fn dispositif(
    name: &str,
    text: &str,
    textes: &compose::Textes<'_>,
    report: &mut impl FnMut(&str, String),
) -> Option<Dispositif> {
    // A text that is not TOML is told by the reader below, with its line.
    let table = text.parse::<Table>().unwrap_or_default();
    if let Some(commun) = table.get("commun") {
        if commun.as_bool() != Some(true) {
            report("commun", "vaut true, ou n'est pas écrit".to_owned());
        }
        None
    } else if table.contains_key("base") {
        let composed = compose::compose(name, table, textes, report)?;
        compose::read(&composed, report)
    } else {
        parse(text, report)
    }
}

fn orientation(text: &str, errors: &mut Vec<CatalogueError>) -> Option<Orientation> {
    parse(text, &mut reporter(errors, ORIENTATION))
}

fn commandes(text: &str, errors: &mut Vec<CatalogueError>) -> Option<(Commandes, Libelles)> {
    let mut report = reporter(errors, COMMANDES);
    let parsed = parse::<CommandesFile>(text, &mut report)?;
    check_commandes(&parsed.commandes, &mut report);
    Some((Commandes(parsed.commandes), parsed.libelles))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AideFile {
    sujets: Vec<Sujet>,
}

/// The topics of the mode d'emploi. Every one says something, under a name of its own.
fn sujets(
    text: &str,
    commandes: Option<&(Commandes, Libelles)>,
    errors: &mut Vec<CatalogueError>,
) -> Vec<Sujet> {
    let mut report = reporter(errors, AIDE);
    let Some(AideFile { sujets }) = parse(text, &mut report) else { return Vec::new() };
    for (rank, sujet) in sujets.iter().enumerate() {
        let key = format!("sujets.{}", sujet.cle);
        let empty = |text: &String| text.trim().is_empty();
        if empty(&sujet.cle) || empty(&sujet.titre) {
            report(&key, "cle et titre ne peuvent pas être vides".to_owned());
        }
        if sujet.paragraphes.is_empty() || sujet.paragraphes.iter().any(empty) {
            report(&key, "il faut au moins un paragraphe, et aucun vide".to_owned());
        }
        if sujet.mots.iter().any(|mot| crate::reading::fold(mot).is_empty()) {
            report(&key, "un des mots est vide".to_owned());
        }
        if sujets[..rank].iter().any(|other| other.cle == sujet.cle || other.titre == sujet.titre) {
            report(&key, "ce sujet est là deux fois".to_owned());
        }
        // Whoever types the name of a command means the command.
        if let Some(commande) = commandes.and_then(|(commandes, _)| commandes.find(&sujet.titre)) {
            report(&key, format!("« {} » est déjà un mot de {commande:?}", sujet.titre));
        }
    }
    sujets
}

fn annuaire(text: &str, errors: &mut Vec<CatalogueError>) -> Option<Annuaire> {
    let mut report = reporter(errors, ANNUAIRE);
    let parsed = parse::<Annuaire>(text, &mut report)?;
    parsed.check(&mut report);
    Some(parsed)
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
