//! Pictures made of pixels: not more of them than a page can use, and all of them there.

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
    if !ends_after_its_image(bytes) || decoder.decode().is_err() {
        return Err(cut_off());
    }
    Ok(())
}

/// Whether the mark of the end stands behind the last stretch of image; the decoder does without.
fn ends_after_its_image(bytes: &[u8]) -> bool {
    memmem::rfind(bytes, &[0xff, 0xd9]) > memmem::rfind(bytes, &[0xff, 0xda])
}

fn cut_off() -> Unusable {
    Unusable::new("is beschadigd: er ontbreekt een stuk van de afbeelding.")
        .hint("Open de afbeelding in een programma voor foto's en bewaar die opnieuw als JPEG of PNG. Of vraag het bestand nog eens op.")
}
