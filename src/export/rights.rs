//! Rights of what Griffel makes.

#[cfg(unix)]
use std::fs;

/// Temporary files and folders are private to their owner; what Griffel makes has the rights of
/// any other file, `mode` less the user's mask.
pub fn with_usual_rights<'a, 'b>(
    builder: &'a mut tempfile::Builder<'b, 'b>,
    mode: u32,
) -> &'a mut tempfile::Builder<'b, 'b> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = mode;
    builder
}
