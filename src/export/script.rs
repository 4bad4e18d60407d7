//! The script that loads an export into a database.

use super::{Compression, FileFormat, Written};
use crate::layout::quote_identifier;

/// What it is called.
pub(super) const SCRIPT: &str = "load.sh";

/// The script of an export in this format, where it is one that psql loads. Names of tables and files
/// hold nothing that a shell or SQL would take for its own.
pub(super) fn script(
    format: FileFormat,
    compression: Option<Compression>,
    files: &[Written],
) -> Option<String> {
    let is_copy = match format {
        FileFormat::Copy => true,
        FileFormat::Sql => false,
        _ => return None,
    };
    let cat = match compression {
        None => "cat",
        Some(Compression::Gzip) => "gzip -dc",
        Some(Compression::Zstd) => "zstd -dcq",
    };
    let mut script = "#!/usr/bin/env bash\n\
         # Loads these rows into tables that are there and empty, all or nothing.\n\
         #\n\
         # Usage: load.sh URL, or whatever else psql takes to find a database\n\
         set -euo pipefail\n\
         cd -- \"$(dirname -- \"${BASH_SOURCE[0]}\")\"\n\
         {\n    echo 'BEGIN;'\n"
        .to_owned();
    for written in files {
        let (file, table) = (&written.file, written.entity.table());
        if is_copy {
            let columns = table.columns.iter();
            let columns: Vec<String> = columns
                .map(|column| quote_identifier(column.name))
                .collect();
            let (table, columns) = (quote_identifier(table.name), columns.join(", "));
            script.push_str(&format!(
                "    echo \"SET client_encoding = 'UTF8';\"\n\
                 \x20   echo 'COPY {table} ({columns}) FROM STDIN;'\n    {cat} {file}\n    echo '\\.'\n"
            ));
        } else {
            script.push_str(&format!("    {cat} {file}\n"));
        }
    }
    script.push_str(
        "    echo 'COMMIT;'\n} | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 \"$@\"\n",
    );
    Some(script)
}
