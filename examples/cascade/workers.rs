//! Threads that take items in order, work on them side by side, and hand the results on in the same order.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Results that may wait for an earlier one, for each thread.
const WAITING: u64 = 4;

/// Which end of the work broke.
#[derive(Debug)]
pub(crate) enum Broken {
    Source(io::Error),
    Sink(io::Error),
}

/// Results that are done and not yet handed on.
struct Done<A> {
    /// The number of the item whose result is handed on next.
    next: u64,
    waiting: BTreeMap<u64, A>,
    /// How many threads may still bring results.
    working: usize,
    /// No more items are taken: the work broke.
    stopped: bool,
    broken: Option<io::Error>,
}

/// Works on every item of `source`. This thread alone calls `sink`, in the order of the items.
///
/// At most `threads` items are worked on and a few for each thread wait for an earlier one, whatever the length of the source.
///
/// `work` must not panic: the result of its item would be waited for.
///
/// # Errors
/// The first error of `source` or `sink`; what was taken before an error of `source` is still handed on.
pub(crate) fn run<T, A: Send>(
    threads: usize,
    source: impl FnMut() -> io::Result<Option<T>> + Send,
    work: impl Fn(T) -> A + Sync,
    sink: &mut dyn FnMut(A) -> io::Result<()>,
) -> Result<(), Broken> {
    let source = Mutex::new((0, source));
    let done = Mutex::new(Done { next: 0, waiting: BTreeMap::new(), working: threads, stopped: false, broken: None });
    let changed = Condvar::new();
    let window = WAITING * u64::try_from(threads).unwrap_or(1);
    let take = || {
        let mut source = lock(&source);
        if lock(&done).stopped {
            return None;
        }
        match (source.1)() {
            Ok(item) => {
                source.0 += 1;
                Some((source.0 - 1, item?))
            }
            Err(error) => {
                let mut done = lock(&done);
                done.stopped = true;
                done.broken = Some(error);
                None
            }
        }
    };
    let bring = |number, result| {
        let mut done = lock(&done);
        while number >= done.next + window && !done.stopped {
            done = changed.wait(done).unwrap_or_else(PoisonError::into_inner);
        }
        done.waiting.insert(number, result);
        changed.notify_all();
    };
    let worker = || {
        while let Some((number, item)) = take() {
            bring(number, work(item));
        }
        lock(&done).working -= 1;
        changed.notify_all();
    };
    let sunk = std::thread::scope(|scope| {
        (0..threads).for_each(|_| drop(scope.spawn(worker)));
        hand_on(&done, &changed, sink)
    });
    sunk.map_err(Broken::Sink)?;
    lock(&done).broken.take().map_or(Ok(()), |error| Err(Broken::Source(error)))
}

/// Hands results on as they come up, until no thread brings any more.
fn hand_on<A>(done: &Mutex<Done<A>>, changed: &Condvar, sink: &mut dyn FnMut(A) -> io::Result<()>) -> io::Result<()> {
    let mut held = lock(done);
    loop {
        let next = held.next;
        if let Some(result) = held.waiting.remove(&next) {
            held.next += 1;
            drop(held);
            changed.notify_all();
            let sunk = sink(result);
            held = lock(done);
            if sunk.is_err() {
                held.stopped = true;
                changed.notify_all();
                return sunk;
            }
        } else if held.working == 0 {
            return Ok(());
        } else {
            held = changed.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Nothing here is left half done while a lock is held, so a lock is good whatever happened to the thread that held it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
