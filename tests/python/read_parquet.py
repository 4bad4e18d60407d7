"""Prints the rows of a Parquet file as JSON, a line each, as `export --format ndjson` has them.

JSON's own null, which is not the same as no value, is a text that says so.

Usage: read_parquet.py FILE
"""

import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq

INFINITIES = {2**63 - 1: "infinity", -(2**63): "-infinity", 2**31 - 1: "infinity", -(2**31): "-infinity"}
DAY = 86_400_000
JSON_NULL = '"this is the JSON value null"'


def day_text(days):
    """The date so many days after 1970, in the calendar that is reckoned backwards, too."""
    # Years that begin in March end with their leap day; 400 of them have 146,097 days.
    era, of_era = divmod(days + 719_468, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    year += era * 400 + (month <= 2)
    shown = f"{year:04}" if 0 <= year <= 9999 else f"{year:+07}"
    return f"{shown}-{month:02}-{day:02}"


def instant_text(millis):
    days, rest = divmod(millis, DAY)
    seconds, millis = divmod(rest, 1000)
    return f"{day_text(days)}T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{millis:03}Z"


def temporal(to_text):
    return lambda number: json.dumps(INFINITIES.get(number) or to_text(number))


def plain(value):
    return json.dumps(value, ensure_ascii=False)


def column_texts(field, column):
    """The column's values as JSON."""
    kind = field.type
    if pa.types.is_timestamp(kind):
        assert kind.unit == "ms" and kind.tz == "UTC", kind
        to_json, values = temporal(instant_text), column.cast(pa.int64())
    elif pa.types.is_date32(kind):
        to_json, values = temporal(day_text), column.cast(pa.int32())
    elif isinstance(kind, pa.UuidType):
        to_json, values = lambda value: plain(str(value)), column
    elif isinstance(kind, pa.JsonType):
        # Numbers stay as they are written.
        to_json, values = lambda value: JSON_NULL if value == "null" else value, column.cast(kind.storage_type)
    else:
        assert pa.types.is_string(kind) or pa.types.is_integer(kind) or kind == pa.list_(pa.field("element", pa.string())), kind
        to_json, values = plain, column
    return ["null" if value is None else to_json(value) for value in values.to_pylist()]


def main():
    with pq.ParquetFile(sys.argv[1], arrow_extensions_enabled=True) as file:
        schema = file.schema_arrow
        for batch in file.iter_batches():
            columns = [
                [plain(field.name) + ":" + text for text in column_texts(field, column)]
                for field, column in zip(schema, batch.columns, strict=True)
            ]
            for row in zip(*columns, strict=True):
                print("{" + ",".join(row) + "}")


sys.stdout.reconfigure(encoding="utf-8")
main()
