//! A word written with a slip.

/// Whether the word is this name but for one letter at most: changed, added, dropped, or swapped with the next.
pub fn is_within_a_slip(name: &str, word: &str) -> bool {
    may_be(name, word) && strsim::osa_distance(name, word) <= 1
}

/// What is cheap to see: one slip leaves all but two letters of the name at the two ends of the word.
fn may_be(name: &str, word: &str) -> bool {
    let (letters, said) = (name.as_bytes(), word.as_bytes());
    if !name.is_ascii() || !word.is_ascii() {
        return true;
    }
    if letters.len().abs_diff(said.len()) > 1 {
        return false;
    }
    let first = letters.iter().zip(said).take_while(|(a, b)| a == b).count();
    let last = letters.iter().rev().zip(said.iter().rev()).take_while(|(a, b)| a == b).count();
    first + last + 2 >= letters.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nothing that is a slip is passed over.
    #[test]
    fn each_slip_is_one() {
        let letters = ['a', 'n', 'z', 'é'];
        for name in ["janvier", "mars", "aout", "a", "été"] {
            let chars: Vec<char> = name.chars().collect();
            let text = |chars: &[char]| chars.iter().collect::<String>();
            for at in 0..chars.len() {
                let mut dropped = chars.clone();
                dropped.remove(at);
                let mut swapped = chars.clone();
                swapped.swap(at, (at + 1).min(chars.len() - 1));
                let mut slips = vec![text(&dropped), text(&swapped)];
                for letter in letters {
                    let mut changed = chars.clone();
                    changed[at] = letter;
                    let mut added = chars.clone();
                    added.insert(at, letter);
                    slips.extend([text(&changed), text(&added)]);
                }
                for word in slips {
                    assert!(is_within_a_slip(name, &word), "{name} {word}");
                }
            }
        }
        for word in ["", "jnvir", "janviers2", "vjanier", "fevrier"] {
            assert!(!is_within_a_slip("janvier", word), "{word}");
        }
    }
}
