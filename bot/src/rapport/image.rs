//! SVG to PNG, with a font that comes with the program: a server needs none.

use anyhow::Context;
use guichet_templates::rapport::Image;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Pixels a point: sharp on a phone's screen.
const SCALE: u32 = 3;

pub fn png(image: &Image) -> anyhow::Result<Vec<u8>> {
    let mut options = Options::default();
    options.fontdb_mut().load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
    let family = options.fontdb.faces().next().and_then(|face| face.families.first());
    options.font_family = family.context("the font has no name")?.0.clone();
    let tree = Tree::from_str(&image.svg, &options)?;
    let mut pixmap = Pixmap::new(image.largeur * SCALE, image.hauteur * SCALE).context("an empty picture")?;
    let scale = Transform::from_scale(SCALE as f32, SCALE as f32);
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    Ok(pixmap.encode_png()?)
}
