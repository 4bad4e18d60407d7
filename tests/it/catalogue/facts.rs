//! What the catalogue says of PostgreSQL, asked of PostgreSQL.

use connsura_seed::edge::catalogue::{self, CANNOT_LIVE};
use connsura_seed::schema::ColumnType;

use super::{Made, Sample, Spoken, ask, connect, execute, speak};
use crate::support::{Database, Machine, block_on};

/// A case, an expression over its value `v`, and what it comes to; `ERROR` where PostgreSQL
/// refuses it.
const FACTS: &[(&str, &str, &str)] = &[
    ("N10", "initcap(v)", "Isla Mcnairn"),
    (
        "N16.compatibility",
        "to_hex(ascii(normalize(v, NFC)))",
        "795e",
    ),
    ("N17", r"v = replace(v, U&'\+0E0100', '')", "false"),
    ("N20", "trim(v) = ''", "false"),
    ("S01.nfd", r"reverse(v) LIKE U&'\0301e%'", "true"),
    ("S02", "left(right(v, 7), 1) = chr(128104)", "true"),
    ("S08.jamo", "right(v, 3) = chr(44033)", "false"),
    ("S09", "length(v) - length(normalize(v, NFC))", "2"),
    ("S15", "v IS NULL", "false"),
    ("Z01", "v = normalize(v, NFD)", "false"),
    ("Z01.nfd", "initcap(v) = v", "false"),
    ("Z02", "ascii(right(normalize(v, NFC), 1))", "197"),
    ("Z02.ohm", "ascii(right(normalize(v, NFC), 1))", "937"),
    ("Z02.kelvin", "right(normalize(v, NFC), 1)", "K"),
    ("Z03", "right(normalize(v, NFKC), 2)", "fi"),
    ("Z03.full-width", "right(normalize(v, NFKC), 1)", "A"),
    (
        "Z03.salutation",
        "length(normalize(v, NFKC)) - length(v)",
        "17",
    ),
    ("Z04", "length(normalize(v, NFC)) - length(v)", "1"),
    ("Z04.music", "length(normalize(v, NFC)) - length(v)", "2"),
    ("Z05.reversed", "v = normalize(v, NFD)", "false"),
    ("Z06", "normalize(v, NFKC) LIKE '../%'", "true"),
    ("C01", "lower(v)", "ilkay akdeniz"),
    ("C02", "upper(v)", "ILGIN"),
    ("C02.kelvin", "lower(v)", "kate lindholmer"),
    ("C02.address", "upper(v) LIKE 'MIKE.%'", "true"),
    ("C03", "right(upper(v), 1)", "ß"),
    ("C04", "lower(v)", "οδοσ 7"),
    ("C06", "v = 'Marta Linz'", "false"),
    ("C06", "v COLLATE level2 = 'Marta Linz'", "true"),
    ("I01", "trim(v) = ''", "false"),
    ("I01.zero-width-no-break-space", "trim(v) = ''", "false"),
    ("I02", "trim(v) = v", "true"),
    ("I02.figure", "trim(v) = v", "true"),
    ("I02.narrow", "trim(v) = v", "true"),
    ("I02.ideographic", "trim(v) = v", "true"),
    ("I05", "trim(v) = ''", "true"),
    ("X02.next-line", "trim(v) = v", "true"),
    ("J19", "'100 in all' LIKE v", "true"),
    ("A01", "array_length(v, 1) IS NULL", "true"),
    ("A01", "v IS NULL", "false"),
    ("A01.null-element", "array_length(v, 1)", "1"),
    ("A01.null-word", "v = '{NULL}'::text[]", "false"),
    ("A02.duplicates", "'{Deutsch,English}'::text[] @> v", "true"),
    ("A04", "v[1]", "Deutsch"),
    ("A06", "('Magyar' <> ALL (v)) IS NULL", "true"),
    ("M01", "v::int4", "2147483647"),
    ("M01.overflow", "v::int4", "ERROR"),
    ("M01.double", "v::float8::int8", "9007199254740992"),
    ("M01.greatest", "v + 1", "ERROR"),
    ("M01.json", "v ->> 'amount'", "123456789012345678"),
    (
        "M02.words",
        "(v ->> 'amount')::numeric = 'NaN'::numeric",
        "true",
    ),
    (
        "M02.words",
        "(v ->> 'amount')::numeric > (v ->> 'limit')::numeric",
        "true",
    ),
    ("M03", "round((v ->> 'premium')::numeric, 2)", "1.01"),
    ("M03", "round((v ->> 'premium')::float8 * 100)", "100"),
    ("M03.half", "round((v ->> 'premium')::numeric)", "3"),
    ("M03.half", "round((v ->> 'premium')::float8)", "2"),
    (
        "K02",
        r#"v::text = '{"aa": 2, "b": 1, "ccc": 3}'::jsonb::text"#,
        "true",
    ),
    ("K02.scale", "v ->> 'premium'", "1.10"),
    ("K03", "length(v ->> 'amount')", "131072"),
    ("K03", "'1e131072'::jsonb", "ERROR"),
    (
        "K06.deep",
        "jsonb_typeof(v #> array_fill('0'::text, ARRAY[5999]))",
        "array",
    ),
    ("K07", "v IS NULL", "false"),
    ("K07.array", "jsonb_typeof(v)", "array"),
    ("K07.string", "jsonb_typeof(v)", "string"),
    (
        "K08",
        "(SELECT octet_length(key) FROM jsonb_object_keys(v) AS key)",
        "1048576",
    ),
    ("K10", "(SELECT count(*) FROM jsonb_object_keys(v))", "1000"),
    (
        "K12",
        "(SELECT count(DISTINCT normalize(key, NFC)) FROM jsonb_object_keys(v) AS key)",
        "1",
    ),
    ("K15", "ascii(substr(v ->> 'reason', 2, 1))", "1"),
    (
        "D04",
        "v = timestamptz '2026-03-29 02:30 Europe/Berlin'",
        "true",
    ),
    (
        "D04",
        "v = timestamptz '2026-03-29 03:30 Europe/Berlin'",
        "true",
    ),
    (
        "D04.midnight",
        "(v::timestamp AT TIME ZONE 'America/Sao_Paulo' AT TIME ZONE 'America/Sao_Paulo')::text",
        "2018-11-04 01:00:00",
    ),
    (
        "D05",
        "v = timestamptz '2026-10-25 02:30 Europe/Berlin'",
        "true",
    ),
    (
        "D05.summer",
        "v = timestamptz '2026-10-25 02:30 CEST'",
        "true",
    ),
    (
        "D06",
        "((v + time '12:00') AT TIME ZONE 'Pacific/Apia' AT TIME ZONE 'Pacific/Apia')::date = v",
        "false",
    ),
    (
        "D06.zone",
        "timestamptz '2011-12-30 09:59:59+00' AT TIME ZONE v",
        "2011-12-29 23:59:59",
    ),
    (
        "D06.zone",
        "timestamptz '2011-12-30 10:00:00+00' AT TIME ZONE v",
        "2011-12-31 00:00:00",
    ),
    ("D07", "pg_temp.minutes(v, '2026-01-15')", "840"),
    ("D07.behind", "pg_temp.minutes(v, '2026-01-15')", "-720"),
    ("D07.quarter", "pg_temp.minutes(v, '2026-01-15')", "345"),
    ("D07.eucla", "pg_temp.minutes(v, '2026-01-15')", "525"),
    ("D07.chatham", "pg_temp.minutes(v, '2026-01-15')", "825"),
    ("D07.st-johns", "pg_temp.minutes(v, '2026-01-15')", "-210"),
    (
        "D07.half-hour-summer",
        "pg_temp.minutes(v, '2026-01-15') - pg_temp.minutes(v, '2026-07-15')",
        "30",
    ),
    (
        "D07.renamed",
        "pg_temp.minutes(v, '2026-01-15') = pg_temp.minutes('Asia/Kolkata', '2026-01-15')",
        "true",
    ),
    ("D07.unknown", "pg_temp.minutes(v, '2026-01-15')", "ERROR"),
    ("D08.last-year", "v::text", "9999-12-31 23:59:59.999+00"),
    ("D09", "isfinite(v)", "false"),
    ("D09.negative", "v < DATE '4713-01-01 BC'", "true"),
    ("D09.greatest", "v::text", "294276-12-31 23:59:59.999+00"),
    ("D09.greatest", "v + INTERVAL '1 millisecond'", "ERROR"),
    ("D09.javascript", "v::text", "275760-09-13 00:00:00.001+00"),
    ("D09.before-christ", "v::text", "4713-01-01 BC"),
    ("D11.week", "extract(week FROM v)", "53"),
    ("D18", "v::text", "0001-01-01"),
    ("E07", "length(v) < octet_length(v)", "true"),
    ("F13", "v = encode(sha256(''), 'hex')", "true"),
    ("W12", "format('%s', v)", "192.0.2.1"),
];

/// What PostgreSQL makes of the cases that no row can hold; `ERROR` where it refuses them. Two
/// of them are not for PostgreSQL to say.
const REFUSED: &[(&str, &str, &str)] = &[
    ("A05", "'{{a,b},{c}}'::text[]", "ERROR"),
    ("D01.common-year", "date '1900-02-29'", "ERROR"),
    ("D01.common-year", "date '2023-02-29'", "ERROR"),
    ("D02", "timestamptz '2026-06-30 23:59:60+00'", "2026-07-01 00:00:00+00"),
    ("D03", "timestamptz '2026-06-30 24:00:00+00'", "2026-07-01 00:00:00+00"),
    ("D07.plus-sixteen", "timestamptz '2026-06-30 00:00:00+16'", "ERROR"),
    ("D10", "'2026-12-31 23:59:59.9995+00'::timestamptz(3)", "2027-01-01 00:00:00+00"),
    ("D12.microseconds", "'2026-06-30 00:00:00.000001+00'::timestamptz(3) = '2026-06-30 00:00:00.000002+00'::timestamptz(3)", "true"),
    ("E05.over", "pg_temp.try_to_set('User', 'email', repeat('a', 255))", "ERROR"),
    ("K01", r#"'{"a": 1, "a": 2}'::jsonb"#, r#"{"a": 2}"#),
    ("K02.exponent", "'[1e5, -0]'::jsonb", "[100000, 0]"),
    ("K04", r#"'"\u0000"'::jsonb"#, "ERROR"),
    ("K05", r#"'"\ud83d"'::jsonb"#, "ERROR"),
    ("L02.code-points-over", "pg_temp.try_to_set('Admin', 'fullName', repeat('a', 201))", "ERROR"),
    ("L04.graphemes-over", "pg_temp.try_to_set('Admin', 'fullName', repeat('é', 201))", "ERROR"),
    ("M02", "'[NaN]'::jsonb", "ERROR"),
    // The longest indexed text, in bytes; -1 would be one without a limit.
    ("N23", "(SELECT 4 * max(CASE WHEN atttypmod < 0 THEN 1000000 ELSE atttypmod - 4 END)
              FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
              WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
                AND atttypid IN ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'jsonb'::regtype))", "2048"),
    ("X01", "chr(0)", "ERROR"),
    ("X03", r"convert_from('\xeda080', 'UTF8')", "ERROR"),
    ("X03", r"convert_from('\xc080', 'UTF8')", "ERROR"),
    ("X05", r#"E'"\t"'::jsonb"#, "ERROR"),
];

const OURS: [&str; 2] = ["P01.fifteen-digits", "W07.nine-digits"];

const FUNCTIONS: &str = r"
    SET TimeZone = 'UTC';
    CREATE COLLATION level2 (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
    -- How many minutes a zone is ahead of UTC at noon of a day.
    CREATE FUNCTION pg_temp.minutes(zone text, day date) RETURNS int LANGUAGE SQL AS $$
        SELECT (extract(epoch FROM ((day + time '12:00') AT TIME ZONE 'UTC' AT TIME ZONE zone)
                                   - (day + time '12:00')) / 60)::int
    $$;
    CREATE FUNCTION pg_temp.try_to_set(of_table text, of_column text, value text) RETURNS text
    LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE format('UPDATE %I SET %I = $1', of_table, of_column) USING value;
        RETURN 'taken';
    END
    $$";

#[test]
fn postgresql_does_what_the_catalogue_says() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "empty"]);
    let database = machine.database();
    let wrong = block_on(wrong_facts(&database));
    assert!(wrong.is_empty(), "{wrong:#?}");
    for out in CANNOT_LIVE {
        let known = REFUSED.iter().any(|(id, _, _)| *id == out.id) || OURS.contains(&out.id);
        assert!(
            known,
            "say in this test what PostgreSQL makes of {}",
            out.id
        );
    }
}

async fn wrong_facts(database: &Database) -> Vec<String> {
    let mut connection = connect(database).await;
    execute(&mut connection, FUNCTIONS).await;
    let mut wrong = Vec::new();
    for (id, expression, expected) in FACTS {
        let case = catalogue::find(id).unwrap_or_else(|| panic!("there is no {id}"));
        let sample = Sample::of(case, case.facets[0], 5);
        let (entity, column) = case.facets[0].column().unwrap();
        let kind = entity.table().column(column).unwrap().kind;
        let Spoken { sql, parameter } = speak(&sample.made, kind).unwrap();
        let value = match sample.made {
            Made::Text(_) => "$1::text",
            _ => sql.as_str(),
        };
        let sql = format!("SELECT ({expression})::text FROM (SELECT {value} AS v) AS value");
        let found = answer(ask(&mut connection, &sql, &parameter).await);
        if found != *expected {
            wrong.push(format!("{id}, {expression}: {found}"));
        }
    }
    for (id, expression, expected) in REFUSED {
        let sql = format!("SELECT ({expression})::text WHERE $1 = $1");
        let found = answer(ask(&mut connection, &sql, "").await);
        if found != *expected {
            wrong.push(format!("{id}, {expression}: {found}"));
        }
    }
    wrong
}

/// The one text of an answer; `ERROR` where PostgreSQL gave none.
fn answer(found: sqlx::Result<Vec<Option<String>>>) -> String {
    match found {
        Ok(columns) => columns[0].clone().unwrap_or_else(|| "NULL".to_owned()),
        Err(sqlx::Error::Database(_)) => "ERROR".to_owned(),
        Err(other) => panic!("{other}"),
    }
}

/// What cannot be compressed is stored as it is: PostgreSQL measures the stored value.
#[test]
fn incompressible_texts_are_stored_at_full_size() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "empty"]);
    let database = machine.database();
    let case = catalogue::find("L08").unwrap();
    let sample = Sample::of(case, case.facets[0], 5);
    let Spoken { parameter, .. } = speak(&sample.made, ColumnType::Text).unwrap();
    let sizes = block_on(async {
        let mut connection = connect(&database).await;
        execute(&mut connection, "CREATE TEMPORARY TABLE probe (v text)").await;
        for text in [parameter.clone(), "a".repeat(parameter.len())] {
            sqlx::query("INSERT INTO probe VALUES ($1)")
                .bind(text)
                .execute(&mut connection)
                .await
                .unwrap();
        }
        let sql = "SELECT min(pg_column_size(v))::text, max(pg_column_size(v))::text
                   FROM probe WHERE $1 = $1";
        ask(&mut connection, sql, "").await.unwrap()
    });
    let sizes: Vec<usize> = sizes
        .into_iter()
        .map(|size| size.unwrap().parse().unwrap())
        .collect();
    assert!(
        sizes[0] < 200,
        "the other one was not compressed: {sizes:?}"
    );
    assert!(sizes[1] >= parameter.len(), "it was compressed: {sizes:?}");
}
