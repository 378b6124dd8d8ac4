//! The bac à sable in a real Chromium, and the API over HTTP. Its people, companies and files are fictitious.
//!
//! With `GUICHET_IMAGES=FOLDER` the tests leave pictures of what a person sees there.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene has failed")]

mod api;
mod boite;
mod console;
mod conversation;
mod liens;
mod page;
mod rapports;
mod scene;
