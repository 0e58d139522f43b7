//! What keeps a file or folder from being read or written, as the system says it: an error in, a kind of obstacle out.

use std::io::{self, ErrorKind};

/// What is in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// It is not there.
    Missing,
    /// No room is left.
    DiskFull,
    /// Its user may not.
    NoRights,
    /// Something else is where it, or a folder that it is in, should be.
    InTheWay,
    /// Another program keeps it to itself.
    InUse,
    /// Its contents are only on a server of OneDrive or the like, and cannot be had now.
    OnlyInCloud,
    /// The network, share or stick that it is on has gone.
    OutOfReach,
    /// Anything else.
    Other,
}

impl Obstacle {
    /// Why something cannot be written, as the end of a sentence.
    pub fn why_not_written(self) -> &'static str {
        match self {
            Self::DiskFull => "de schijf is vol",
            Self::NoRights => "u hebt daar geen rechten om te schrijven",
            Self::OutOfReach | Self::OnlyInCloud => "de schijf of netwerkmap is niet te bereiken",
            Self::Missing | Self::InTheWay | Self::InUse | Self::Other => "er ging iets mis bij het schrijven",
        }
    }

    /// What an error means.
    pub fn of(error: &io::Error) -> Self {
        if let Some(obstacle) = error.raw_os_error().filter(|_| cfg!(windows)).and_then(of_windows) {
            return obstacle;
        }
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::NoRights,
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory | ErrorKind::DirectoryNotEmpty => Self::InTheWay,
            ErrorKind::ResourceBusy => Self::InUse,
            ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::StaleNetworkFileHandle
            | ErrorKind::NotConnected
            | ErrorKind::TimedOut => Self::OutOfReach,
            _ => Self::Other,
        }
    }
}

/// What the numbers of Windows mean that have no kind of their own ("System Error Codes" in its documentation).
fn of_windows(number: i32) -> Option<Obstacle> {
    Some(match number {
        // Sharing and lock violation.
        32 | 33 => Obstacle::InUse,
        // Not ready; remote not listening, bad path or name, device gone, unexpected error, name deleted, of a network; no
        // connection; the location cannot be reached.
        21 | 51 | 53 | 55 | 59 | 64 | 65 | 67 | 1167 | 1200..=1203 | 1222 | 1231 | 2250 => Obstacle::OutOfReach,
        // ERROR_CLOUD_FILE_*.
        358..=404 => Obstacle::OnlyInCloud,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_windows_says_of_shares_and_clouds_is_understood() {
        for (number, obstacle) in [
            (32, Obstacle::InUse),
            (53, Obstacle::OutOfReach),
            (64, Obstacle::OutOfReach),
            (362, Obstacle::OnlyInCloud),
            (389, Obstacle::OnlyInCloud),
        ] {
            assert_eq!(of_windows(number), Some(obstacle), "{number}");
        }
        assert_eq!(of_windows(5), None, "no rights is a kind of its own");
    }

    #[test]
    fn a_share_that_is_gone_is_no_file_in_use() {
        for kind in [ErrorKind::StaleNetworkFileHandle, ErrorKind::HostUnreachable, ErrorKind::TimedOut] {
            assert_eq!(Obstacle::of(&kind.into()), Obstacle::OutOfReach, "{kind}");
        }
        assert_eq!(Obstacle::of(&ErrorKind::NotFound.into()), Obstacle::Missing);
    }
}
