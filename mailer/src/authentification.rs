//! What our own mail server says of an author (RFC 8601).

/// The topmost `Authentication-Results`, when the server we trust wrote it, says that DMARC passed for the domain of
/// this address (RFC 7489). Anything that is not exactly that is no proof.
#[must_use]
pub fn dmarc_passed(results: &[String], authserv_id: &str, from: &str) -> bool {
    // A sender may write as many of these fields as she likes, but not above the one our server adds.
    let Some(topmost) = results.first() else { return false };
    let Some((_, domain)) = from.rsplit_once('@') else { return false };
    let without_comments = without_comments(topmost);
    let mut parts = without_comments.split(';').map(str::trim);
    let server = parts.next().and_then(|server| server.split_whitespace().next());
    if !server.is_some_and(|server| server.eq_ignore_ascii_case(authserv_id)) {
        return false;
    }
    let dmarc: Vec<&str> = parts.filter(|part| part.to_ascii_lowercase().starts_with("dmarc")).collect();
    // Several verdicts are none.
    let [dmarc] = dmarc[..] else { return false };
    let mut words = dmarc.split_whitespace();
    let passed = words.next().is_some_and(|verdict| verdict.eq_ignore_ascii_case("dmarc=pass"));
    passed
        && words.any(|word| {
            word.split_once('=').is_some_and(|(name, value)| {
                name.eq_ignore_ascii_case("header.from") && value.eq_ignore_ascii_case(domain)
            })
        })
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

    fn passed(results: &[&str]) -> bool {
        let results: Vec<String> = results.iter().map(|result| (*result).to_owned()).collect();
        dmarc_passed(&results, "mx.example.org", "camille@salon.example")
    }

    #[test]
    fn only_our_server_is_believed() {
        assert!(passed(&["mx.example.org; spf=pass; dmarc=pass (p=none) header.from=salon.example"]));
        assert!(passed(&["MX.example.org 1; dmarc=PASS header.from=Salon.Example"]));
        for forged in [
            &[][..],
            &["mx.evil.example; dmarc=pass header.from=salon.example"],
            &["mx.evil.example; dmarc=fail", "mx.example.org; dmarc=pass header.from=salon.example"],
            &["mx.example.org; dmarc=fail header.from=salon.example"],
            &["mx.example.org; dmarc=pass header.from=evil.example"],
            &["mx.example.org; dmarc=pass header.from=salon.example.evil"],
            &["mx.example.org; (dmarc=pass header.from=salon.example)"],
            &["mx.example.org; dkim=pass dmarc=pass header.from=salon.example"],
            &["mx.example.org; dmarc=fail header.from=salon.example; dmarc=pass header.from=salon.example"],
            &["mx.example.org; dmarc=pass"],
            &["mx.example.org.evil; dmarc=pass header.from=salon.example"],
        ] {
            assert!(!passed(forged), "{forged:?}");
        }
    }
}
