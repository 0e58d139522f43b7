//! A drawing that needs no font any more: its letters as outlines, and the same as pixels.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Options, Tree, WriteOptions};

use crate::load::fonts::Fonts;

/// How wide a picture in pixels is: what websites and social media show without making it larger.
const PIXELS: f32 = 1200.0;
/// A picture that would be higher than this, in pixels, is made smaller.
const HIGHEST: f32 = 8000.0;

/// A chart as files that anybody can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// With letters as outlines.
    pub svg: String,
    /// The same in pixels.
    pub png: Vec<u8>,
}

/// Makes pictures with the fonts of a run; they are read once.
pub struct Outliner {
    fonts: Arc<Database>,
}

impl Outliner {
    /// With these fonts, and none of the system.
    pub fn new(fonts: &Fonts) -> Self {
        let mut database = Database::new();
        for data in fonts.data() {
            database.load_font_source(Source::Binary(Arc::new(data.clone())));
        }
        Self { fonts: Arc::new(database) }
    }

    /// The picture of a drawing.
    ///
    /// # Errors
    /// It cannot be read or is too large: why, in words for developers.
    pub fn picture(&self, drawing: &str) -> Result<Picture, String> {
        let options = Options { fontdb: self.fonts.clone(), font_family: String::new(), ..Options::default() };
        let tree = Tree::from_str(drawing, &options).map_err(|error| error.to_string())?;
        let size = tree.size();
        let scale = (PIXELS / size.width()).min(HIGHEST / size.height());
        let whole = |side: f32| (side * scale - 0.01).ceil().max(1.0) as u32;
        let mut pixels = Pixmap::new(whole(size.width()), whole(size.height())).ok_or("no pixels")?;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        let png = pixels.encode_png().map_err(|error| error.to_string())?;
        let writing = WriteOptions { coordinates_precision: 1, transforms_precision: 6, ..WriteOptions::default() };
        Ok(Picture { svg: tree.to_string(&writing), png })
    }
}
