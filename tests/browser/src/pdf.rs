//! Printed sheets as data: which letters stand on each, and the darkest paint beneath them.
//!
//! Not here: what should stand there (`checks/paper.rs`), and pictures of sheets, for which `pdftoppm` is at hand.

use anyhow::{Result, anyhow};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask,
    font::GlyphRun,
    hayro_cmap::BfString,
    hayro_syntax::Pdf,
    interpret_page,
    kurbo::{Affine, BezPath, Rect, Shape},
};

/// What covers so much of a sheet, 0 to 1, is its paper and no picture on it.
const PAPER: f64 = 0.6;

/// A sheet.
pub struct Sheet {
    /// Its letters and digits in the order in which they were drawn, in lower case.
    pub letters: String,
    /// How bright its paper is, 0 to 255.
    pub paper: u8,
    area: f64,
}

/// The sheets of a printed document.
pub fn sheets(document: Vec<u8>) -> Result<Vec<Sheet>> {
    let pdf = Pdf::new(document).map_err(|error| anyhow!("no PDF: {error:?}"))?;
    let cache = InterpreterCache::new();
    let mut sheets = Vec::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let window = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut sheet = Sheet { letters: String::new(), paper: u8::MAX, area: window.area() };
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, window, &cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut sheet);
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Letters and digits of a text, in lower case: what a line break, a hyphen, a ligature or a browser's own signs leave unchanged.
pub fn letters(text: &str) -> String {
    let mut letters = String::new();
    for letter in text.chars().filter(|it| it.is_alphanumeric()) {
        match letter {
            '\u{fb00}' => letters.push_str("ff"),
            '\u{fb01}' => letters.push_str("fi"),
            '\u{fb02}' => letters.push_str("fl"),
            '\u{fb03}' => letters.push_str("ffi"),
            '\u{fb04}' => letters.push_str("ffl"),
            _ => letters.extend(letter.to_lowercase()),
        }
    }
    letters
}

impl Device<'_> for Sheet {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        let covered = (props.transform * path.clone()).bounding_box().area();
        if let (DrawMode::Fill(_), Paint::Color(color)) = (mode, &props.paint)
            && self.area * PAPER < covered
        {
            let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
            if 0 < alpha {
                self.paper = self.paper.min(red.max(green).max(blue));
            }
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, _: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            match glyph.as_unicode() {
                Some(BfString::Char(letter)) => self.letters.push_str(&letters(&letter.to_string())),
                Some(BfString::String(text)) => self.letters.push_str(&letters(&text)),
                None => {}
            }
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn only_letters_and_digits_count() {
        assert_eq!(
            letters("A cow\u{ad}shed, No. 3 \u{2013} o\u{fb03}ce \u{5e9}"),
            "acowshedno3office\u{5e9}"
        );
    }
}
