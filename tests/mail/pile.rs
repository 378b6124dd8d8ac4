//! A real Postfix and a real Dovecot, on loopback, with TLS under an authority of their own.
//!
//! As with PostgreSQL, they belong to a shell that waits for the end of its input: they stop with this process,
//! however it ends. Both need root; a developer who is not is asked by `sudo`.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use guichet_tests::ports::free_port;
use lettre::address::Envelope;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

/// A mail server. Everyone of `@example.test` has a mailbox, with the password `secret`.
pub struct Pile {
    folder: PathBuf,
    smtp: u16,
    imap: u16,
    imaps: u16,
    /// Its input is what keeps the servers alive.
    _keeper: Child,
}

/// The one that stories share, each with mailboxes of its own.
pub static PILE: LazyLock<Pile> = LazyLock::new(|| Pile::start(""));

impl Pile {
    /// `capabilities` are announced over IMAP in place of Dovecot's own, unless empty.
    ///
    /// # Panics
    /// When the servers are not installed or do not start: a test that needs them has then failed.
    pub fn start(capabilities: &str) -> Pile {
        let folder = tempfile::Builder::new().prefix("guichet-mail-").tempdir().expect("a folder").keep();
        let ports: [u16; 6] = std::array::from_fn(|_| free_port());
        let mut keeper = root("bash");
        keeper.args(["-c", include_str!("pile/tenir.sh"), "tenir"]).arg(&folder).arg(capabilities);
        keeper.args(ports.iter().map(u16::to_string)).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut keeper = keeper.current_dir("/").spawn().expect("bash runs");
        let mut line = String::new();
        let stdout = keeper.stdout.take().expect("its output is ours");
        BufReader::new(stdout).read_line(&mut line).expect("its output is text");
        let log = std::fs::read_to_string(folder.join("tenir.log")).unwrap_or_default();
        assert_eq!(line, "ready\n", "Postfix and Dovecot do not start (tests/run installs them): {log}");
        let [smtp, _, imap, imaps, ..] = ports;
        Pile { folder, smtp, imap, imaps, _keeper: keeper }
    }

    /// `IMAP_URL` of someone's INBOX.
    pub fn imaps_url(&self, user: &str) -> String {
        format!("imaps://{}:secret@localhost:{}/INBOX", address(user).replace('@', "%40"), self.imaps)
    }

    /// The same without TLS.
    pub fn imap_url(&self, user: &str) -> String {
        format!("imap://{}:secret@127.0.0.1:{}", address(user).replace('@', "%40"), self.imap)
    }

    /// `SMTP_URL` of Postfix, without TLS.
    pub fn smtp_url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.smtp)
    }

    /// `MAIL_CA_FILE`.
    pub fn ca_file(&self) -> PathBuf {
        self.folder.join("tls/ca.pem")
    }

    /// Through Postfix.
    pub async fn send(&self, from: &str, to: &str, raw: &[u8]) {
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1").port(self.smtp).build();
        let to = vec![address(to).parse().expect("an address")];
        let envelope = Envelope::new(Some(from.parse().expect("an address")), to).expect("an envelope");
        transport.send_raw(&envelope, raw).await.expect("Postfix takes it");
    }

    /// Straight into INBOX, to the byte.
    pub fn save(&self, user: &str, raw: &[u8]) {
        self.doveadm_with(&["save", "-u", &address(user)], raw);
    }

    /// `doveadm COMMAND -u USER ARGUMENTS`; its output.
    pub fn doveadm(&self, user: &str, command: &[&str], arguments: &[&str]) -> String {
        let user = address(user);
        let all: Vec<&str> = [command, &["-u", &user], arguments].concat();
        self.doveadm_with(&all, b"")
    }

    fn doveadm_with(&self, arguments: &[&str], input: &[u8]) -> String {
        let mut command = root("doveadm");
        command.arg("-c").arg(self.folder.join("dovecot.conf")).args(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("doveadm runs");
        child.stdin.take().expect("ours").write_all(input).expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "doveadm {arguments:?}: {error}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// From now on no server may read the one message of INBOX with this body.
    pub fn forbid(&self, user: &str, body: &str) {
        let folder = self.folder.join("mail").join(address(user));
        let mut forbidding = root("bash");
        let command = "chmod 000 $(grep -rlx -- \"$1\" \"$0\"/{cur,new})";
        let status = forbidding.args(["-c", command]).arg(folder).arg(body).status().expect("bash runs");
        assert!(status.success(), "the message was found");
    }

    /// Messages of a folder.
    pub fn count(&self, user: &str, folder: &str) -> usize {
        let listed = self.doveadm(user, &["search"], &["mailbox", folder, "all"]);
        listed.lines().count()
    }

    /// Returns once Dovecot has let go of its ports.
    pub fn stop_dovecot(&self) {
        self.doveadm_with(&["stop"], b"");
        while TcpListener::bind(("127.0.0.1", self.imaps)).is_err()
            || self.folder.join("run/master.pid").exists()
        {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn start_dovecot(&self) {
        let status = root("dovecot").arg("-c").arg(self.folder.join("dovecot.conf")).status();
        assert!(status.expect("dovecot runs").success(), "Dovecot starts again");
    }
}

pub fn address(user: &str) -> String {
    format!("{user}@example.test")
}

/// A command that root runs.
fn root(program: &str) -> Command {
    use std::os::unix::fs::MetadataExt;
    if std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0) {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.args(["-n", program]);
    command
}
