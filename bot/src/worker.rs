//! Plays what was received: one task per address at a time, addresses side by side.
//!
//! Inbox row → the channel makes an `Incoming` of it (fetching files) → `store.play` → the toast, if any.
