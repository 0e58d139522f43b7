//! What happens to the PDFs when they cannot be written, or when the program is stopped.

mod workbench;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use workbench::{Bench, Ran, duration, griffel, interrupted, moments, skipped};

const LETTER: &str = "data/brieven/2022/brief.md";
const PDF: &str = "uitvoer/2022/brief.pdf";

fn is_whole_pdf(path: &Path) -> bool {
    let bytes = fs::read(path).expect("PDF is read");
    bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF")
}

#[test]
fn a_file_in_the_place_of_the_folder_is_reported_and_kept() {
    let bench = Bench::basis();
    bench.write("uitvoer", "van mij");
    let ran = bench.run(&["maak", "brief"]).expect(2);
    assert!(ran.stderr.starts_with("fout[U001]: Er staat een bestand in de weg"), "{}", ran.stderr);
    assert!(ran.stderr.contains("tip: Kies een andere map met --uitvoer."), "{}", ran.stderr);
    assert_eq!(bench.read("uitvoer"), "van mij");
}

#[test]
fn a_folder_in_the_place_of_the_pdf_stops_only_that_letter() {
    let bench = Bench::basis();
    bench.write("uitvoer/2022/brief.pdf/notitie.txt", "van mij");
    let ran = bench.run(&["maak"]).expect(2);
    assert!(ran.stderr.contains("U001"), "{}", ran.stderr);
    assert!(is_whole_pdf(&bench.at("uitvoer/2022/tweede.pdf")));
    let left = workbench::made_files(&bench.at("uitvoer"));
    let expected = ["2022/brief.pdf/notitie.txt", "2022/tweede.cijfers.csv", "2022/tweede.pdf"];
    assert_eq!(left, expected.map(Path::new), "no temporary files");
}

#[cfg(unix)]
#[test]
fn a_folder_without_rights_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::basis();
    fs::create_dir(bench.at("dicht")).expect("folder is made");
    fs::set_permissions(bench.at("dicht"), fs::Permissions::from_mode(0o555)).expect("rights are set");
    let mut command = griffel(bench.path());
    if fs::write(bench.at("dicht/proef"), "").is_ok() {
        // Root may write everywhere, unless the right to do so is taken away.
        fs::remove_file(bench.at("dicht/proef")).expect("removed");
        let program = command.get_program().to_owned();
        command = Command::new("setpriv");
        command.args(["--bounding-set=-dac_override", "--"]).arg(program).current_dir(bench.path());
        if !Command::new("setpriv")
            .args(["--bounding-set=-dac_override", "true"])
            .status()
            .is_ok_and(|ran| ran.success())
        {
            return skipped("this user may write everywhere, and there is no setpriv to change that");
        }
    }
    let ran = Ran::from(command.args(["maak", "--uitvoer", "dicht"]).output().expect("starts")).expect(2);
    assert!(ran.stderr.contains("U hebt geen rechten om hier te schrijven"), "{}", ran.stderr);
}

#[test]
fn an_older_pdf_stays_byte_for_byte_when_the_letter_has_an_error() {
    let bench = Bench::basis();
    bench.run(&["maak"]).expect(0);
    let before = bench.bytes(PDF);
    bench.edit(LETTER, "hulp_kosten", "hulp_kostn");
    bench.edit("data/brieven/2022/tweede.md", "geen cijfers.", "nog steeds geen cijfers.");
    let other = bench.bytes("uitvoer/2022/tweede.pdf");
    bench.run(&["maak"]).expect(1);
    assert_eq!(bench.bytes(PDF), before);
    assert_ne!(bench.bytes("uitvoer/2022/tweede.pdf"), other, "the other letter is renewed");
}

/// A file system of a few pages that goes with the test.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(folder: &'a Path) -> Option<Self> {
        fs::create_dir_all(folder).expect("folder is made");
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", "size=16k", "tmpfs"]).arg(folder);
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success()).then_some(Self(folder))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_is_reported_and_leaves_nothing_behind() {
    let bench = Bench::basis();
    let folder = bench.at("klein");
    let Some(disk) = SmallDisk::mount(&folder) else {
        return skipped("no small disk can be mounted here");
    };
    bench.write("klein/2022/brief.pdf", "de vorige");
    let ran = bench.run(&["maak", "--uitvoer", "klein"]).expect(2);
    assert!(ran.stderr.contains("De schijf is vol"), "{}", ran.stderr);
    assert_eq!(bench.read("klein/2022/brief.pdf"), "de vorige");
    assert_eq!(workbench::made_files(&folder), [Path::new("2022/brief.pdf")], "no temporary files");
    assert!(!workbench::files(&folder).iter().any(|path| path.to_string_lossy().contains("werk-")), "also not hidden");
    drop(disk);
}

/// Killed early or late: each PDF is the old one, the new one or not there.
#[test]
fn a_killed_run_leaves_only_whole_pdfs() {
    let bench = Bench::example();
    let length = duration(|| drop(bench.run(&["maak"]).expect(0)));
    let all = pdfs(&bench).len();
    let (mut cut_short, mut cut_halfway) = (0, 0);
    for moment in moments(length).take(100) {
        fs::remove_dir_all(bench.at("uitvoer")).expect("removed");
        cut_short += u32::from(interrupted(griffel(bench.path()).arg("maak"), moment));
        fs::create_dir_all(bench.at("uitvoer")).expect("is there");
        let left = pdfs(&bench);
        assert!(left.iter().all(|path| is_whole_pdf(path)), "{left:?}");
        cut_halfway += u32::from(!left.is_empty() && left.len() < all);
        if cut_short >= 10 && cut_halfway >= 3 {
            break;
        }
    }
    assert!(cut_short >= 10 && cut_halfway >= 3, "{cut_short} runs were cut short, {cut_halfway} between two PDFs");
    bench.run(&["maak"]).expect(0);
    assert_eq!(pdfs(&bench).len(), all);
}

fn pdfs(bench: &Bench) -> Vec<PathBuf> {
    let made = workbench::made_files(&bench.at("uitvoer")).into_iter();
    made.filter(|path| path.extension().is_some_and(|end| end == "pdf"))
        .map(|path| bench.at("uitvoer").join(path))
        .collect()
}
