//! Reception by email, from a real Postfix and a real Dovecot.

mod conversation;
mod imap;
mod nouvelles;
mod pile;
mod portes;
mod retours;
mod scene;
mod support;
