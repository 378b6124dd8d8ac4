//! The web: health, metrics, sign-in by invitation, the bac à sable.
