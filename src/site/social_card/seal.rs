//! The seal of a card: a chunk of its PNG by which a file is known to be the card of its path, and as it was painted.
//!
//! A card is not painted to be compared with the file that is there, so the file itself has to tell. The seal is no
//! secret: it shows what an optimiser of pictures or a mistaken copy has done, and what a disk has damaged.

/// The first bytes of a PNG.
const HEAD: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The last chunk of a PNG.
const END: &[u8] = b"\0\0\0\0IEND\xaeB`\x82";

/// The name of the chunk; its letters say that programs may ignore it, and must not keep it when they change the picture.
const NAME: &[u8] = b"tbCK";

/// Seals a card; what is no PNG stays as it is.
pub fn sealed(path: &str, mut png: Vec<u8>) -> Vec<u8> {
    if png.starts_with(HEAD) && png.ends_with(END) {
        png.truncate(png.len() - END.len());
        let seal = seal(path, &png);
        png.extend(seal);
        png.extend(END);
    }
    png
}

/// Whether a file is the card of a path as it was painted.
pub fn is_sealed(path: &str, file: &[u8]) -> bool {
    let Some(rest) = file.strip_suffix(END) else { return false };
    let length = seal(path, &[]).len();
    rest.split_at_checked(rest.len().saturating_sub(length))
        .is_some_and(|(png, found)| png.starts_with(HEAD) && found == seal(path, png))
}

/// The chunk: its length, its name, the hash of what is before it and of the path, and its checksum.
fn seal(path: &str, before: &[u8]) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(before).update(path.as_bytes());
    let hash = hasher.finalize();
    let mut chunk = NAME.to_vec();
    chunk.extend(hash.as_bytes());
    let mut sealed = 32_u32.to_be_bytes().to_vec();
    sealed.extend(&chunk);
    sealed.extend(checksum(&chunk).to_be_bytes());
    sealed
}

/// The checksum of a chunk, as the PNG specification defines it.
fn checksum(chunk: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        let place = (sum ^ u32::from(*byte)) & 0xff;
        (sum >> 8) ^ SUMS.get(place as usize).copied().unwrap_or_default()
    };
    !chunk.iter().fold(u32::MAX, step)
}

/// The checksum of each byte alone.
const SUMS: [u32; 256] = sums();

const fn sums() -> [u32; 256] {
    let mut sums = [0; 256];
    let mut at = 0;
    while at < 256 {
        let mut sum = at as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 };
            bit += 1;
        }
        sums[at] = sum;
        at += 1;
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_card_of_its_path_is_sealed() {
        let png = [HEAD, b"\0\0\0\x01IDATx....", END].concat();
        let card = sealed("a.png", png.clone());
        assert!(is_sealed("a.png", &card) && card.ends_with(END));
        assert!(!is_sealed("b.png", &card) && !is_sealed("a.png", &png));
        for at in 0..card.len() {
            let mut other = card.clone();
            other[at] ^= 1;
            assert!(!is_sealed("a.png", &other), "{at}");
            assert!(!is_sealed("a.png", &card[..at]), "{at}");
        }
        assert_eq!(sealed("a.png", b"no picture".to_vec()), b"no picture");
        // The checksum of the last chunk is known.
        assert_eq!(checksum(b"IEND").to_be_bytes(), *b"\xaeB`\x82");
    }
}
