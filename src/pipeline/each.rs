//! The same for many documents, on several threads.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::press::Press;
use crate::guard::{Stop, Work, watch};
use crate::project::DocumentId;

/// Does `work` for every document of the work folder at `root`, on at most `workers` threads that have a press each; `done` is told of
/// each. What comes of it is in the order of `documents`; of a document whose work was stopped, `stopped` tells that.
pub(super) fn each<T: Send>(
    root: &Path,
    documents: &[DocumentId],
    workers: usize,
    done: &(dyn Fn(&DocumentId) + Sync),
    work: impl Fn(&DocumentId, &mut Press) -> T + Sync,
    stopped: impl Fn(&DocumentId, Stop) -> T + Sync,
) -> Vec<T> {
    let guarded = |id: &DocumentId, press: &mut Press| {
        let done = watch().during(&Work::new(root, id), || work(id, press));
        done.unwrap_or_else(|stop| {
            // Whatever it was in the middle of.
            *press = Press::default();
            stopped(id, stop)
        })
    };

    // Documents of one name are much alike: one after another, Typst keeps much of what it set.
    let mut order: Vec<(usize, &DocumentId)> = documents.iter().enumerate().collect();
    order.sort_by_key(|(_, id)| (&id.name, id.period));
    // What may end the process comes last, and alone.
    let (alone, order): (Vec<_>, Vec<_>) =
        order.into_iter().partition(|(_, id)| watch().suspects(&Work::new(root, *id)));
    let results: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(documents.len()));
    for (order, workers) in [(order, workers), (alone, 1)] {
        let next = AtomicUsize::new(0);
        let has_help = order.len() < workers;
        let work = || {
            let mut press = if has_help { Press::with_help() } else { Press::default() };
            while let Some((index, id)) = order.get(next.fetch_add(1, Ordering::Relaxed)).copied() {
                let result = guarded(id, &mut press);
                done(id);
                results.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
            }
        };
        if workers <= 1 || order.len() <= 1 {
            work();
        } else {
            std::thread::scope(|scope| {
                for _ in 0..workers.min(order.len()) {
                    scope.spawn(work);
                }
            });
        }
    }
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_documents_whoever_does_the_work() {
        let id = |name: &str| DocumentId { period: "2022".parse().expect("a period"), name: name.to_owned() };
        let documents = ["c", "a", "b", "d"].map(id);
        for workers in [0, 1, 3, 8] {
            let told = Mutex::new(Vec::new());
            let done = |id: &DocumentId| told.lock().expect("no panic").push(id.name.clone());
            let names = each(
                Path::new("stad"),
                &documents,
                workers,
                &done,
                |id, _| id.name.clone(),
                |_, stop| format!("{stop:?}"),
            );
            assert_eq!(names, ["c", "a", "b", "d"], "{workers}");
            let mut told = told.into_inner().expect("no panic");
            told.sort();
            assert_eq!(told, ["a", "b", "c", "d"], "{workers}");
        }
    }
}
