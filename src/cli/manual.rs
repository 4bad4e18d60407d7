//! `connsura-seed completions` and `connsura-seed man`

use clap::CommandFactory as _;

use super::args::{Arguments, CompletionsArguments, ManArguments};
use super::console;
use crate::error::{Error, Kind, Result};

pub(super) fn completions(arguments: &CompletionsArguments) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Arguments::command(),
        "connsura-seed",
        &mut script,
    );
    console::write(&script)
}

pub(super) fn man(arguments: &ManArguments) -> Result<()> {
    let fail = |error: std::io::Error| {
        Error::new(
            Kind::Unexpected,
            format!("the manual pages cannot be written: {error}"),
        )
    };
    let Some(folder) = &arguments.out else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Arguments::command())
            .render(&mut page)
            .map_err(fail)?;
        return console::write(&page);
    };
    std::fs::create_dir_all(folder).map_err(fail)?;
    clap_mangen::generate_to(Arguments::command(), folder).map_err(fail)
}
