//! What our own mail server says of an author (RFC 8601).

/// What our own mail server says of the author's domain, by DMARC (RFC 7489).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dmarc {
    /// Passed, for the domain of this very address.
    Passe,
    /// Nothing: the domain asks for no check, or our server wrote no verdict.
    Muet,
    /// Anything else, a failure first of all.
    Echoue,
}

/// The verdict of the topmost `Authentication-Results`, when the server we trust wrote it, on this address.
#[must_use]
pub fn dmarc(results: &[String], authserv_id: &str, from: &str) -> Dmarc {
    // A sender may write as many of these fields as she likes, but not above the one our server adds.
    let Some(topmost) = results.first() else { return Dmarc::Muet };
    let Some((_, domain)) = from.rsplit_once('@') else { return Dmarc::Echoue };
    let without_comments = without_comments(topmost);
    let mut parts = without_comments.split(';').map(str::trim);
    let server = parts.next().and_then(|server| server.split_whitespace().next());
    if !server.is_some_and(|server| server.eq_ignore_ascii_case(authserv_id)) {
        return Dmarc::Muet;
    }
    let verdicts: Vec<&str> = parts.filter(|part| part.to_ascii_lowercase().starts_with("dmarc")).collect();
    let verdict = match verdicts[..] {
        [] => return Dmarc::Muet,
        [verdict] => verdict,
        // Several verdicts are none.
        _ => return Dmarc::Echoue,
    };
    let mut words = verdict.split_whitespace();
    let result = words.next().unwrap_or_default().to_ascii_lowercase();
    let aligned = words.any(|word| {
        word.split_once('=').is_some_and(|(name, value)| {
            name.eq_ignore_ascii_case("header.from") && value.eq_ignore_ascii_case(domain)
        })
    });
    match result.as_str() {
        "dmarc=pass" if aligned => Dmarc::Passe,
        "dmarc=none" => Dmarc::Muet,
        _ => Dmarc::Echoue,
    }
}

/// Comments (RFC 5322, 3.2.2) may hold anything: they are dropped; what is unbalanced stays unreadable.
fn without_comments(text: &str) -> String {
    let mut depth = 0u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(results: &[&str]) -> Dmarc {
        let results: Vec<String> = results.iter().map(|result| (*result).to_owned()).collect();
        dmarc(&results, "mx.example.org", "camille@salon.example")
    }

    #[test]
    fn only_our_server_is_believed() {
        for passed in [
            "mx.example.org; spf=pass; dmarc=pass (p=none) header.from=salon.example",
            "MX.example.org 1; dmarc=PASS header.from=Salon.Example",
        ] {
            assert_eq!(verdict(&[passed]), Dmarc::Passe, "{passed}");
        }
        for silent in [
            &[][..],
            &["mx.evil.example; dmarc=pass header.from=salon.example"],
            &["mx.evil.example; dmarc=fail", "mx.example.org; dmarc=pass header.from=salon.example"],
            &["mx.example.org; (dmarc=pass header.from=salon.example)"],
            &["mx.example.org; dkim=pass dmarc=pass header.from=salon.example"],
            &["mx.example.org.evil; dmarc=pass header.from=salon.example"],
            &["mx.example.org; spf=pass; dmarc=none header.from=salon.example"],
        ] {
            assert_eq!(verdict(silent), Dmarc::Muet, "{silent:?}");
        }
        for failed in [
            &["mx.example.org; dmarc=fail header.from=salon.example"][..],
            &["mx.example.org; dmarc=temperror header.from=salon.example"],
            &["mx.example.org; dmarc=pass header.from=evil.example"],
            &["mx.example.org; dmarc=pass header.from=salon.example.evil"],
            &["mx.example.org; dmarc=fail header.from=salon.example; dmarc=pass header.from=salon.example"],
            &["mx.example.org; dmarc=pass"],
        ] {
            assert_eq!(verdict(failed), Dmarc::Echoue, "{failed:?}");
        }
    }
}
