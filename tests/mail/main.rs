//! Reception by email.
