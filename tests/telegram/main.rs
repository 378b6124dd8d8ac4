//! The real binary against a Bot API server, over HTTP. All people, companies and files are synthetic.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene has failed")]

mod dispositifs;
mod fautes;
mod limites;
mod lots;
mod nouvelles;
mod partage;
mod r1;
mod rapports;
mod scene;
mod suivi;
