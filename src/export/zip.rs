//! A zip archive of stored (not compressed) files: all that an EPUB needs.
//!
//! No dates, no attributes, no compression, no archives over 4 GiB; see APPNOTE.TXT 6.3.3 for the records' fields.

/// 1980-01-01, the earliest day that the format can write.
const DOS_DAY: u16 = 0x0021;

/// An archive under construction.
#[derive(Debug, Default)]
pub struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    files: u16,
}

impl Archive {
    /// Appends a file.
    pub fn add(&mut self, name: &str, content: &[u8]) {
        let (offset, size, sum) = (self.bytes.len() as u32, content.len() as u32, crc32(content));
        let mut shared = Vec::new();
        // Version needed 1.0; flag bit 11: the name is UTF-8; method 0; time, day; checksum and sizes.
        for field in [10, 0x0800, 0, 0, DOS_DAY] {
            shared.extend(field.to_le_bytes());
        }
        for field in [sum, size, size] {
            shared.extend(field.to_le_bytes());
        }
        shared.extend((name.len() as u16).to_le_bytes());
        shared.extend(0_u16.to_le_bytes());
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&shared);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(content);
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(10_u16.to_le_bytes());
        self.directory.extend(&shared);
        // Comment length, disk, internal and external attributes.
        self.directory.extend([0; 2 + 2 + 2 + 4]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.files += 1;
    }

    /// The archive's bytes.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        let start = self.bytes.len() as u32;
        self.bytes.extend(&self.directory);
        self.bytes.extend(b"PK\x05\x06");
        self.bytes.extend([0; 4]);
        self.bytes.extend(self.files.to_le_bytes());
        self.bytes.extend(self.files.to_le_bytes());
        self.bytes.extend((self.directory.len() as u32).to_le_bytes());
        self.bytes.extend(start.to_le_bytes());
        self.bytes.extend([0; 2]);
        self.bytes
    }
}

/// CRC-32 as zip and PNG have it, bit by bit: some megabytes a second are plenty for a book.
fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for &byte in bytes {
        sum ^= u32::from(byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::{Archive, crc32};

    #[test]
    fn checksums_are_the_known_ones() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn records_are_where_they_are_said_to_be() {
        let mut archive = Archive::default();
        archive.add("a", b"one");
        archive.add("b", b"two");
        let bytes = archive.finish();
        let end = bytes.len() - 22;
        assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
        let start = u32::from_le_bytes(bytes[end + 16..end + 20].try_into().unwrap()) as usize;
        assert_eq!(&bytes[start..start + 4], b"PK\x01\x02");
        assert_eq!(bytes[end + 10], 2);
    }
}
