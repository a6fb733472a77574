//! Says on standard error how far a build has come: in place on a terminal, a line now and then elsewhere.

use std::io::{IsTerminal, Write, stderr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A stage of the build; its parts may be done by several threads.
pub struct Stage {
    what: &'static str,
    total: usize,
    state: Mutex<State>,
}

struct State {
    done: usize,
    told: Instant,
}

impl Stage {
    /// Begins a stage of so many parts.
    pub fn begin(what: &'static str, total: usize) -> Self {
        let stage = Self { what, total, state: Mutex::new(State { done: 0, told: Instant::now() }) };
        if stderr().is_terminal() {
            stage.tell(0, "");
        }
        stage
    }

    /// One part is done.
    pub fn advance(&self) {
        let (pause, end) =
            if stderr().is_terminal() { (Duration::from_millis(100), "") } else { (Duration::from_secs(5), "\n") };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.done += 1;
        if state.done < self.total && state.told.elapsed() >= pause {
            state.told = Instant::now();
            self.tell(state.done, end);
        }
    }

    /// A closed standard error is no reason to stop.
    fn tell(&self, done: usize, end: &str) {
        let start = if stderr().is_terminal() { "\r" } else { "" };
        let _ = write!(stderr(), "{start}{} {done}/{}{end}", self.what, self.total);
    }
}

impl Drop for Stage {
    /// The last line stays, so that it can be seen how far a failed build came.
    fn drop(&mut self) {
        self.tell(self.state.lock().unwrap_or_else(PoisonError::into_inner).done, "\n");
    }
}

/// A stage without parts.
pub fn say(what: &str) {
    let _ = writeln!(stderr(), "{what}");
}
