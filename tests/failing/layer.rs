//! A layer between a program and the system that lets one of its writes fail, or ends the program there.
//!
//! It is compiled by the tests that use it, as a library of its own, and put before the C library. It counts the calls that
//! change something on disk: `write`, `rename`, `link`, `mkdir`, `unlink`, `rmdir`, `ftruncate`, `fsync` and opening a file
//! that is made. From the environment: `LAYER_FAILS_AT`, the call that fails, from 1; `LAYER_FOR_EVER`, all after it fail as
//! well; `LAYER_ENDS`, the program is killed there instead, with all of its process group; `LAYER_COUNT`, a file that gets the number of calls. Of a write
//! that fails, half is written. Only files below `LAYER_FOLDER` count. With `LAYER_CLOCK` the clock stands still at so many
//! seconds since 1970.

use std::env;
use std::ffi::{CStr, c_char, c_int, c_long, c_uint, c_void};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

const NO_SPACE: c_int = 28;
const NEXT: *mut c_void = -1_isize as *mut c_void;
const WRITES: c_int = 0o3;
const CREATES: c_int = 0o100;
const HERE: c_int = -100;

unsafe extern "C" {
    fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void;
    fn __errno_location() -> *mut c_int;
    fn readlink(path: *const c_char, out: *mut c_char, size: usize) -> isize;
    fn kill(process: c_int, signal: c_int) -> c_int;
}

struct Plan {
    fails_at: u32,
    for_ever: bool,
    ends: bool,
    count: Option<String>,
    clock: Option<i64>,
    folder: String,
}

static PLAN: OnceLock<Plan> = OnceLock::new();
static CALLS: AtomicU32 = AtomicU32::new(0);

fn plan() -> &'static Plan {
    PLAN.get_or_init(|| Plan {
        fails_at: env::var("LAYER_FAILS_AT").ok().and_then(|at| at.parse().ok()).unwrap_or(0),
        for_ever: env::var_os("LAYER_FOR_EVER").is_some(),
        ends: env::var_os("LAYER_ENDS").is_some(),
        count: env::var("LAYER_COUNT").ok(),
        clock: env::var("LAYER_CLOCK").ok().and_then(|clock| clock.parse().ok()),
        folder: env::var("LAYER_FOLDER").unwrap_or_default(),
    })
}

/// Whether this call, which counts, fails.
fn fails() -> bool {
    let plan = plan();
    let call = CALLS.fetch_add(1, Ordering::SeqCst) + 1;
    if let Some(path) = &plan.count {
        note(path, call);
    }
    plan.fails_at > 0 && (call == plan.fails_at || (plan.for_ever && call > plan.fails_at))
}

/// Ends the program, or says that the disk is full.
fn refused() -> c_int {
    unsafe {
        if plan().ends {
            // With the process that guards it: as when the power goes.
            kill(0, 9);
        }
        *__errno_location() = NO_SPACE;
    }
    -1
}

/// The number of calls so far, in a file outside of the folder, by calls that do not count.
fn note(path: &str, call: u32) {
    let (mut bytes, text) = ([0_u8; 4096], call.to_string());
    let Some(end) = bytes.get_mut(..path.len()) else { return };
    end.copy_from_slice(path.as_bytes());
    unsafe {
        let file = next_open()(bytes.as_ptr().cast(), 0o1101, 0o644);
        if file >= 0 {
            next_write()(file, text.as_ptr().cast(), text.len());
            next_close()(file);
        }
    }
}

fn is_in_folder(path: &[u8]) -> bool {
    let folder = plan().folder.as_bytes();
    !folder.is_empty() && path.starts_with(folder)
}

/// Whether a path is below the folder.
unsafe fn path_counts(path: *const c_char) -> bool {
    let path = unsafe { CStr::from_ptr(path) }.to_bytes();
    if path.starts_with(b"/") {
        return is_in_folder(path);
    }
    let Ok(here) = env::current_dir() else { return false };
    let rest = path.strip_prefix(b"./").unwrap_or(path);
    is_in_folder(&[here.as_os_str().as_encoded_bytes(), b"/", rest].concat())
}

unsafe fn file_counts(file: c_int) -> bool {
    let mut out = [0_u8; 4096];
    let link = format!("/proc/self/fd/{file}\0");
    let length = unsafe { readlink(link.as_ptr().cast(), out.as_mut_ptr().cast(), out.len()) };
    usize::try_from(length).is_ok_and(|length| is_in_folder(&out[..length]))
}

/// The function of this name in the C library, and one that asks for it.
macro_rules! next {
    ($asker:ident, $name:literal, fn($($kind:ty),*) -> $result:ty) => {
        fn $asker() -> unsafe extern "C" fn($($kind),*) -> $result {
            static FOUND: OnceLock<usize> = OnceLock::new();
            let found = FOUND.get_or_init(|| unsafe { dlsym(NEXT, concat!($name, "\0").as_ptr().cast()) } as usize);
            assert!(*found != 0, "the C library has no {}", $name);
            unsafe { std::mem::transmute(*found) }
        }
    };
}

next!(next_write, "write", fn(c_int, *const c_void, usize) -> isize);
next!(next_close, "close", fn(c_int) -> c_int);
next!(next_open, "open64", fn(*const c_char, c_int, c_uint) -> c_int);
next!(next_openat, "openat64", fn(c_int, *const c_char, c_int, c_uint) -> c_int);

#[unsafe(no_mangle)]
pub unsafe extern "C" fn write(file: c_int, bytes: *const c_void, size: usize) -> isize {
    unsafe {
        if file > 2 && file_counts(file) && fails() {
            if size > 1 {
                next_write()(file, bytes, size / 2);
            }
            return refused() as isize;
        }
        next_write()(file, bytes, size)
    }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    unsafe {
        if flags & WRITES != 0 && flags & CREATES != 0 && path_counts(path) && fails() {
            return refused();
        }
        next_open()(path, flags, mode)
    }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn openat64(folder: c_int, path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    unsafe {
        let counts = if folder == HERE { path_counts(path) } else { file_counts(folder) };
        if flags & WRITES != 0 && flags & CREATES != 0 && counts && fails() {
            return refused();
        }
        next_openat()(folder, path, flags, mode)
    }
}

#[repr(C)]
pub struct Time {
    seconds: i64,
    nanoseconds: c_long,
}

next!(next_clock, "clock_gettime", fn(c_int, *mut Time) -> c_int);

#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_gettime(clock: c_int, out: *mut Time) -> c_int {
    const OF_THE_DAY: c_int = 0;
    unsafe {
        let status = next_clock()(clock, out);
        if let (OF_THE_DAY, Some(seconds)) = (clock, plan().clock) {
            *out = Time { seconds, nanoseconds: 0 };
        }
        status
    }
}

/// A call with a path that fails before anything is done.
macro_rules! by_path {
    ($name:ident, $asker:ident, $text:literal, ($($argument:ident: $kind:ty),*), $path:ident) => {
        next!($asker, $text, fn($($kind),*) -> c_int);
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name($($argument: $kind),*) -> c_int {
            unsafe {
                if path_counts($path) && fails() {
                    return refused();
                }
                $asker()($($argument),*)
            }
        }
    };
}

by_path!(rename, next_rename, "rename", (from: *const c_char, to: *const c_char), to);
by_path!(link, next_link, "link", (from: *const c_char, to: *const c_char), to);
by_path!(mkdir, next_mkdir, "mkdir", (path: *const c_char, mode: c_uint), path);
by_path!(unlink, next_unlink, "unlink", (path: *const c_char), path);
by_path!(rmdir, next_rmdir, "rmdir", (path: *const c_char), path);
by_path!(renameat2, next_renameat2, "renameat2",
    (old: c_int, from: *const c_char, new: c_int, to: *const c_char, flags: c_uint), to);
by_path!(linkat, next_linkat, "linkat",
    (old: c_int, from: *const c_char, new: c_int, to: *const c_char, flags: c_int), to);

/// A call with an open file that fails before anything is done.
macro_rules! by_file {
    ($name:ident, $asker:ident, $text:literal, ($($argument:ident: $kind:ty),*)) => {
        next!($asker, $text, fn(c_int $(, $kind)*) -> c_int);
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(file: c_int $(, $argument: $kind)*) -> c_int {
            unsafe {
                if file_counts(file) && fails() {
                    return refused();
                }
                $asker()(file $(, $argument)*)
            }
        }
    };
}

by_file!(fsync, next_fsync, "fsync", ());
by_file!(fdatasync, next_fdatasync, "fdatasync", ());
by_file!(ftruncate64, next_ftruncate64, "ftruncate64", (size: c_long));
