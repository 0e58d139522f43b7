//! Whether all that stands on pages lies within what a PDF can say: a width of −1e30% is laid out, and no reader opens it.

use typst::layout::{Frame, FrameItem, Point, Size};
use typst_layout::PagedDocument;

/// Nothing on a page reaches further, in points: three kilometres.
const FARTHEST: f64 = 1e7;

/// The first page, from 1, on which something reaches further.
pub(super) fn first_beyond(document: &PagedDocument) -> Option<usize> {
    document.pages().iter().position(|page| !is_within(&page.frame)).map(|at| at + 1)
}

fn is_within(frame: &Frame) -> bool {
    is_near_size(frame.size())
        && frame.items().all(|(position, item)| {
            is_near(*position)
                && match item {
                    FrameItem::Group(group) => {
                        let shift = group.transform;
                        let scales = [shift.sx, shift.sy, shift.kx, shift.ky];
                        is_near(Point::new(shift.tx, shift.ty))
                            && scales.iter().all(|scale| scale.get().abs() <= FARTHEST)
                            && is_within(&group.frame)
                    }
                    FrameItem::Text(text) => is_near(Point::new(text.size, text.size)),
                    FrameItem::Shape(shape, _) => {
                        let covered = shape.bbox(false);
                        is_near(covered.min) && is_near(covered.max)
                    }
                    FrameItem::Image(_, size, _) | FrameItem::Link(_, size) => is_near_size(*size),
                    FrameItem::Tag(_) => true,
                }
        })
}

fn is_near_size(size: Size) -> bool {
    is_near(size.to_point())
}

fn is_near(point: Point) -> bool {
    [point.x, point.y].iter().all(|length| length.to_pt().abs() <= FARTHEST)
}
