//! The command `connsura-seed`.

use std::process::ExitCode;

fn main() -> ExitCode {
    connsura_seed::cli::run()
}
