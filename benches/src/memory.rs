//! Counts the bytes this program holds: the engine's memory is measured, not guessed.

#![allow(unsafe_code, reason = "an allocator can be wrapped in no other way; this member is never part of the crate")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static BASE: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Relaxed) + layout.size();
        MOST.fetch_max(held, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// From here on only what is taken anew counts.
pub fn forget() {
    BASE.store(HELD.load(Relaxed), Relaxed);
    MOST.store(HELD.load(Relaxed), Relaxed);
}

/// The most bytes held at once since [`forget`].
pub fn most() -> usize {
    MOST.load(Relaxed) - BASE.load(Relaxed)
}
