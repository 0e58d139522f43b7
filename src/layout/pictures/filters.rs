//! What the filters of an SVG drawing cost. They are the one thing in it that is drawn as pixels, four for each point
//! of the page in both directions; a shadow under a logo costs little, noise over a whole page does not.

use usvg::Group;
use usvg::filter::Kind;

use super::unusable::Unusable;

/// Points of the longest side of a page or a slide, at most.
const PAGE: f32 = 1_300.0;
/// Pixels for a point, and the longest side in pixels, as the library that draws filters has them.
const PIXELS_PER_POINT: f32 = 4.0;
const LONGEST: f32 = 5_000.0;
/// Steps of a pixel, for all filters together: some seconds.
const MOST_STEPS: f64 = 2e9;
/// Pixels that one filter keeps at the same time: 256 MB.
const MOST_KEPT: f64 = 64e6;
/// No shadow or blur is so far or so wide that it is outside its own picture.
const WIDEST: f32 = 2.0 * LONGEST;

/// The work of all filters of a drawing.
#[derive(Debug, Default)]
pub(super) struct FilterWork {
    /// Points of the page for a unit of the drawing.
    scale: f32,
    steps: f64,
    kept: f64,
    is_too_wide: bool,
}

impl FilterWork {
    /// No filters yet, of a drawing of this size.
    pub fn of_drawing(width: f32, height: f32) -> Self {
        Self { scale: PAGE / width.max(height), ..Self::default() }
    }

    /// Whether they can be drawn.
    ///
    /// # Errors
    /// They cost too much.
    pub fn verdict(&self) -> Result<(), Unusable> {
        if self.is_too_wide || self.steps > MOST_STEPS || self.kept > MOST_KEPT {
            return Err(Unusable::new("heeft effecten (filters) die te zwaar zijn om te tekenen.")
                .hint("Haal schaduw, vervaging of ruis weg. Of bewaar de afbeelding in een tekenprogramma als PNG."));
        }
        Ok(())
    }
}

/// Adds the filters of a group.
pub(super) fn measure(group: &Group, work: &mut FilterWork) {
    if group.filters().is_empty() {
        return;
    }
    let Some(layer) = group.layer_bounding_box().transform(group.transform()) else {
        work.is_too_wide = true;
        return;
    };
    let (own_x, own_y) = group.transform().get_scale();
    let (all_x, all_y) = group.abs_transform().get_scale();
    let outer = (all_x / own_x).max(all_y / own_y);
    let wanted = PIXELS_PER_POINT * (work.scale * outer).max(1.0);
    let scale = wanted.min(LONGEST / layer.width()).min(LONGEST / layer.height());
    let pixels = f64::from(layer.width() * scale) * f64::from(layer.height() * scale);
    let (x, y) = (own_x * scale, own_y * scale);
    for filter in group.filters() {
        work.kept = work.kept.max(pixels * (filter.primitives().len() + 2) as f64);
        let rect = filter.rect();
        work.is_too_wide |= !(rect.width() * x <= WIDEST && rect.height() * y <= WIDEST);
        for primitive in filter.primitives() {
            let (reach, steps) = cost(primitive.kind(), x, y);
            work.is_too_wide |= reach.is_nan() || reach > WIDEST;
            work.steps += pixels * steps;
        }
    }
}

/// How far a filter reaches, in pixels, and its steps for a pixel.
fn cost(kind: &Kind, x: f32, y: f32) -> (f32, f64) {
    let reach = |along: f32, down: f32| (along * x).abs().max((down * y).abs());
    match kind {
        Kind::Offset(offset) => (reach(offset.dx(), offset.dy()), 2.0),
        Kind::GaussianBlur(blur) => (reach(blur.std_dev_x().get(), blur.std_dev_y().get()), 20.0),
        Kind::DropShadow(shadow) => {
            let blur = reach(shadow.std_dev_x().get(), shadow.std_dev_y().get());
            (reach(shadow.dx(), shadow.dy()).max(blur), 30.0)
        }
        Kind::Morphology(morphology) => {
            let sides =
                |radius: f32, scale: f32| 2.0 * f64::from((radius * scale).abs().ceil()).min(f64::from(LONGEST));
            let (rx, ry) = (morphology.radius_x().get(), morphology.radius_y().get());
            (reach(rx, ry), 1.0 + sides(rx, x) * sides(ry, y))
        }
        Kind::ConvolveMatrix(convolve) => {
            (0.0, 2.0 + f64::from(convolve.matrix().columns()) * f64::from(convolve.matrix().rows()))
        }
        // Four channels, each octave with sixteen steps or so.
        Kind::Turbulence(turbulence) => (0.0, 64.0 * f64::from(turbulence.num_octaves())),
        Kind::DisplacementMap(map) => (reach(map.scale(), map.scale()), 5.0),
        Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => (0.0, 20.0),
        Kind::Merge(merge) => (0.0, 2.0 * merge.inputs().len() as f64),
        Kind::Blend(_)
        | Kind::ColorMatrix(_)
        | Kind::ComponentTransfer(_)
        | Kind::Composite(_)
        | Kind::Flood(_)
        | Kind::Image(_)
        | Kind::Tile(_) => (0.0, 5.0),
    }
}
