//! SIREN and SIRET: form and control key (Luhn over the whole, with La Poste's exception).

/// SIREN of La Poste, whose establishments follow a rule of their own.
const LA_POSTE: &str = "356000000";

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, byte)| {
            let digit = u32::from(byte - b'0');
            let value = if i % 2 == 1 { digit * 2 } else { digit };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

fn has_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Nine digits, the last one a Luhn key.
pub fn siren_is_valid(siren: &str) -> bool {
    has_digits(siren, 9) && siren != "000000000" && luhn(siren)
}

/// Fourteen digits: Luhn, or for La Poste a sum of digits that is a multiple of five.
pub fn siret_is_valid(siret: &str) -> bool {
    if !has_digits(siret, 14) || siret.starts_with("000000000") {
        return false;
    }
    let sum: u32 = siret.bytes().map(|byte| u32::from(byte - b'0')).sum();
    luhn(siret) || (siret.starts_with(LA_POSTE) && sum.is_multiple_of(5))
}

/// « 732 829 320 00074 ».
pub fn format_siret(siret: &str) -> String {
    if !has_digits(siret, 14) {
        return siret.to_owned();
    }
    format!("{} {} {} {}", &siret[..3], &siret[3..6], &siret[6..9], &siret[9..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_keys() {
        for siret in ["73282932000074", "35600000000048", "35600000049837", "55208131766522"] {
            assert!(siret_is_valid(siret), "{siret}");
        }
        for siret in ["12345678901234", "35600000049838", "7328293200007", "00000000000000", "7328293200007é"]
        {
            assert!(!siret_is_valid(siret), "{siret}");
        }
        for siren in ["732829320", "356000000", "552081317"] {
            assert!(siren_is_valid(siren), "{siren}");
        }
    }
}
