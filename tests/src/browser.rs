//! A real Chromium, driven over W3C WebDriver by chromedriver.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use base64::Engine;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A browser window. Closed when dropped.
pub struct Browser {
    client: reqwest::Client,
    session: String,
    _driver: Child,
    _profile: TempDir,
}

/// Key of an element in WebDriver's JSON (W3C WebDriver 11).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long a page may take to become what a test waits for.
const PATIENCE: Duration = Duration::from_secs(60);

/// Milliseconds after which the driver gives up a script whose page went away without a word.
const SCRIPT_TIMEOUT: u64 = 10_000;

impl Browser {
    /// A window this wide (CSS pixels), with or without scripts.
    pub async fn open(width: u32, scripts: bool) -> Browser {
        let (driver, port) = start_driver().await;
        let profile = tempfile::tempdir().unwrap();
        let mut arguments: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--force-prefers-reduced-motion",
        ]
        .map(str::to_owned)
        .to_vec();
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        let mut options = json!({"args": arguments, "mobileEmulation": {
            "deviceMetrics": {"width": width, "height": 760, "pixelRatio": 1.0, "touch": false}}});
        if !scripts {
            options["prefs"] = json!({"profile.managed_default_content_settings.javascript": 2});
        }
        let client = reqwest::Client::builder().timeout(Duration::from_secs(60)).build().unwrap();
        let base = format!("http://127.0.0.1:{port}");
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "timeouts": {"script": SCRIPT_TIMEOUT}}}});
        let answer: Value = client
            .post(format!("{base}/session"))
            .json(&capabilities)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        let id = answer["value"]["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {answer}"));
        let session = format!("{base}/session/{id}");
        Browser { client, session, _driver: driver, _profile: profile }
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let sent = self.client.post(format!("{}{path}", self.session)).json(&body).send().await.unwrap();
        let answer: Value = sent.json().await.unwrap();
        assert!(answer["value"]["error"].is_null(), "{path} {body}: {}", answer["value"]["message"]);
        answer["value"].clone()
    }

    pub async fn goto(&self, url: &str) {
        self.post("/url", json!({"url": url})).await;
    }

    /// Runs a script (a function body) in the page.
    pub async fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", json!({"script": script, "args": []})).await
    }

    /// Waits until this expression holds in the page, looked at anew whenever the page changes.
    ///
    /// A page that is left takes its watcher along, and one left while it loads may say nothing of
    /// it: each watcher therefore gives way to another after a while.
    pub async fn until(&self, expression: &str) {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             const look = () => {{ if ({expression}) {{ watch.disconnect(); done(true); }} }};
             const watch = new MutationObserver(look);
             watch.observe(document, {{subtree: true, childList: true, attributes: true, characterData: true}});
             setTimeout(() => {{ watch.disconnect(); done(false); }}, 2000);
             look();"
        );
        let path = format!("{}/execute/async", self.session);
        let body = json!({"script": script, "args": []});
        let begun = Instant::now();
        let mut said = Value::Null;
        while begun.elapsed() < PATIENCE {
            let sent = self.client.post(&path).json(&body).send().await.unwrap();
            said = sent.json::<Value>().await.unwrap()["value"].take();
            if said == true {
                return;
            }
        }
        let page = self.run("return document.body.innerText.slice(-1500)").await;
        panic!("waited in vain for: {expression} ({said})\n{}", page.as_str().unwrap_or(""));
    }

    /// Does what brings another page (a form sent, a link followed) and waits until that page is there.
    ///
    /// An address asked for while a form is on its way can be overtaken by the form's own answer.
    pub async fn leaves_by(&self, act: impl Future<Output = ()>) {
        self.run("document.documentElement.dataset.quittee = ''").await;
        act.await;
        let there = "document.readyState === 'complete' && !('quittee' in document.documentElement.dataset)";
        self.until(there).await;
    }

    /// The page's HTML: works without scripts too.
    pub async fn source(&self) -> String {
        let sent = self.client.get(format!("{}/source", self.session)).send().await.unwrap();
        let answer: Value = sent.json().await.unwrap();
        answer["value"].as_str().unwrap_or("").to_owned()
    }

    pub async fn find(&self, css: &str) -> String {
        let found = self.post("/element", json!({"using": "css selector", "value": css})).await;
        found[ELEMENT].as_str().unwrap_or_else(|| panic!("no {css}")).to_owned()
    }

    pub async fn click(&self, css: &str) {
        let element = self.find(css).await;
        // A person scrolls what she wants out from under the bar; WebDriver only scrolls it into the window.
        let centre = json!({"script": "arguments[0].scrollIntoView({block: 'center'})",
            "args": [{ ELEMENT: element }]});
        self.post("/execute/sync", centre).await;
        self.post(&format!("/element/{element}/click"), json!({})).await;
    }

    /// Types where `css` is; a line break is Enter, and for a file field the text is its path.
    pub async fn types(&self, css: &str, text: &str) {
        let element = self.find(css).await;
        self.post(&format!("/element/{element}/value"), json!({"text": text})).await;
    }

    /// Presses keys wherever the focus is (WebDriver's code points for Tab, Enter…).
    pub async fn presses(&self, keys: &str) {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})]
            })
            .collect();
        self.post("/actions", json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]})).await;
    }

    /// Light or dark, as the person's phone says.
    pub async fn prefers(&self, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        let body = json!({"cmd": "Emulation.setEmulatedMedia", "params": {"features": features}});
        self.post("/goog/cdp/execute", body).await;
    }

    /// From now on what has such an address (`*` stands for anything) cannot be fetched.
    pub async fn blocks(&self, address: &str) {
        for (command, parameters) in
            [("Network.enable", json!({})), ("Network.setBlockedURLs", json!({"urls": [address]}))]
        {
            self.post("/goog/cdp/execute", json!({"cmd": command, "params": parameters})).await;
        }
    }

    /// A picture of what is on the screen.
    pub async fn picture(&self, file: &Path) {
        let answer: Value = self
            .client
            .get(format!("{}/screenshot", self.session))
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        let png =
            base64::engine::general_purpose::STANDARD.decode(answer["value"].as_str().unwrap()).unwrap();
        std::fs::write(file, png).unwrap();
    }

    /// Ends the session, and with it Chromium.
    pub async fn close(self) {
        let _ = self.client.delete(&self.session).send().await;
    }
}

/// Times chromedriver may fail to start: it wants one port on both IPv4 and IPv6, and one of them may be taken.
const STARTS: u32 = 5;

/// chromedriver, and the port it chose.
async fn start_driver() -> (Child, String) {
    for _ in 0..STARTS {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("chromedriver is installed (tests/run does it)");
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        while let Some(line) = lines.next_line().await.unwrap() {
            if let Some(port) = line.split("successfully on port ").nth(1) {
                let port = port.trim_end_matches('.').to_owned();
                // Its later words are read too, or it would wait for a reader.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return (driver, port);
            }
        }
    }
    panic!("chromedriver did not start in {STARTS} attempts");
}
