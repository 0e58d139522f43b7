//! Pictures as people have them, and as nobody should be able to use them.

use super::*;

fn svg(body: &str) -> Vec<u8> {
    with_head("viewBox=\"0 0 200 100\"", body)
}

fn with_head(head: &str, body: &str) -> Vec<u8> {
    let names = "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    format!("<svg {names} {head}>{body}</svg>").into_bytes()
}

/// A drawing with a filter on one shape.
fn filtered(region: &str, primitives: &str) -> Vec<u8> {
    svg(&format!(
        "<filter id=\"f\" {region}>{primitives}</filter><rect filter=\"url(#f)\" width=\"90\" height=\"40\"/>"
    ))
}

fn refused(bytes: &[u8]) -> Unusable {
    kind_of(bytes).expect_err(&String::from_utf8_lossy(&bytes[..bytes.len().min(400)]))
}

#[test]
fn drawings_as_programs_make_them_are_good() {
    let shadow = "<feGaussianBlur in=\"SourceAlpha\" stdDeviation=\"3\"/><feOffset dx=\"2\" dy=\"2\"/>\
        <feComponentTransfer><feFuncA type=\"linear\" slope=\"0.5\"/></feComponentTransfer>\
        <feMerge><feMergeNode/><feMergeNode in=\"SourceGraphic\"/></feMerge>";
    let good = [
        svg("<rect width=\"9\" height=\"9\"/>"),
        with_head("width=\"210mm\" height=\"297mm\"", "<path d=\"M1.5.5l-1e-30 2A5 5 0 0 1 9 9z\"/>"),
        // A map in metres, of the Dutch grid and of the world.
        with_head("viewBox=\"155000 463000 9000 4000\"", "<path d=\"M155000 463000l900 900h99z\"/>"),
        with_head("viewBox=\"500000 6800000 9000 4000\"", "<path d=\"M500000 6800000l900 900h99z\"/>"),
        svg(
            "<!-- 99999999999 --><style>.cls-1{fill:#1e9000}.cls-2{fill:url(#v)}</style><linearGradient id=\"v\"><stop offset=\"0\" stop-color=\"#fff\"/><stop offset=\"1\"/></linearGradient><g class=\"cls-1\"><rect class=\"cls-2\" width=\"9\" height=\"9\"/></g>",
        ),
        svg(
            "<style>rect{fill:url(#p)}</style><pattern id=\"p\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><circle r=\"2\"/></pattern><rect width=\"9\" height=\"9\"/>",
        ),
        filtered("", shadow),
        filtered(
            "x=\"-20%\" y=\"-20%\" width=\"140%\" height=\"140%\"",
            "<feDropShadow dx=\"2\" dy=\"2\" stdDeviation=\"4\"/>",
        ),
        filtered(
            "filterUnits=\"userSpaceOnUse\" x=\"0\" y=\"0\" width=\"200\" height=\"100\"",
            "<feTurbulence baseFrequency=\"0.1\" numOctaves=\"2\"/>",
        ),
        svg(
            "<marker id=\"pijl\" markerWidth=\"4\" markerHeight=\"4\"><path d=\"M0 0l2 2z\"/></marker><path marker-end=\"url(#pijl)\" stroke=\"#000\" d=\"M0 0L9 9\"/>",
        ),
        svg(
            "<symbol id=\"huis\"><path d=\"M0 0h9v9z\"/></symbol><use xlink:href=\"#huis\"/><use href=\"#huis\" x=\"20\"/>",
        ),
    ];
    for bytes in good {
        assert_eq!(kind_of(&bytes), Ok("svg"), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn numbers_that_no_page_can_hold_are_refused_at_their_line() {
    for bytes in [
        svg("\n<rect width=\"1e30\" height=\"9\"/>"),
        svg("\n<rect width=\"1e30%\" height=\"9\"/>"),
        svg("\n<path d=\"M0 0A1e30 1e30 0 0 1 9 9\"/>"),
        svg("\n<path d=\"M0 0L1e30 0\"/>"),
        svg("\n<g transform=\"scale(1e30)\"><rect width=\"9\" height=\"9\"/></g>"),
        svg("\n<g style=\"transform:translate(1e30px)\"><rect width=\"9\" height=\"9\"/></g>"),
        svg("\n<style>rect{stroke-width:1e30}</style><rect width=\"9\" height=\"9\"/>"),
        svg("\n<text font-size=\"1e30\">Tekst</text>"),
        svg("\n<rect width=\"&#49;e30\" height=\"9\"/>"),
        with_head("\nviewBox=\"0 0 1e30 1e30\"", "<rect width=\"9\" height=\"9\"/>"),
        with_head("\nwidth=\"1e30\" height=\"9\"", "<rect width=\"9\" height=\"9\"/>"),
    ] {
        let reason = refused(&bytes);
        assert!(reason.what.contains("op regel 2: 1e30"), "{reason:?}");
    }
}

#[test]
fn what_grows_out_of_bounds_by_itself_is_refused() {
    let nested = |transform: &str, times: usize| {
        let (open, close) = (format!("<g transform=\"{transform}\">").repeat(times), "</g>".repeat(times));
        svg(&format!("{open}<rect width=\"9\" height=\"9\"/>{close}"))
    };
    for bytes in [
        nested("scale(1e6)", 4),
        nested("scale(1e6)", 40),
        nested("skewX(89.9999999)", 3),
        nested("translate(2e7)", 90),
        svg(&format!("<path d=\"M0 0{}\"/>", "l1e7 1".repeat(500))),
    ] {
        let reason = refused(&bytes);
        assert!(reason.what.contains("veel te ver weg") || reason.what.contains("beschadigd"), "{reason:?}");
    }
    let bomb: String = (1..20)
        .map(|floor| format!("<g id=\"g{floor}\">{}</g>", format!("<use href=\"#g{}\"/>", floor - 1).repeat(9)))
        .collect();
    let reason = refused(&svg(&format!("<rect id=\"g0\" width=\"1\" height=\"1\"/>{bomb}")));
    assert!(reason.what.contains("herhaalt zichzelf"), "{reason:?}");
    let deep = svg(&format!("{}{}", "<g>".repeat(100_000), "</g>".repeat(100_000)));
    assert!(refused(&deep).what.contains("in elkaar"), "{:?}", refused(&deep));
    let entities: String =
        (1..20).map(|at| format!("<!ENTITY e{at} \"{}\">", format!("&e{};", at - 1).repeat(10))).collect();
    let billion = format!(
        "<!DOCTYPE svg [<!ENTITY e0 \"aaaaaaaaaa\">{entities}]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>&e19;</text></svg>"
    );
    assert_eq!(refused(billion.as_bytes()), Unusable::damaged());
}

#[test]
fn filters_that_cost_too_much_are_refused() {
    let huge = "filterUnits=\"userSpaceOnUse\" x=\"-1e6\" y=\"-1e6\" width=\"2e6\" height=\"2e6\"";
    for bytes in [
        filtered("", "<feOffset dx=\"3e6\"/>"),
        filtered("", "<feDropShadow dx=\"2\" dy=\"2\" stdDeviation=\"1e6\"/>"),
        filtered("", "<feGaussianBlur stdDeviation=\"1e6\"/>"),
        filtered("", "<feTurbulence baseFrequency=\"0.1\" numOctaves=\"10000000\"/>"),
        filtered("", "<feMorphology radius=\"200\"/>"),
        filtered("", &"<feGaussianBlur stdDeviation=\"2\"/>".repeat(500)),
        filtered(huge, "<feGaussianBlur stdDeviation=\"2\"/>"),
        filtered("primitiveUnits=\"objectBoundingBox\"", "<feOffset dx=\"1e6\"/>"),
        svg(&"<filter id=\"f\"><feTurbulence baseFrequency=\"0.1\" numOctaves=\"9\"/></filter><rect filter=\"url(#f)\" width=\"200\" height=\"100\"/>".repeat(60)),
        with_head("viewBox=\"0 0 1 1\"", "<filter id=\"f\"><feOffset dx=\"900\"/></filter><rect filter=\"url(#f)\" width=\"1\" height=\"1\"/>"),
    ] {
        let reason = refused(&bytes);
        assert!(reason.what.contains("filters"), "{reason:?}");
    }
}

#[test]
fn pictures_in_a_drawing_are_looked_at_as_well() {
    for (link, says) in [
        ("https://voorbeeld.nl/a.png", "verwijst naar een andere"),
        ("foto.png", "verwijst naar een andere"),
        ("&#102;oto.png", "verwijst naar een andere"),
        ("data:image/png;base64,AAAA", "beschadigd"),
        ("data:image/jpeg;base64,/9j/4AAQ", "beschadigd"),
        ("data:image/svg+xml;base64,PHN2Zy8+", "van een soort die niet kan"),
        ("data:text/plain;base64,PHN2Zy8+", "van een soort die niet kan"),
        ("data:image/gif;base64,R0lGODlh", "van een soort die niet kan"),
    ] {
        let reason = refused(&svg(&format!("<image width=\"9\" height=\"9\" xlink:href=\"{link}\"/>")));
        assert!(reason.what.contains(says), "{link}: {reason:?}");
    }
}

#[test]
fn the_head_of_a_picture_is_enough_to_refuse_it() {
    // Width and height of a PNG stand after sixteen bytes; a checksum follows, which decoders look at first.
    let mut png =
        include_bytes!("../../../tests/findings/B012-afbeelding-heeft-te-veel-beeldpunten/data/groot.png").to_vec();
    assert!(refused(&png).what.contains("is te groot"), "{:?}", refused(&png));
    png.truncate(33);
    assert!(refused(&png).what.contains("is te groot") || refused(&png) == Unusable::damaged());
}

#[test]
fn a_verdict_is_remembered() {
    let check = PictureCheck::default();
    let (good, bad) = (svg("<rect width=\"9\" height=\"9\"/>"), b"geen afbeelding".to_vec());
    for _ in 0..2 {
        assert_eq!(check.kind(&good), Ok("svg"));
        assert_eq!(check.kind(&bad), Err(Unusable::new("is geen afbeelding die Griffel kent.")));
    }
    assert_eq!(check.known.lock().expect("no panic").len(), 2);
}
