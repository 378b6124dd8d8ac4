//! Reception by email, from a real Postfix and a real Dovecot.

mod imap;
mod pile;
mod portes;
mod scene;
