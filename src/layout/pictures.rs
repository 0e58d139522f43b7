//! What a picture is, and whether it can stand in a document.

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

/// What a picture is, by its bytes rather than by its name; or why it cannot be in a document.
pub(super) fn picture_kind(bytes: &[u8]) -> Result<&'static str, &'static str> {
    if bytes.starts_with(b"%PDF") {
        return Err("is een PDF. Die kan niet als afbeelding in een toegankelijk document.");
    }
    let extension = match ExchangeFormat::detect(bytes) {
        Some(ExchangeFormat::Png) => "png",
        Some(ExchangeFormat::Jpg) => "jpg",
        _ => return svg_kind(bytes),
    };
    // Decoding here costs nothing twice: Typst remembers it.
    match ExchangeFormat::detect(bytes).map(|format| RasterImage::plain(Bytes::new(bytes.to_vec()), format)) {
        Some(Ok(_)) => Ok(extension),
        _ => Err("is beschadigd: de afbeelding is niet te openen."),
    }
}

fn svg_kind(bytes: &[u8]) -> Result<&'static str, &'static str> {
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| text.contains("<svg")) else {
        return Err("is geen afbeelding die Griffel kent.");
    };
    let links_out = text.split("<image").skip(1).any(|element| {
        let element = element.split('>').next().unwrap_or_default();
        element
            .split("href=")
            .skip(1)
            .any(|link| !link.trim_start_matches(['"', '\'']).trim_start().starts_with("data:"))
    });
    if links_out {
        return Err("verwijst naar een andere afbeelding. Neem die in het SVG-bestand zelf op.");
    }
    SvgImage::new(Bytes::new(bytes.to_vec()))
        .map(|_| "svg")
        .map_err(|_| "is beschadigd: de afbeelding is niet te openen.")
}
