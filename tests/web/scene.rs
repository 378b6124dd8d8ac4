//! A newcomer in front of the bac à sable.

use std::path::PathBuf;

use guichet_tests::browser::Browser;
use guichet_tests::guichet::{Atelier, Guichet};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Browsers at a time: more only slow each other down.
static SEATS: Semaphore = Semaphore::const_new(2);

pub struct Scene {
    _seat: SemaphorePermit<'static>,
    pub atelier: Atelier,
    pub guichet: Guichet,
    pub browser: Browser,
}

impl Scene {
    pub async fn open(width: u32) -> Scene {
        Scene::with(width, true).await
    }

    /// With these settings of the operator.
    pub async fn set(width: u32, settings: &[(&str, &str)]) -> Scene {
        let seat = SEATS.acquire().await.unwrap();
        let mut atelier = Atelier::new();
        settings.iter().for_each(|(name, value)| atelier.set(name, value));
        Scene::begin(seat, atelier, width, true).await
    }

    pub async fn with(width: u32, scripts: bool) -> Scene {
        let seat = SEATS.acquire().await.unwrap();
        Scene::begin(seat, Atelier::new(), width, scripts).await
    }

    async fn begin(seat: SemaphorePermit<'static>, atelier: Atelier, width: u32, scripts: bool) -> Scene {
        let guichet = atelier.serve().await;
        let browser = Browser::open(width, scripts).await;
        browser.goto(&guichet.url).await;
        Scene { _seat: seat, atelier, guichet, browser }
    }

    pub async fn says(&self, text: &str) {
        self.browser.types("#texte", &format!("{text}\n")).await;
    }

    /// Clicks the button of this label.
    pub async fn chooses(&self, label: &str) {
        let mark = format!(
            "const wanted = {};
             const own = (b) => (b.querySelector('.libelle')?.firstChild ?? b).textContent.trim();
             const button = [...document.querySelectorAll('#actions button')].find((b) => own(b) === wanted);
             document.querySelectorAll('[data-choisi]').forEach((b) => delete b.dataset.choisi);
             if (button) button.dataset.choisi = '';
             return Boolean(button);",
            quoted(label)
        );
        assert_eq!(self.browser.run(&mark).await, true, "no button « {label} »");
        self.browser.click("[data-choisi]").await;
    }

    /// Waits until the last message asks this: it has this heading.
    pub async fn is_asked(&self, label: &str) {
        let headings = "[...document.querySelectorAll('#fil li:last-child.assistant h2, #fil li:last-child.assistant strong')]";
        self.browser
            .until(&format!("{headings}.some((h) => h.textContent.trim() === {})", quoted(label)))
            .await;
    }

    /// Waits until the last message has this text.
    pub async fn sees(&self, text: &str) {
        let last = "(document.querySelector('#fil li:last-child.assistant')?.textContent ?? '')";
        self.browser.until(&format!("{last}.includes({})", quoted(text))).await;
    }

    /// A synthetic file to send.
    pub fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.atelier.folder().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub async fn sends(&self, name: &str, content: &[u8]) {
        let path = self.file(name, content);
        self.browser.types("#fichiers", &path.display().to_string()).await;
        self.browser.click(".envoyer").await;
    }

    /// A picture, when pictures are wanted.
    pub async fn picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("GUICHET_IMAGES") {
            self.browser.picture(&PathBuf::from(folder).join(format!("{name}.png"))).await;
        }
    }

    pub async fn end(self) {
        self.browser.close().await;
        assert_eq!(self.guichet.stop().await, Some(0));
    }
}

/// As a JavaScript string.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}
