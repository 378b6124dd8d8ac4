//! Text that is not an answer: commands, slash or in words.
