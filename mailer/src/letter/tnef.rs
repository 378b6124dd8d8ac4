//! `winmail.dat`: the files Outlook wraps in its own format (MS-OXTNEF, section 2.1.3).

const SIGNATURE: u32 = 0x223E_9F78;
const LEVEL_ATTACHMENT: u8 = 2;
const RENDER_DATA: u32 = 0x0006_9002;
const TITLE: u32 = 0x0001_8010;
const DATA: u32 = 0x0006_800F;
/// The properties of an attachment, its long name among them.
const ATTACHMENT: u32 = 0x0006_9005;
/// PidTagAttachLongFilename, as UTF-16 and as bytes.
const LONG_NAME_UNICODE: u32 = 0x3707_001F;
const LONG_NAME: u32 = 0x3707_001E;

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn u8(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4).map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }
}

/// Name and content of each file. `None` when this is not TNEF; a torn end keeps what came before.
pub(crate) fn files(raw: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut reader = Reader(raw);
    if reader.u32()? != SIGNATURE {
        return None;
    }
    reader.u16()?;
    let mut found: Vec<(String, Vec<u8>)> = Vec::new();
    while let Some((level, id, data)) = attribute(&mut reader) {
        if level != LEVEL_ATTACHMENT {
            continue;
        }
        match id {
            RENDER_DATA => found.push((String::new(), Vec::new())),
            _ => {
                let Some(last) = found.last_mut() else { continue };
                match id {
                    TITLE if last.0.is_empty() => last.0 = narrow(data),
                    DATA => last.1 = data.to_vec(),
                    ATTACHMENT => {
                        if let Some(name) = long_name(data) {
                            last.0 = name;
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    found.retain(|(_, content)| !content.is_empty());
    Some(found)
}

fn attribute<'a>(reader: &mut Reader<'a>) -> Option<(u8, u32, &'a [u8])> {
    let level = reader.u8()?;
    let id = reader.u32()?;
    let length = usize::try_from(reader.u32()?).ok()?;
    let data = reader.take(length)?;
    reader.u16()?;
    Some((level, id, data))
}

fn narrow(bytes: &[u8]) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.trim_end_matches('\0').to_owned()
}

/// The long name among the properties (MS-OXTNEF, section 2.1.3.4). Stops at a type it does not know.
fn long_name(data: &[u8]) -> Option<String> {
    let mut reader = Reader(data);
    let count = reader.u32()?;
    for _ in 0..count.min(1_000) {
        let tag = reader.u32()?;
        if tag >> 16 >= 0x8000 {
            // A named property: its set, then a number or a name.
            reader.take(16)?;
            if reader.u32()? == 0 {
                reader.take(4)?;
            } else {
                let length = usize::try_from(reader.u32()?).ok()?;
                reader.take(length.checked_next_multiple_of(4)?)?;
            }
        }
        match tag & 0xFFFF {
            0x0002 | 0x0003 | 0x0004 | 0x000A | 0x000B => drop(reader.take(4)?),
            0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => drop(reader.take(8)?),
            0x0048 => drop(reader.take(16)?),
            0x000D | 0x001E | 0x001F | 0x0102 => {
                let values = reader.u32()?;
                for _ in 0..values.min(1_000) {
                    let length = usize::try_from(reader.u32()?).ok()?;
                    let value = reader.take(length)?;
                    reader.take(length.checked_next_multiple_of(4)? - length)?;
                    match tag {
                        LONG_NAME_UNICODE => {
                            let name = encoding_rs::UTF_16LE.decode_without_bom_handling(value).0;
                            return Some(name.trim_end_matches('\0').to_owned());
                        }
                        LONG_NAME => return Some(narrow(value)),
                        _ => {}
                    }
                }
            }
            _ => return None,
        }
    }
    None
}
