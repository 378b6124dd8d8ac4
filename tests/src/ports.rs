//! Ports of loopback that a server of a test can have to itself.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU32, Ordering};

/// Below what the system gives connections (32768 on, `net.ipv4.ip_local_port_range`): a port found free there is not
/// taken by one before the server binds it.
const FIRST: u16 = 20_000;
const COUNT: u32 = 12_000;

/// A port that nobody listens on, another each time.
pub fn free_port() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Test programs that run side by side begin apart.
    let begins = std::process::id().wrapping_mul(61);
    loop {
        let step = begins.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % COUNT;
        let port = FIRST + u16::try_from(step).unwrap();
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
