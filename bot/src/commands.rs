//! The command line. What it prints is for people: in French, on standard output; errors on standard error.

mod catalogue;
mod cle_api;
mod decider;
mod diagnostic;
mod ecartes;
pub mod import;
mod inviter;
mod preview;
mod recevoir;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use guichet_core::annuaire::Role;
use guichet_store::{Channel, Store};

use crate::config::Config;

pub use decider::read_statut;

/// Assistant de demande de prise en charge.
#[derive(Debug, Parser)]
#[command(name = "guichet", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Sert les canaux configurés (par défaut)
    Serve {
        /// Seulement ceux-ci, séparés par des virgules
        #[arg(long, value_enum, value_delimiter = ',')]
        channels: Vec<ChannelArg>,
    },
    /// Crée ou met à jour la base de données
    Migrate,
    /// Importe l'annuaire (CSV en UTF-8, séparé par « ; » ou « , »)
    #[command(subcommand)]
    Import(Import),
    /// Invite une personne : affiche un lien Telegram et un lien web
    Inviter(Invitation),
    /// Prend une décision sur un dossier, au nom de l'OPCO EP
    #[command(subcommand)]
    Decider(decider::Decider),
    /// Crée une clé de l'API et l'affiche, une seule fois ; sans nom, liste celles qui sont en service
    CleApi {
        /// Qui s'en servira
        #[arg(required_if_eq("revoquer", "true"))]
        nom: Option<String>,
        /// Révoque cette clé
        #[arg(long)]
        revoquer: bool,
    },
    /// Montre un dossier : statut, pièces, journal
    Dossier { numero: String },
    /// Outils du catalogue
    #[command(subcommand)]
    Catalogue(CatalogueCommand),
    /// Liste ce qui a été mis de côté, et pourquoi : messages illisibles, envois abandonnés ou revenus
    Ecartes {
        /// Lignes au plus
        #[arg(long, default_value = "50")]
        limite: u16,
    },
    /// Vérifie la base, Telegram, le courriel et les fichiers
    Diagnostic,
    /// Reçoit un message (RFC 5322) sur l'entrée standard, pour un MTA de cette machine
    Recevoir,
    /// Écrit un aperçu de chaque message, sur chaque canal
    Preview {
        /// Dossier où écrire
        #[arg(default_value = "var/apercu")]
        dossier: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ChannelArg {
    Telegram,
    Email,
    Web,
}

impl From<ChannelArg> for Channel {
    fn from(channel: ChannelArg) -> Channel {
        match channel {
            ChannelArg::Telegram => Channel::Telegram,
            ChannelArg::Email => Channel::Courriel,
            ChannelArg::Web => Channel::Web,
        }
    }
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Colonnes : siret;raison_sociale;enseigne;rue;code_postal;ville;idcc
    Entites { fichier: PathBuf },
    /// Colonnes : siret;nom;prenom;email;telephone;csp;rue;code_postal;ville et, au choix, matricule
    Individus { fichier: PathBuf },
}

#[derive(Debug, Args)]
struct Invitation {
    email: String,
    /// Une entreprise de l'annuaire (14 chiffres)
    #[arg(long)]
    siret: String,
    #[arg(long, value_enum, default_value = "adherent")]
    role: RoleArg,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleArg {
    Adherent,
    Conseiller,
    Admin,
}

impl From<RoleArg> for Role {
    fn from(role: RoleArg) -> Role {
        match role {
            RoleArg::Adherent => Role::Adherent,
            RoleArg::Conseiller => Role::Conseiller,
            RoleArg::Admin => Role::Admin,
        }
    }
}

#[derive(Debug, Subcommand)]
enum CatalogueCommand {
    /// Vérifie les fichiers *.toml d'un dossier
    Verifier { dossier: PathBuf },
}

/// Parses the command line and runs it.
pub fn run() -> ExitCode {
    match Cli::parse().command.unwrap_or(Command::Serve { channels: Vec::new() }) {
        Command::Serve { channels } => {
            let channels: Vec<Channel> = channels.into_iter().map(Channel::from).collect();
            done(crate::serve::run(&channels))
        }
        Command::Migrate => done(block_on(migrate())),
        Command::Import(Import::Entites { fichier }) => done(block_on(import::run_entites(&fichier))),
        Command::Import(Import::Individus { fichier }) => done(block_on(import::run_individus(&fichier))),
        Command::Inviter(Invitation { email, siret, role }) => {
            done(block_on(inviter::run(&email, &siret, role.into())))
        }
        Command::Decider(decider) => done(block_on(decider::run(decider))),
        Command::CleApi { nom, revoquer } => done(block_on(cle_api::run(nom.as_deref(), revoquer))),
        Command::Dossier { numero } => done(block_on(decider::show(&numero))),
        Command::Catalogue(CatalogueCommand::Verifier { dossier }) => done(catalogue::verify(&dossier)),
        Command::Ecartes { limite } => done(block_on(ecartes::run(limite))),
        Command::Diagnostic => done(block_on(diagnostic::run())),
        Command::Recevoir => recevoir::run(),
        Command::Preview { dossier } => done(preview::run(&dossier)),
    }
}

fn block_on(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

fn done(result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Erreur : {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn config() -> anyhow::Result<Config> {
    Config::from_env(|name| std::env::var(name).ok())
}

async fn open() -> anyhow::Result<(Config, Store)> {
    let config = config()?;
    let store = Store::open(&config.database_url).await?;
    Ok((config, store))
}

/// Opening brings the schema up to date.
async fn migrate() -> anyhow::Result<()> {
    open().await?;
    println!("La base de données est à jour.");
    Ok(())
}
