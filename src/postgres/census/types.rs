//! Which types hold text, and how COPY's binary format writes it.

use std::collections::BTreeMap;

use sqlx::Row as _;
use sqlx::postgres::PgRow;

use super::super::query;
use crate::error::Result;
use crate::postgres::{Session, failed};

/// Where the text is in a value's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// They are it.
    Text,
    /// They are it, and it is JSON.
    Json,
    /// Behind the number of a version.
    Jsonb,
    /// In each element.
    Array(Box<Self>),
    /// In those fields that have any.
    Composite(Vec<Option<Self>>),
    /// In each bound.
    Range(Box<Self>),
    /// In each range.
    Multirange(Box<Self>),
}

/// What is known of a type.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Where its text is; none for a type without text.
    pub(super) form: Option<Form>,
    /// Whether the server can send it so, and the form says how. If not, it must be printed.
    pub(super) binary: bool,
}

/// A type as the catalogue has it.
enum Entry {
    Base(Known),
    Domain(i64),
    Array(i64),
    Composite(Vec<i64>),
    Range(i64),
    Multirange(i64),
}

/// All types of the database.
pub(super) struct Types(BTreeMap<i64, Entry>);

/// The functions that send a value as the text itself are known by their names in the server;
/// a type of an extension that sends otherwise is printed.
const TYPES: &str = "
SELECT type.oid::int8,
       CASE WHEN type.typtype = 'b' AND type.typcategory = 'A' AND type.typelem <> 0 THEN 'a'
            ELSE type.typtype::text END,
       coalesce(CASE type.typtype WHEN 'd' THEN type.typbasetype
                                  WHEN 'r' THEN range.rngsubtype
                                  WHEN 'm' THEN multirange.rngtypid
                                  ELSE type.typelem END, 0)::int8,
       ARRAY(SELECT attribute.atttypid::int8 FROM pg_catalog.pg_attribute AS attribute
             WHERE type.typrelid <> 0 AND attribute.attrelid = type.typrelid
               AND attribute.attnum > 0 AND NOT attribute.attisdropped
             ORDER BY attribute.attnum),
       type.typtype = 'b'
           AND (type.typcategory = 'S' OR type.typnamespace <> 'pg_catalog'::regnamespace
                OR type.typname IN ('json', 'jsonb', 'jsonpath', 'xml', 'tsvector', 'tsquery')),
       type.typsend <> 0,
       coalesce(CASE WHEN language.lanname = 'internal' THEN send.prosrc END, '')
FROM pg_catalog.pg_type AS type
LEFT JOIN pg_catalog.pg_range AS range ON range.rngtypid = type.oid
LEFT JOIN pg_catalog.pg_range AS multirange ON multirange.rngmultitypid = type.oid
LEFT JOIN pg_catalog.pg_proc AS send ON send.oid = type.typsend
LEFT JOIN pg_catalog.pg_language AS language ON language.oid = send.prolang";

impl Types {
    pub(super) async fn read(session: &mut Session) -> Result<Self> {
        let rows = query(TYPES).fetch_all(&mut session.connection).await;
        let read = rows.and_then(|rows| rows.iter().map(entry).collect());
        read.map(Self)
            .map_err(|error| failed("reading the types for the census failed", &error))
    }

    /// What is known of the type of this number. A type that is not in the list was made just
    /// now: its values are printed and looked at.
    pub(super) fn known(&self, number: i64) -> Known {
        let within = |number: i64, wrap: fn(Box<Form>) -> Form| {
            let Known { form, binary } = self.known(number);
            let form = form.map(|form| wrap(Box::new(form)));
            Known { form, binary }
        };
        match self.0.get(&number) {
            Some(Entry::Base(known)) => known.clone(),
            Some(Entry::Domain(of)) => self.known(*of),
            Some(Entry::Array(of)) => within(*of, Form::Array),
            Some(Entry::Range(of)) => within(*of, Form::Range),
            Some(Entry::Multirange(of)) => {
                // Of a multirange the range is known, whose bounds the form is of.
                let Known { form, binary } = self.known(*of);
                let form = form.map(|range| Form::Multirange(Box::new(range)));
                Known { form, binary }
            }
            Some(Entry::Composite(fields)) => {
                let fields: Vec<Known> = fields.iter().map(|field| self.known(*field)).collect();
                let binary = fields.iter().all(|field| field.binary);
                let any = fields.iter().any(|field| field.form.is_some());
                let forms = fields.into_iter().map(|field| field.form);
                let form = any.then(|| Form::Composite(forms.collect()));
                Known { form, binary }
            }
            None => Known {
                form: Some(Form::Text),
                binary: false,
            },
        }
    }
}

fn entry(row: &PgRow) -> sqlx::Result<(i64, Entry)> {
    let kind: String = row.try_get(1)?;
    let of: i64 = row.try_get(2)?;
    let entry = match kind.as_str() {
        "a" => Entry::Array(of),
        "d" => Entry::Domain(of),
        "c" => Entry::Composite(row.try_get(3)?),
        "r" => Entry::Range(of),
        "m" => Entry::Multirange(of),
        _ => Entry::Base(base(row)?),
    };
    Ok((row.try_get(0)?, entry))
}

fn base(row: &PgRow) -> sqlx::Result<Known> {
    let (holds_text, binary): (bool, bool) = (row.try_get(4)?, row.try_get(5)?);
    if !holds_text {
        let form = None;
        return Ok(Known { form, binary });
    }
    let send: String = row.try_get(6)?;
    let form = match send.as_str() {
        "textsend" | "varcharsend" | "bpcharsend" | "namesend" | "xml_send" => Some(Form::Text),
        "json_send" => Some(Form::Json),
        "jsonb_send" => Some(Form::Jsonb),
        _ => None,
    };
    Ok(Known {
        binary: form.is_some(),
        form: Some(form.unwrap_or(Form::Text)),
    })
}
