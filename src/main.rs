//! The command `connsura-seed`.

use std::process::ExitCode;

fn main() -> ExitCode {
    // A panic is a bug, and has said so on stderr; its exit code is that of any unexpected
    // failure.
    std::panic::catch_unwind(connsura_seed::cli::run).unwrap_or(ExitCode::FAILURE)
}
