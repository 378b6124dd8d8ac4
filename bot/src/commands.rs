//! The command line.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Assistant de demande de prise en charge.
#[derive(Debug, Parser)]
#[command(name = "guichet", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Sert les canaux configurés (par défaut).
    Serve,
}

/// Parses the command line and runs it.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => match crate::serve::run(&[]) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("guichet : {error:#}");
                ExitCode::FAILURE
            }
        },
    }
}
