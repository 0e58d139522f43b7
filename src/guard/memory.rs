//! How much memory this process has.

/// In bytes; nothing where the system does not tell.
pub fn physical() -> Option<u64> {
    memory_stats::memory_stats().map(|memory| memory.physical_mem as u64)
}
