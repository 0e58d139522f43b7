//! How much work was done, counted where work could grow faster than what goes in: so tests can hold that twice as much
//! takes twice the steps, without measuring time. Outside of tests nothing is counted.

#[cfg(test)]
thread_local! {
    static TAKEN: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// So many steps were taken: bytes gone through, things compared.
pub fn taken(steps: usize) {
    #[cfg(test)]
    TAKEN.with(|taken| taken.set(taken.get() + steps as u64));
    #[cfg(not(test))]
    let _ = steps;
}

/// How many steps some work takes.
#[cfg(test)]
pub fn of<T>(work: impl FnOnce() -> T) -> u64 {
    let before = TAKEN.with(std::cell::Cell::get);
    work();
    TAKEN.with(std::cell::Cell::get) - before
}

/// Fails the test when four times as much takes far more than four times the steps, or none are counted.
#[cfg(test)]
#[track_caller]
pub fn assert_linear(what: &str, size: usize, work: impl Fn(usize)) {
    let (once, four_times) = (of(|| work(size)), of(|| work(4 * size)));
    assert!(once as usize >= size, "{what}: only {once} steps are counted");
    assert!(four_times <= 5 * once, "{what}: {once} steps, and {four_times} for four times as much");
}
