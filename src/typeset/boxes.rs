//! Which room each text on a page takes, also where it is turned. In: pages; out: boxes, to see whether any two meet.

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

/// Of the size of type: how far letters reach above the line, and below it.
const REACH: (f64, f64) = (0.66, 0.2);

/// A text and the room that its letters take: left, top, right and bottom, in points from the top left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct TextBox {
    /// The text, within one line.
    pub text: String,
    /// Its left and top.
    pub start: (f64, f64),
    /// Its right and bottom.
    pub end: (f64, f64),
    /// The size of its type.
    pub size: f64,
}

/// The boxes of each page.
pub(super) fn boxes(document: &PagedDocument) -> Vec<Vec<TextBox>> {
    let of_page = |frame: &Frame| {
        let mut boxes = Vec::new();
        add(frame, Transform::identity(), &mut boxes);
        boxes
    };
    document.pages().iter().map(|page| of_page(&page.frame)).collect()
}

fn add(frame: &Frame, transform: Transform, boxes: &mut Vec<TextBox>) {
    for (position, item) in frame.items() {
        let here = transform.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => add(&group.frame, here.pre_concat(group.transform), boxes),
            FrameItem::Text(text) => {
                let (above, below) = (text.size * REACH.0, text.size * REACH.1);
                let corner = |x: Abs, y: Abs| {
                    let at = Point::new(x, y).transform(here);
                    (at.x.to_pt(), at.y.to_pt())
                };
                let (one, other) = (corner(Abs::zero(), -above), corner(text.width(), below));
                boxes.push(TextBox {
                    text: text.text.to_string(),
                    start: (one.0.min(other.0), one.1.min(other.1)),
                    end: (one.0.max(other.0), one.1.max(other.1)),
                    size: text.size.to_pt(),
                });
            }
            _ => {}
        }
    }
}
