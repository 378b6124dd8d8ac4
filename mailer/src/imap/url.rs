//! `IMAP_URL`.

use std::net::IpAddr;

use percent_encoding::percent_decode_str;

/// Where the mail is, and as whom.
#[derive(PartialEq, Eq)]
pub struct Adresse {
    pub tls: bool,
    /// In lower case; an IPv6 address without brackets.
    pub host: String,
    pub port: u16,
    pub user: String,
    pub password: String,
    pub folder: String,
}

impl Adresse {
    /// The folder is `INBOX` unless named; user, password and folder may be percent-encoded.
    pub fn parse(url: &str) -> Result<Adresse, &'static str> {
        let (tls, rest) = match url.split_once("://") {
            Some(("imaps", rest)) => (true, rest),
            Some(("imap", rest)) => (false, rest),
            _ => return Err("doit commencer par imaps:// ou imap://"),
        };
        // A password may hold an unencoded « / »: the host comes after the last « @ ».
        let (account, place) = rest.rsplit_once('@').ok_or("il manque utilisateur:motdepasse@")?;
        let (user, password) = account.split_once(':').ok_or("il manque le mot de passe")?;
        let (authority, folder) = place.split_once('/').unwrap_or((place, ""));
        let default = if tls { 993 } else { 143 };
        let (host, port) = match authority.strip_prefix('[') {
            Some(literal) => {
                let (host, port) = literal.split_once(']').ok_or("l'adresse IPv6 n'est pas fermée")?;
                (host, port.strip_prefix(':'))
            }
            None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
        };
        let port = port.map_or(Ok(default), str::parse).map_err(|_| "le port doit être un nombre")?;
        if host.is_empty() || user.is_empty() {
            return Err("il manque l'hôte ou l'utilisateur");
        }
        if !tls && !is_loopback(host) {
            return Err("imap:// (sans TLS) n'est permis que sur cette machine ; utilisez imaps://");
        }
        let folder = if folder.is_empty() { "INBOX" } else { folder };
        Ok(Adresse {
            tls,
            host: host.to_ascii_lowercase(),
            port,
            user: decode(user)?,
            password: decode(password)?,
            folder: decode(folder)?,
        })
    }

    /// Name of the last UID among the store's cursors.
    pub fn cursor(&self, uid_validity: u32) -> String {
        format!("imap {}:{}/{}/{} {uid_validity}", self.host, self.port, self.user, self.folder)
    }
}

fn decode(text: &str) -> Result<String, &'static str> {
    let text = percent_decode_str(text).decode_utf8().map_err(|_| "un signe codé (%…) est illisible")?;
    if text.chars().any(char::is_control) {
        return Err("un caractère de contrôle s'y trouve");
    }
    Ok(text.into_owned())
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(url: &str) -> Option<(bool, String, u16, String, String, String)> {
        Adresse::parse(url).ok().map(|a| (a.tls, a.host, a.port, a.user, a.password, a.folder))
    }

    #[test]
    fn urls() {
        for (url, tls, host, port, user, password, folder) in [
            ("imaps://u:p@Mail.Example.org/INBOX", true, "mail.example.org", 993, "u", "p", "INBOX"),
            ("imaps://u%40x.fr:p%3A%2F@h:1993", true, "h", 1993, "u@x.fr", "p:/", "INBOX"),
            ("imaps://u@x.fr:a/b@h/Demandes%20OPCO", true, "h", 993, "u@x.fr", "a/b", "Demandes OPCO"),
            ("imap://u:p@127.0.0.1:12143/", false, "127.0.0.1", 12143, "u", "p", "INBOX"),
            ("imap://u:p@[::1]", false, "::1", 143, "u", "p", "INBOX"),
        ] {
            let expected = (tls, host.into(), port, user.into(), password.into(), folder.into());
            assert_eq!(parts(url), Some(expected), "{url}");
        }
        for url in [
            "pop3://u:p@h",
            "imaps://h/INBOX",
            "imaps://u@h",
            "imaps://u:p@h:x",
            "imaps://:p@h",
            "imaps://u:p@h/a%0D%0Ab",
            "imap://u:p@mail.example.org",
            "imap://u:p@127.0.0.1.example.org",
        ] {
            assert_eq!(parts(url), None, "{url}");
        }
    }
}
