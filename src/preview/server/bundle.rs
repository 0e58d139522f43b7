//! Several PDFs in one file, to be downloaded at once. In: paths that making them gave. Out: a ZIP archive of those files.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, result::ZipResult};

use crate::preview::message::Denial;
use crate::record::OUTPUT;

use super::writer::Writer;

/// More files are not put together.
const MOST_FILES: usize = 1_000;

/// More bytes are not put together.
const MOST_BYTES: usize = 512 * 1024 * 1024;

/// The archive of PDFs that stand in the folder for results.
///
/// # Errors
/// One of them is no such file, or they are too many.
pub fn of(writer: &Writer, files: &[String]) -> Result<Vec<u8>, Denial> {
    let too_large = || Denial {
        message: "Dit zijn te veel PDF's om in één keer te downloaden.".to_owned(),
        hint: Some("Ze staan ook in de map uitvoer van uw werkmap.".to_owned()),
    };
    if files.len() > MOST_FILES {
        return Err(too_large());
    }
    let mut read = Vec::with_capacity(files.len());
    for file in files {
        let name = file.strip_prefix(&format!("{OUTPUT}/")).filter(|name| name.ends_with(".pdf"));
        let is_hidden = file.split(['/', '\\']).any(|part| part.starts_with('.'));
        let name = name.filter(|_| !is_hidden).ok_or_else(|| Denial {
            message: format!("{file} is geen PDF die Griffel heeft gemaakt."),
            hint: Some("Maak de PDF's opnieuw.".to_owned()),
        })?;
        let bytes = writer.files().bytes(file).map_err(|finding| Denial {
            message: finding.message.clone(),
            hint: Some("Maak de PDF's opnieuw.".to_owned()),
        })?;
        read.push((name, bytes));
        if read.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > MOST_BYTES {
            return Err(too_large());
        }
    }
    archive(&read).map_err(|_| too_large())
}

fn archive(files: &[(&str, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // A PDF is compressed already.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        archive.start_file(*name, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;

    use super::*;
    use crate::project::WorkFolder;

    #[test]
    fn only_results_are_put_together_and_they_are_what_they_were() {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("data")).expect("made");
        fs::create_dir_all(folder.path().join("uitvoer/2022-K4")).expect("made");
        fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
        fs::write(folder.path().join("data/a.pdf"), "geheim").expect("written");
        for name in ["a", "b"] {
            fs::write(folder.path().join(format!("uitvoer/2022-K4/{name}.pdf")), name).expect("written");
        }
        let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
        let files = ["uitvoer/2022-K4/a.pdf", "uitvoer/2022-K4/b.pdf"].map(str::to_owned);
        let bytes = of(&writer, &files).expect("put together");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        assert_eq!(archive.len(), 2);
        let mut text = String::new();
        archive.by_name("2022-K4/b.pdf").expect("there").read_to_string(&mut text).expect("read");
        assert_eq!(text, "b");
        for path in
            ["data/a.pdf", "uitvoer/../data/a.pdf", "uitvoer/2022-K4/c.pdf", "uitvoer/2022-K4/a.csv", "/etc/a.pdf"]
        {
            assert!(of(&writer, &[path.to_owned()]).is_err(), "{path}");
        }
    }
}
