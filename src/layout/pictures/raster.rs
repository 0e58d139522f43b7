//! Pictures made of pixels: not more of them than a page can use, and all of them there.

use std::collections::BTreeSet;
use std::io::Cursor;

use image::{ImageFormat, ImageReader};
use memchr::memmem;
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::unusable::Unusable;

/// Pixels of one picture: what the best telephones make. A full page of A4 at 300 dots per inch has 8.7 million, at
/// 600 dots 35 million.
pub(super) const MOST_PIXELS: u64 = 50_000_000;
/// Pixels on one side; a PDF reader may refuse more.
const LONGEST_SIDE: u32 = 30_000;

/// Checks the size of a picture before it is decoded, and then all of it.
///
/// # Errors
/// It is too large, or damaged.
pub(super) fn check(bytes: &[u8], format: ExchangeFormat) -> Result<(), Unusable> {
    pixels(bytes, format)?;
    if format == ExchangeFormat::Jpg {
        check_jpeg(bytes)?;
    }
    // Decoding here costs nothing twice: Typst remembers it.
    match RasterImage::plain(Bytes::new(bytes.to_vec()), format) {
        Ok(_) => Ok(()),
        Err(_) => Err(Unusable::damaged()),
    }
}

/// How many pixels a picture says that it has.
///
/// # Errors
/// It has too many, or its head is damaged.
pub(super) fn pixels(bytes: &[u8], format: ExchangeFormat) -> Result<u64, Unusable> {
    let reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::from(format));
    let Ok((width, height)) = reader.into_dimensions() else { return Err(Unusable::damaged()) };
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || width.max(height) > LONGEST_SIDE {
        return Err(Unusable::new(format!(
            "is te groot: {width} bij {height} beeldpunten. Griffel kan hoogstens 50 miljoen beeldpunten aan."
        ))
        .hint(
            "Maak de afbeelding kleiner, bijvoorbeeld 3000 beeldpunten breed. Meer is op een bladzijde niet te zien.",
        ));
    }
    Ok(pixels)
}

/// A JPEG goes into the PDF as it is, so it must be sound to the letter: readers of PDF forgive less than Typst does.
fn check_jpeg(bytes: &[u8]) -> Result<(), Unusable> {
    // Brightness only: colours are in the same stream, and need not be worked out.
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(LONGEST_SIDE as usize)
        .set_max_height(LONGEST_SIDE as usize)
        .jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| cut_off())?;
    if matches!(decoder.input_colorspace(), Some(ColorSpace::CMYK | ColorSpace::YCCK)) {
        return Err(Unusable::new(
            "heeft de kleuren van drukwerk (CMYK). Die kunnen niet in een PDF voor het archief.",
        )
        .hint("Bewaar de afbeelding met de kleuren van een beeldscherm (RGB)."));
    }
    if !ends_after_its_image(bytes) || !scans_are_sound(bytes) || decoder.decode().is_err() {
        return Err(cut_off());
    }
    Ok(())
}

/// Whether the mark of the end stands behind the last stretch of image; the decoder does without.
fn ends_after_its_image(bytes: &[u8]) -> bool {
    memmem::rfind(bytes, &[0xff, 0xd9]) > memmem::rfind(bytes, &[0xff, 0xda])
}

/// Whether each scan of a JPEG that builds up says what it refines in a way that there is (ITU-T T.81, G.1.1.1.1); the
/// decoder takes more than readers of PDF do.
fn scans_are_sound(bytes: &[u8]) -> bool {
    let mut builds_up = false;
    // Each part of the colours of a plain JPEG stands in one scan.
    let mut scanned = BTreeSet::new();
    let mut at = 2;
    while let Some([0xff, code]) = bytes.get(at..at + 2) {
        match code {
            // Filling, and a mark without anything.
            0xff => at += 1,
            0x01 => at += 2,
            0xd9 => return true,
            // A second picture, what is reserved, or a way of coding that readers of PDF do not have: lossless and
            // hierarchical frames, extensions.
            code if !is_read(*code) => return false,
            _ => {
                let Some([high, low]) = bytes.get(at + 2..at + 4) else { return false };
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                let Some(segment) = bytes.get(at + 4..at + 2 + length.max(2)) else { return false };
                builds_up |= *code == 0xc2;
                at += 2 + length.max(2);
                if *code == 0xda {
                    let components = segment.first().map_or(0, |count| usize::from(*count));
                    let mut parts = (0..components).filter_map(|nth| segment.get(1 + 2 * nth));
                    if builds_up && !refines(segment) || !builds_up && !parts.all(|part| scanned.insert(*part)) {
                        return false;
                    }
                    let Some(image) = bytes.get(at..).and_then(image_of) else { return false };
                    at += image;
                }
            }
        }
    }
    // Bytes between the parts that belong to none, or no end.
    false
}

/// How long the image of a scan is, in bytes: up to the first mark that is no restart. None where restarts are not counted
/// from 0 to 7 and again, as they must be (ITU-T T.81, B.2.1), or where no mark follows.
fn image_of(bytes: &[u8]) -> Option<usize> {
    let mut restarts = 0;
    let mut at = 0;
    loop {
        at += memchr::memchr(0xff, bytes.get(at..)?)?;
        match bytes.get(at + 1)? {
            0 => at += 2,
            0xff => at += 1,
            code @ 0xd0..=0xd7 => {
                if code & 7 != restarts {
                    return None;
                }
                restarts = (restarts + 1) & 7;
                at += 2;
            }
            _ => return Some(at),
        }
    }
}

/// Whether readers of PDF know a mark with a length: baseline, extended and progressive frames, tables, scans, restarts,
/// applications and remarks.
fn is_read(code: u8) -> bool {
    matches!(code, 0xc0..=0xc2 | 0xc4 | 0xda..=0xdd | 0xe0..=0xef | 0xfe)
}

/// Whether the head of a scan names a band of frequencies and a step of precision that there are.
fn refines(head: &[u8]) -> bool {
    let [components, rest @ ..] = head else { return false };
    let Some([from, to, precision]) = rest.get(2 * usize::from(*components)..).and_then(|end| end.get(..3)) else {
        return false;
    };
    let (before, now) = (precision >> 4, precision & 15);
    let is_band = match from {
        0 => *to == 0,
        _ => from <= to && *to < 64 && *components == 1,
    };
    is_band && now <= 13 && (before == 0 || before == now + 1)
}

fn cut_off() -> Unusable {
    Unusable::new("is beschadigd: er ontbreekt een stuk van de afbeelding.")
        .hint("Open de afbeelding in een programma voor foto's en bewaar die opnieuw als JPEG of PNG. Of vraag het bestand nog eens op.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_refines_a_band_by_one_step() {
        for head in [[1, 1, 0, 0, 0, 1], [1, 1, 0, 1, 5, 2], [1, 1, 0, 1, 63, 0x21], [1, 1, 0, 0, 0, 0x10]] {
            assert!(refines(&head), "{head:?}");
        }
        for head in [
            [1, 1, 0, 1, 57, 0x39],
            [1, 1, 0, 0, 5, 0],
            [1, 1, 0, 6, 5, 0],
            [1, 1, 0, 1, 64, 0],
            [1, 1, 0, 1, 5, 0x0e],
            [1, 1, 0, 1, 5, 0x31],
        ] {
            assert!(!refines(&head), "{head:?}");
        }
        assert!(
            refines(&[3, 1, 0, 2, 0, 3, 0, 0, 0, 1]) && !refines(&[3, 1, 0, 2, 0, 3, 0, 1, 5, 0]) && !refines(&[3, 1])
        );
    }

    #[test]
    fn scans_are_found_behind_the_image_of_others() {
        let scan = |head: [u8; 3]| [&[0xff, 0xda, 0, 8, 1, 1, 0][..], &head, &[7, 0xff, 0, 0xff, 0xd0, 9]].concat();
        let start = [0xff, 0xd8, 0xff, 0xc2, 0, 3, 8];
        let whole = |second: [u8; 3]| [&start[..], &scan([0, 0, 1]), &scan(second), &[0xff, 0xd9]].concat();
        assert!(scans_are_sound(&whole([1, 63, 0])));
        assert!(!scans_are_sound(&whole([1, 57, 0x39])));
        // A scan whose mark is another is skipped by the decoder, and refused by readers.
        let marked = |code: u8| {
            let mut bytes = whole([1, 63, 0]);
            let second = memmem::rfind(&bytes, &[0xff, 0xda]).expect("the second scan");
            bytes[second + 1] = code;
            bytes
        };
        // As a remark it leaves its image between the parts.
        for code in [0xfa, 0xc3, 0xc8, 0xde, 0x02, 0xd8, 0xfe] {
            assert!(!scans_are_sound(&marked(code)), "{code:x}");
        }
        // A plain one has no second scan of the same part.
        let mut plain = whole([1, 63, 0]);
        plain[3] = 0xc0;
        assert!(!scans_are_sound(&plain));
    }

    #[test]
    fn restarts_are_counted() {
        let scan = |image: &[u8]| {
            [&[0xff, 0xd8, 0xff, 0xc0, 0, 3, 8, 0xff, 0xda, 0, 5, 1, 1, 0], image, &[0xff, 0xd9]].concat()
        };
        let restarts =
            |codes: &[u8]| scan(&codes.iter().flat_map(|code| [9, 0xff, 0, 0xff, *code]).collect::<Vec<_>>());
        let in_order: Vec<u8> = (0..20).map(|nth| 0xd0 + nth % 8).collect();
        assert!(scans_are_sound(&restarts(&in_order)));
        assert!(scans_are_sound(&scan(&[9, 0xff, 0xff, 0xd0, 9])));
        for wrong in [&[0xd1][..], &[0xd0, 0xd2], &[0xd0, 0xd2, 0xd1], &[0xd0, 0xd0]] {
            assert!(!scans_are_sound(&restarts(wrong)), "{wrong:x?}");
        }
        assert!(!scans_are_sound(&scan(&[9, 0xff, 0xff, 0xd2, 9, 0xff, 0xd1, 9])));
        // Bytes that belong to no part, and an image without an end.
        assert!(!scans_are_sound(&[0xff, 0xd8, 0xff, 0xc0, 0, 3, 8, 7, 0xff, 0xd9]));
        assert!(!scans_are_sound(&scan(&[9])[..15]));
    }
}
