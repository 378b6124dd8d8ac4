//! Quantities as integers: no floating point ever touches an amount.

use std::fmt;
use std::ops::Add;

use serde::{Deserialize, Serialize};

/// Euros, in cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Montant(pub i64);

/// A unit price with three decimals (« Indemnité kilométrique »), in thousandths of a euro.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Taux(pub i64);

/// Hours or kilometres with two decimals, in hundredths: 7 h 30 is 750.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Centiemes(pub i64);

impl Add for Montant {
    type Output = Montant;
    fn add(self, other: Montant) -> Montant {
        Montant(self.0 + other.0)
    }
}

/// The integer part with narrow no-break spaces between groups of three digits.
fn grouped(value: i64) -> String {
    let digits = value.abs().to_string();
    let mut out = String::from(if value < 0 { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// « 1 500,00 € », as the portal writes amounts.
impl fmt::Display for Montant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{:02}\u{a0}€", grouped(self.0 / 100), self.0 % 100)
    }
}

/// « 0,321 € », the third decimal only when it counts.
impl fmt::Display for Taux {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 % 10 == 0 {
            return Montant(self.0 / 10).fmt(f);
        }
        write!(f, "{},{:03}\u{a0}€", grouped(self.0 / 1000), self.0 % 1000)
    }
}

/// « 21,00 », as the portal writes hours.
impl fmt::Display for Centiemes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{:02}", grouped(self.0 / 100), self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_the_portal_writes_them() {
        assert_eq!(Montant(150_000).to_string(), "1\u{202f}500,00\u{a0}€");
        assert_eq!(Montant(5).to_string(), "0,05\u{a0}€");
        assert_eq!(Montant(123_456_789).to_string(), "1\u{202f}234\u{202f}567,89\u{a0}€");
        assert_eq!(Taux(321).to_string(), "0,321\u{a0}€");
        assert_eq!(Taux(320).to_string(), "0,32\u{a0}€");
        assert_eq!(Centiemes(750).to_string(), "7,50");
    }
}
