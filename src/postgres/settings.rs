//! Settings that change what statements mean or what values look like: a transaction's own,
//! whatever the role or the database has set.

use super::quote_identifier;

/// The statements that set them, for a transaction that has begun and works in this schema.
pub fn settings(schema: &str) -> String {
    format!(
        "SET LOCAL standard_conforming_strings = on;
         SET LOCAL search_path = {}, pg_temp;
         SET LOCAL timezone = 'UTC';
         SET LOCAL datestyle = 'ISO, YMD';
         SET LOCAL intervalstyle = 'postgres';
         SET LOCAL bytea_output = 'hex';
         SET LOCAL extra_float_digits = 1;
         SET LOCAL quote_all_identifiers = off;
         SET LOCAL array_nulls = on;
         SET LOCAL transform_null_equals = off;
         SET LOCAL statement_timeout = 0;
         SET LOCAL idle_in_transaction_session_timeout = 0;",
        quote_identifier(schema)
    )
}
