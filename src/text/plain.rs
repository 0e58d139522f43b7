//! A document as plain text, a line for each thing that a reader would read: to keep beside the PDF and to
//! compare with later.

use super::document::{Block, BlockContent, Document};

impl Document {
    /// The whole document as lines of text.
    pub fn plain_text(&self) -> String {
        let mut lines = vec![self.plain(&self.title)];
        lines.extend(self.correction.clone());
        lines.extend(self.fields.iter().map(|(label, value)| format!("{label}: {value}")));
        for section in &self.sections {
            lines.push(self.plain(&section.heading));
            section.texts().for_each(|blocks| self.write_blocks(blocks, &mut lines));
        }
        for blocks in &self.footnotes {
            self.write_blocks(blocks, &mut lines);
        }
        lines.join("\n") + "\n"
    }

    /// The words of blocks in one line.
    pub fn plain_blocks(&self, blocks: &[Block]) -> String {
        let mut lines = Vec::new();
        self.write_blocks(blocks, &mut lines);
        lines.join(" ")
    }

    fn write_blocks(&self, blocks: &[Block], lines: &mut Vec<String>) {
        for block in blocks {
            match &block.content {
                BlockContent::Heading { spans, .. } | BlockContent::Paragraph(spans) => lines.push(self.plain(spans)),
                BlockContent::List { items, .. } => items.iter().for_each(|item| self.write_blocks(item, lines)),
                BlockContent::Table { head, rows, .. } => {
                    for row in std::iter::once(head).chain(rows) {
                        let cells: Vec<String> = row.iter().map(|cell| self.plain(cell)).collect();
                        lines.push(cells.join(" | "));
                    }
                }
                BlockContent::Quote(inner) => self.write_blocks(inner, lines),
                BlockContent::Verbatim(words) => lines.push(words.text().to_owned()),
                BlockContent::Exhibit(index) => self.write_exhibit(*index, lines),
                BlockContent::Picture { alt, .. } => lines.push(alt.text().to_owned()),
                BlockContent::Rule => {}
            }
        }
    }

    fn write_exhibit(&self, index: usize, lines: &mut Vec<String>) {
        let Some(exhibit) = self.exhibits.get(index) else { return };
        let words = [self.plain(&exhibit.title), self.plain(&exhibit.subject)];
        let words: Vec<String> = words.into_iter().filter(|words| !words.is_empty()).collect();
        lines.push(format!("{}. {}", exhibit.label(true), words.join(". ")));
        lines.extend(exhibit.notes.iter().map(|note| self.plain(note)));
    }
}
