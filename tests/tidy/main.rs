//! The rules of the tree, as tests: each failure says what to do.

mod catalogue;
mod purity;
mod rooms;
mod sizes;
mod slips;
mod store;
mod tree;
