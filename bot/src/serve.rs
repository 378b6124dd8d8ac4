//! Puts the process together and takes it down in order.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use guichet_core::catalogue::Catalogue;
use guichet_core::engine::Cadre;
use guichet_core::escalade::Support;
use guichet_store::{Channel, Store};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::config::Config;
use crate::files::Files;
use crate::{courriel, nouvelles, telegram, web, worker};

/// How long the work at hand may take once the process must stop.
const GRACE: Duration = Duration::from_secs(20);

/// Serves these channels (all configured ones when empty) until a signal asks to stop.
pub fn run(channels: &[Channel]) -> anyhow::Result<()> {
    init_tracing();
    let config = Config::from_env(|name| std::env::var(name).ok())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(config, channels))
}

/// Opens what every command needs: database, files, catalogue.
pub async fn open(config: Config) -> anyhow::Result<App> {
    // In the bac à sable the built-in mailbox is support's as well.
    let joignable = config.mail.is_some() || config.is_bac_a_sable();
    let cadre = Cadre {
        catalogue: load_catalogue(&config)?,
        support_email: config.support_email.clone(),
        support: Support { joignable, ..config.support.clone() },
        nouvelles: config.nouvelles.clone(),
    };
    let store = Store::open(&config.database_url).await.context("la base de données ne s'ouvre pas")?;
    let files = Files::open(&config.files_url)?;
    let telegram = config.telegram.as_ref().map(telegram::Client::new).transpose()?;
    Ok(App { config, store, files, cadre, telegram, stop: CancellationToken::new() })
}

fn load_catalogue(config: &Config) -> anyhow::Result<Catalogue> {
    let told = |errors: Vec<guichet_core::catalogue::CatalogueError>| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("catalogue à corriger :\n- {}", lines.join("\n- "))
    };
    let Some(folder) = &config.catalogue else { return Catalogue::embedded().map_err(told) };
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder).with_context(|| format!("CATALOGUE : {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            files.push((name, text));
        }
    }
    files.sort();
    Catalogue::from_files(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).map_err(told)
}

async fn serve(config: Config, channels: &[Channel]) -> anyhow::Result<()> {
    let app = Arc::new(open(config).await?);
    let wanted = |channel: Channel| channels.is_empty() || channels.contains(&channel);
    if app.config.is_bac_a_sable() {
        web::prepare_bac_a_sable(&app).await?;
    }
    let mut tasks = JoinSet::new();
    if app.config.is_single_process() {
        app.store.expire_leases(crate::clock::now()).await?;
    }
    let router = web::router(Arc::clone(&app));
    let listener = tokio::net::TcpListener::bind(app.config.listen_addr)
        .await
        .with_context(|| format!("LISTEN_ADDR : {} n'est pas libre", app.config.listen_addr))?;
    let stop = app.stop.clone();
    tasks.spawn(async move {
        let served =
            axum::serve(listener, router).with_graceful_shutdown(async move { stop.cancelled().await });
        served.await.context("le web s'est arrêté")
    });
    let mut played = Vec::new();
    if wanted(Channel::Web) {
        played.push(Channel::Web);
    }
    if app.telegram.is_some() && wanted(Channel::Telegram) {
        played.push(Channel::Telegram);
        tasks.spawn(telegram::receive(Arc::clone(&app)));
        tasks.spawn(telegram::send(Arc::clone(&app)));
    }
    if wanted(Channel::Courriel) {
        played.push(Channel::Courriel);
        tasks.spawn(courriel::receive(Arc::clone(&app)));
        tasks.spawn(courriel::run(Arc::clone(&app)));
        tasks.spawn(courriel::remind(Arc::clone(&app)));
    }
    tasks.spawn(worker::run(Arc::clone(&app), played));
    tasks.spawn(nouvelles::run(Arc::clone(&app)));
    announce(&app.config);

    let mut failure = tokio::select! {
        () = signalled() => None,
        Some(ended) = tasks.join_next() => ended_early(ended),
    };
    tracing::info!("arrêt demandé");
    app.stop.cancel();
    let drained = tokio::time::timeout(GRACE, async {
        while let Some(ended) = tasks.join_next().await {
            failure = failure.take().or(ended.ok().and_then(Result::err));
        }
    });
    if drained.await.is_err() {
        tracing::warn!("tout n'a pas fini à temps ; ce qui restait sera repris au prochain démarrage");
    }
    app.store.close().await;
    failure.map_or(Ok(()), Err)
}

/// A part that ends while the process serves is a failure, whatever it says.
fn ended_early(ended: Result<anyhow::Result<()>, tokio::task::JoinError>) -> Option<anyhow::Error> {
    Some(match ended {
        Ok(Ok(())) => anyhow::anyhow!("une partie du service s'est arrêtée"),
        Ok(Err(error)) => error,
        Err(panicked) => anyhow::Error::new(panicked),
    })
}

async fn signalled() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        },
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

/// What to do next, for whoever started the program.
#[expect(clippy::print_stdout, reason = "said to the operator on the terminal")]
fn announce(config: &Config) {
    if config.is_bac_a_sable() {
        println!("Bac à sable prêt : {}/bac-a-sable", config.public_url);
        println!("Tout y est fictif. Rien n'est envoyé à OPCO EP.");
        println!(
            "Pour les vrais canaux : TELOXIDE_TOKEN (Telegram), SMTP_URL, MAIL_FROM et IMAP_URL (email). Voir README.md."
        );
    } else {
        println!("guichet est prêt : {}", config.public_url);
    }
}

fn init_tracing() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second call in one process (tests) changes nothing.
    let _ = match std::env::var("LOG_FORMAT").as_deref() {
        Ok("json") => builder.json().try_init(),
        _ => builder.try_init(),
    };
}
