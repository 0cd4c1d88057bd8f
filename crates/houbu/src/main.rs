//! The program: hands its arguments to the library and answers with its exit code.
//! Everything else is in the library, so that tests can run the same code in a child process.

use std::process::ExitCode;

fn main() -> ExitCode {
    houbu::run(std::env::args_os())
}
