//! Who is connected. Whoever has shown the key of this run may stay; all others are strangers, of whom only the newest
//! few are kept, and not for long. So nobody without the key can keep the page of its owner waiting.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// So many connections without the key are open at the same time. A page in a browser needs six.
const MOST_STRANGERS: usize = 200;

/// All connections.
#[derive(Debug, Default)]
pub struct Visitors {
    strangers: Mutex<Strangers>,
}

/// By the order in which they came; dropping what is kept sends one away.
#[derive(Debug, Default)]
struct Strangers {
    next: u64,
    all: BTreeMap<u64, oneshot::Sender<Stay>>,
}

/// That a visitor has shown the key.
#[derive(Debug, PartialEq, Eq)]
pub struct Stay;

/// One connection, as those who answer its requests know it.
#[derive(Debug, Clone)]
pub struct Visitor {
    number: u64,
    visitors: Arc<Visitors>,
}

impl Visitors {
    /// Somebody comes; whoever has waited longest without the key makes room. The receiver tells whether this one may
    /// stay, and is closed when it must go.
    pub fn enter(self: &Arc<Self>) -> (Visitor, oneshot::Receiver<Stay>) {
        let (sender, receiver) = oneshot::channel();
        let mut strangers = self.lock();
        while strangers.all.len() >= MOST_STRANGERS {
            strangers.all.pop_first();
        }
        let number = strangers.next;
        strangers.next += 1;
        strangers.all.insert(number, sender);
        (Visitor { number, visitors: self.clone() }, receiver)
    }

    /// Sends away whoever has waited longest without the key.
    pub fn make_room(&self) {
        self.lock().all.pop_first();
    }

    fn lock(&self) -> MutexGuard<'_, Strangers> {
        self.strangers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Visitor {
    /// The key was shown.
    pub fn may_stay(&self) {
        if let Some(sender) = self.visitors.lock().all.remove(&self.number) {
            // It may be gone.
            let _ = sender.send(Stay);
        }
    }

    /// Whether the key was not shown.
    pub fn is_stranger(&self) -> bool {
        self.visitors.lock().all.contains_key(&self.number)
    }

    /// The connection is closed.
    pub fn leave(&self) {
        self.visitors.lock().all.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot::error::TryRecvError;

    use super::*;

    #[test]
    fn the_oldest_stranger_makes_room_and_who_has_the_key_never_does() {
        let visitors = Arc::new(Visitors::default());
        let (owner, mut owner_stays) = visitors.enter();
        owner.may_stay();
        assert_eq!(owner_stays.try_recv(), Ok(Stay));
        let mut strangers: Vec<_> = (0..MOST_STRANGERS).map(|_| visitors.enter()).collect();
        assert!(strangers.iter_mut().all(|(_, stays)| stays.try_recv() == Err(TryRecvError::Empty)), "all fit");
        let (late, mut late_stays) = visitors.enter();
        let (gone, kept) = strangers.split_at_mut(1);
        assert_eq!(gone[0].1.try_recv(), Err(TryRecvError::Closed), "the oldest is sent away");
        assert!(kept.iter_mut().all(|(_, stays)| stays.try_recv() == Err(TryRecvError::Empty)));
        assert!(late.is_stranger() && !owner.is_stranger() && !gone[0].0.is_stranger());
        // A thousand later, the one that shows the key in time is still there.
        late.may_stay();
        let flood: Vec<_> = (0..1_000).map(|_| visitors.enter()).collect();
        assert_eq!(late_stays.try_recv(), Ok(Stay));
        assert_eq!(flood.iter().filter(|(visitor, _)| visitor.is_stranger()).count(), MOST_STRANGERS);
        visitors.make_room();
        assert_eq!(flood.iter().filter(|(visitor, _)| visitor.is_stranger()).count(), MOST_STRANGERS - 1);
        flood.iter().for_each(|(visitor, _)| visitor.leave());
        assert!(visitors.lock().all.is_empty());
    }
}
