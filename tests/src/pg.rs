//! A throw-away PostgreSQL: one cluster per test program, one database per test.
//!
//! The server belongs to a shell that waits for the end of its input, which this process holds: however
//! the process ends, even killed, the server stops and its folder goes.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Reached by its socket: no port to choose, nobody else's server to meet.
struct Cluster {
    folder: PathBuf,
    /// Its input is what keeps the server alive.
    _keeper: Child,
}

static CLUSTER: LazyLock<Cluster> = LazyLock::new(start);
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// `$1`: programs of PostgreSQL; `$2`: the folder; the rest: how to become a user PostgreSQL accepts.
const KEEPER: &str = r#"
set -e; trap '' INT TERM HUP
bin=$1 folder=$2; shift 2
"$@" "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
    --no-instructions >"$folder/initdb.log" 2>&1
"$@" "$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off \
    -c full_page_writes=off -c synchronous_commit=off -c shared_buffers=64MB -c max_connections=400 \
    -c autovacuum=off -c log_min_messages=warning >"$folder/server.log" 2>&1 </dev/null &
until "$bin/pg_isready" -q -h "$folder"; do kill -0 $!; sleep 0.05; done
echo ready
cat >/dev/null || true
kill -INT "$(head -1 "$folder/data/postmaster.pid")" || true
wait || true
rm -rf "$folder"
"#;

/// The address of a new, empty database.
///
/// # Panics
/// When PostgreSQL is not installed or does not start: a test that needs it has then failed.
pub fn database() -> String {
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let folder = &CLUSTER.folder;
    let output = Command::new(programs().join("createdb"))
        .args(["-h".as_ref(), folder.as_os_str(), "-U".as_ref(), "postgres".as_ref(), name.as_ref()])
        .output()
        .expect("createdb runs");
    assert!(output.status.success(), "createdb: {}", String::from_utf8_lossy(&output.stderr));
    format!("postgres:///{name}?host={}&user=postgres", folder.display())
}

/// The newest version installed.
fn programs() -> PathBuf {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .expect("PostgreSQL is installed (Debian: apt-get install postgresql)")
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            Some((path.file_name()?.to_str()?.parse().ok()?, path.join("bin")))
        })
        .collect();
    versions.sort();
    versions.pop().expect("a version under /usr/lib/postgresql").1
}

fn start() -> Cluster {
    let folder = tempfile::Builder::new().prefix("guichet-pg-").tempdir().expect("a folder").keep();
    let mut keeper = Command::new("bash");
    keeper.args(["-c", KEEPER, "keeper"]).arg(programs()).arg(&folder);
    if is_root() {
        // PostgreSQL refuses to run as root.
        let given = Command::new("chown").arg("postgres:").arg(&folder).status().expect("chown runs");
        assert!(given.success(), "the user postgres exists");
        keeper.args(["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    keeper.args(["env", "LC_ALL=C.UTF-8"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut keeper = keeper.current_dir(&folder).spawn().expect("bash runs");
    let mut line = String::new();
    let stdout = keeper.stdout.take().expect("its output is ours");
    BufReader::new(stdout).read_line(&mut line).expect("its output is text");
    assert_eq!(line, "ready\n", "PostgreSQL does not start: {}", logs(&folder));
    Cluster { folder, _keeper: keeper }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

fn logs(folder: &Path) -> String {
    ["initdb.log", "server.log"]
        .iter()
        .filter_map(|name| std::fs::read_to_string(folder.join(name)).ok())
        .collect()
}
