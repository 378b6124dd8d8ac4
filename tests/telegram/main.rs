//! The real binary against a Bot API server, over HTTP. All people, companies and files are synthetic.

mod fautes;
mod r1;
mod scene;
