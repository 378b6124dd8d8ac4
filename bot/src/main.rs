//! The binary: Telegram, web, files, configuration, commands.

mod app;
mod clock;
mod commands;
mod config;
mod courriel;
mod files;
mod nouvelles;
mod rapport;
mod recap;
mod serve;
mod tableur;
mod telegram;
mod wake;
mod web;
mod worker;

fn main() -> std::process::ExitCode {
    commands::run()
}
