//! A network drive tells of no change: the preview looks by itself.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::client::{Preview, words};
use crate::workbench::{Bench, griffel, skipped};

const LETTER: &str = "data/brieven/2022/brief.md";

/// It looks every two seconds; what it then finds is on the page soon after, also on a slow machine.
const SOON: Duration = Duration::from_secs(20);

/// The program where the system gives nobody a way to hear of changes; none where that cannot be arranged.
fn deaf(bench: &Bench) -> Option<Command> {
    let deafened = |then: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c"]);
        command.arg(format!("echo 0 >/proc/sys/user/max_inotify_instances && {then}"));
        command
    };
    let can_be = deafened("exit 0").output().is_ok_and(|output| output.status.success());
    let mut command = deafened("exec \"$0\" \"$@\"");
    command.arg(griffel(bench.path()).get_program()).current_dir(bench.path());
    can_be.then_some(command)
}

#[test]
fn what_changes_is_seen_where_no_change_is_told() {
    let bench = Bench::basis();
    let Some(command) = deaf(&bench) else {
        return skipped("changes are always told here");
    };
    let preview = Preview::start(command, &[]);
    let mut tab = preview.connect();
    tab.open("2022/brief");
    for round in 1..=2 {
        let old = if round == 1 { "# Inleiding\n" } else { "Ronde 1." };
        let new = if round == 1 { "# Inleiding\n\nRonde 1." } else { "Ronde 2." };
        bench.edit(LETTER, old, new);
        let start = Instant::now();
        tab.document(|document| words(document).contains(&format!("Ronde {round}.")));
        assert!(start.elapsed() < SOON, "after {:?}", start.elapsed());
    }
    // Figures, and a letter that is new.
    bench.write("data/brieven/2022/derde.md", bench.read("data/brieven/2022/tweede.md"));
    tab.until(|message| message["type"] == "list" && message["documents"].to_string().contains("2022/derde"));
}
