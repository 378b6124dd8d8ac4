//! The Telegram channel: the only place that knows the Bot API.
