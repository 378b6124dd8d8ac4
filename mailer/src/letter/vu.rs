//! What the bytes of a line say of it. Every line is looked at once, and the rules ask this before they read: most
//! lines have nothing in them that a rule is about.

use memchr::memchr;

/// Kinds of bytes that stand in a line. It may be wrong when it says that one does, of what is left of a line that was
/// cut; never when it says that none does.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Vu(u32);

impl Vu {
    pub(crate) const COLON: Self = Self(1);
    pub(crate) const AT: Self = Self(1 << 1);
    /// A time zone, or the wide colon.
    pub(crate) const ZONE: Self = Self(1 << 2);
    /// Something may be announced here.
    pub(crate) const SIGN: Self = Self(Self::COLON.0 | Self::AT.0 | Self::ZONE.0);
    /// Begins a time zone: the words tell.
    const MAYBE_ZONE: Self = Self(1 << 3);
    /// Not seen on paper.
    pub(super) const CONTROL: Self = Self(1 << 4 | Self::RETURN.0);
    /// The first byte of a character that may not be seen on paper.
    pub(super) const MAYBE_UNTIDY: Self = Self(1 << 5);
    pub(super) const UNTIDY: Self = Self(Self::CONTROL.0 | Self::MAYBE_UNTIDY.0);
    pub(crate) const DIGIT: Self = Self(1 << 6);
    /// « < », before an address.
    pub(crate) const OPENING: Self = Self(1 << 7);
    pub(crate) const SLASH: Self = Self(1 << 8);
    /// Of « http ».
    pub(crate) const H: Self = Self(1 << 9);
    /// Of « www ».
    pub(crate) const W: Self = Self(1 << 10);
    /// Of « veuillez », either case.
    pub(crate) const Z: Self = Self(1 << 11);
    /// Of « vous », either case.
    pub(crate) const V: Self = Self(1 << 19);
    /// Of « prie » and « http », either case.
    pub(crate) const P: Self = Self(1 << 12);
    /// Beyond ASCII: more bytes than characters.
    pub(crate) const BEYOND: Self = Self(1 << 13);
    /// Draws a table, or a quote.
    pub(crate) const BAR: Self = Self(1 << 14);
    /// Of what stands for a picture.
    pub(crate) const BRACKET: Self = Self(1 << 18);
    const RETURN: Self = Self(1 << 15);
    /// Of « GMT » and « UTC ».
    const T: Self = Self(1 << 16);
    /// Begins the wide colon.
    const MAYBE_WIDE: Self = Self(1 << 17);

    pub(crate) fn of(line: &str) -> Self {
        Self::of_all(line.as_bytes()).with_zone(line)
    }

    /// The first line of a text, without its end, what stands in it, and where the next one begins.
    pub(super) fn of_first(text: &str) -> (&str, Self, usize) {
        let bytes = text.as_bytes();
        let (mut seen, mut end) = (Self::default(), 0);
        loop {
            let rest = &bytes[end..];
            let Some(eight) = rest.first_chunk::<8>() else {
                let last = memchr(b'\n', rest).unwrap_or(rest.len());
                seen = seen.and(Self::of_all(&rest[..last]));
                end += last;
                break;
            };
            match before_newline(*eight) {
                None => seen = seen.and(Self::of_eight(*eight)),
                // All eight are looked at, which takes no branch: those of the next line as spaces, that say nothing.
                Some((before, count)) => {
                    seen = seen.and(Self::of_eight(before));
                    end += count;
                    break;
                }
            }
            end += eight.len();
        }
        let mut line = &text[..end];
        if seen.has(Self::RETURN) {
            line = line.strip_suffix('\r').unwrap_or(line);
            if memchr(b'\r', line.as_bytes()).is_none() {
                seen = Self(seen.0 & !Self::RETURN.0);
            }
        }
        (line, seen.with_zone(line), end + 1)
    }

    fn of_eight(bytes: [u8; 8]) -> Self {
        let [a, b, c, d, e, f, g, h] = bytes;
        let two = |one: u8, other: u8| Self::of_byte(one).and(Self::of_byte(other));
        two(a, b).and(two(c, d)).and(two(e, f).and(two(g, h)))
    }

    fn of_all(bytes: &[u8]) -> Self {
        bytes.iter().fold(Self::default(), |seen, byte| seen.and(Self::of_byte(*byte)))
    }

    pub(super) fn of_byte(byte: u8) -> Self {
        BYTES[usize::from(byte)]
    }

    fn with_zone(self, line: &str) -> Self {
        let zoned =
            self.has(Self::MAYBE_ZONE) && self.has(Self::T) && (line.contains("GMT") || line.contains("UTC"))
                || self.has(Self::MAYBE_WIDE) && line.contains('：');
        if zoned { self.and(Self::ZONE) } else { self }
    }

    /// Whether one of these may stand in the line.
    pub(crate) const fn has(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }

    /// What stands in either of two lines.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The bytes before a newline, spaces after them, and how many they are, when one of the eight is a newline. All eight
/// at once, as « Bit Twiddling Hacks » finds a byte in a word.
fn before_newline(eight: [u8; 8]) -> Option<([u8; 8], usize)> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const TOPS: u64 = u64::from_le_bytes([0x80; 8]);
    const NEWLINES: u64 = u64::from_le_bytes([b'\n'; 8]);
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    let word = u64::from_le_bytes(eight);
    let other = word ^ NEWLINES;
    // The lowest bit is that of the first newline; those above it may be wrong.
    let found = other.wrapping_sub(ONES) & !other & TOPS;
    (found != 0).then(|| {
        let count = found.trailing_zeros() / 8;
        let before = (1 << (8 * count)) - 1;
        ((word & before | SPACES & !before).to_le_bytes(), count as usize)
    })
}

const BYTES: [Vu; 256] = {
    let mut table = [Vu(0); 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = seen_in(byte as u8);
        byte += 1;
    }
    table
};

const fn seen_in(byte: u8) -> Vu {
    match byte {
        b':' => Vu::COLON,
        b'@' => Vu::AT,
        b'G' | b'U' => Vu::MAYBE_ZONE,
        b'0'..=b'9' => Vu::DIGIT,
        b'<' => Vu::OPENING,
        b'/' => Vu::SLASH,
        b'h' => Vu::H,
        b'w' => Vu::W,
        b'z' | b'Z' => Vu::Z,
        b'p' | b'P' => Vu::P,
        b'v' | b'V' => Vu::V,
        b'\t' => Vu(0),
        b'T' => Vu::T,
        b'\r' => Vu::RETURN,
        b'|' => Vu::BAR,
        b'[' => Vu::BRACKET,
        0..=0x1f | 0x7f => Vu::CONTROL,
        // Other controls, NBSP and the soft hyphen; spaces, marks and joiners; the ideographic space.
        0xc2 | 0xe2 | 0xe3 => Vu::BEYOND.and(Vu::MAYBE_UNTIDY),
        // The byte order mark and what stands for an object; « ： ».
        0xef => Vu::BEYOND.and(Vu::MAYBE_UNTIDY).and(Vu::MAYBE_WIDE),
        0x80.. => Vu::BEYOND,
        _ => Vu(0),
    }
}
