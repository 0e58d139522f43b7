//! The same work for many items, on all processors.

use std::sync::{Mutex, PoisonError};

/// Does the same for every item, on as many threads as there are processors.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    if items.len() < 64 || workers == 1 {
        return items.iter().map(work).collect();
    }
    let share = items.len().div_ceil(workers);
    let done: Mutex<Vec<(usize, Vec<R>)>> = Mutex::default();
    std::thread::scope(|scope| {
        for (index, chunk) in items.chunks(share).enumerate() {
            let (work, done) = (&work, &done);
            scope.spawn(move || {
                let results: Vec<R> = chunk.iter().map(work).collect();
                done.lock().unwrap_or_else(PoisonError::into_inner).push((index, results));
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().flat_map(|(_, results)| results).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_in_parallel_keeps_its_order() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(in_parallel(&items, |item| item * 2), items.iter().map(|item| item * 2).collect::<Vec<_>>());
    }
}
