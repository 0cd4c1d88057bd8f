//! The program as it is shipped, built together with the tests, so that no test starts a stale one.
//! Two words more than the real one knows: a server that tries drafts, and a worker that tries to break out.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some(harness::trials::SERVER) => harness::trials::serve(),
        Some(harness::trials::BREAK_OUT) => harness::trials::break_out(&arguments.next().unwrap_or_default()),
        _ => houbu::run(std::env::args_os()),
    }
}
