//! Starts the workplace without a window of its own: what the start menu leads to.
//!
//! `griffel` is a program for the terminal: Windows would show a black window for as long as it runs.

#![cfg_attr(windows, windows_subsystem = "windows")]
#![forbid(unsafe_code)]

use std::io;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Output, Stdio};

/// Its processes get no window either; as Windows calls it, `CREATE_NO_WINDOW`.
#[cfg(windows)]
const NO_WINDOW: u32 = 0x0800_0000;

fn main() -> ExitCode {
    match start() {
        Ok(Output { status, .. }) if status.success() => ExitCode::SUCCESS,
        Ok(Output { stderr, .. }) => tell(&String::from_utf8_lossy(&stderr)),
        Err(_) => {
            tell("Het programma griffel is er niet, of mag niet worden gestart. Het hoort in dezelfde map te staan.")
        }
    }
}

/// Starts it, and waits until it ends.
fn start() -> io::Result<Output> {
    let program = std::env::current_exe()?.with_file_name(if cfg!(windows) { "griffel.exe" } else { "griffel" });
    let mut command = Command::new(program);
    command.args(["start", "--open"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(&mut command, NO_WINDOW);
    command.spawn()?.wait_with_output()
}

/// Says in the browser what went wrong: there is no other window.
fn tell(what: &str) -> ExitCode {
    let escaped = what.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!DOCTYPE html><html lang=\"nl\"><meta charset=\"utf-8\"><title>Griffel start niet</title>\
         <body style=\"font: 1.1rem sans-serif; max-width: 40rem; margin: 3rem auto\">\
         <h1>Griffel start niet</h1><p style=\"white-space: pre-wrap\">{escaped}</p>"
    );
    let shown: io::Result<PathBuf> = tempfile::Builder::new()
        .prefix("griffel-")
        .suffix(".html")
        .tempfile()
        .and_then(|file| file.keep().map_err(io::Error::from))
        .and_then(|(_, path)| std::fs::write(&path, page).map(|()| path));
    // Without a browser there is nothing left to say it with.
    let _ = shown.and_then(open::that_detached);
    ExitCode::FAILURE
}
