//! Twelve ways to damage a message.

pub const MUTATIONS: usize = 12;

/// A generator of numbers (xorshift64*): the same seed, the same damage.
struct Draw(u64);

impl Draw {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Below `bound`; 0 when that is 0.
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        drawn as usize % bound.max(1)
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + self.below(64)).min(length)
    }
}

/// `raw` damaged in the way `which`, below [`MUTATIONS`], partly by `other`.
pub fn mutated(raw: &[u8], other: &[u8], which: usize, seed: u64) -> Vec<u8> {
    let mut draw = Draw::new(seed);
    let mut out = raw.to_vec();
    match which {
        0 => {
            for _ in 0..1 + out.len() / 50 {
                let at = draw.below(out.len());
                if let Some(byte) = out.get_mut(at) {
                    *byte ^= 1 << draw.below(8);
                }
            }
        }
        1 => out.truncate(draw.below(raw.len() + 1)),
        2 => {
            for _ in 0..4 {
                drop(out.drain(draw.range(out.len())));
            }
        }
        3 => {
            for _ in 0..4 {
                let copied = out[draw.range(out.len())].repeat(3);
                let at = draw.below(out.len() + 1);
                out.splice(at..at, copied);
            }
        }
        4 => {
            for _ in 0..8 {
                let at = draw.below(out.len() + 1);
                out.splice(at..at, *b"\0\0\0");
            }
        }
        5 => out.retain(|byte| *byte != b'\r'),
        6 => out.retain(|byte| *byte != b'\n'),
        7 => {
            let at = draw.below(out.len() + 1);
            out.splice(at..at, vec![b'a'; 20_000]);
        }
        8 => {
            out.truncate(draw.below(raw.len() + 1));
            out.extend_from_slice(&other[draw.below(other.len())..]);
        }
        9 => {
            for _ in 0..6 {
                let at = draw.below(out.len() + 1);
                out.splice(at..at, *b"\r\n--b\r\nContent-Type: text/html\r\n\r\n");
            }
        }
        10 => {
            for _ in 0..16 {
                let at = draw.below(out.len() + 1);
                out.insert(at, 0x80 | draw.below(128) as u8);
            }
        }
        _ => {
            let lines: Vec<&[u8]> = raw.split_inclusive(|byte| *byte == b'\n').collect();
            out = (0..lines.len()).flat_map(|_| lines[draw.below(lines.len())].to_vec()).collect();
        }
    }
    out
}
