// Reads every row of every table of the database in DATABASE_URL through the Prisma client.
//
// Usage: DATABASE_URL=postgresql://... node read.mjs
//
// Prints a line of JSON a row:
//
//   {"model": "User", "row": {"id": ..., every column}, "relations": {"admin": [key], ...}}
//
// Instants and dates are as `toISOString` writes them, 64-bit numbers and JSON as texts, and
// each relation is the list of the keys of the rows at its other end. A row that the client
// cannot read whole is read field by field: "errors" then says what it said of which.

import { once } from "node:events";
import { connect, schema } from "./client.mjs";

const page = 500;

const db = await connect();
for (const model of models()) {
  await readAll(model);
}
await db.$disconnect();

// The models as the client itself knows them. Its own model leaves the keys out: they are in
// the schema.
function models() {
  return Object.entries(db._runtimeDataModel.models).map(([name, { fields }]) => ({
    name,
    table: db[name[0].toLowerCase() + name.slice(1)],
    key: keyOf(name),
    columns: fields.filter((field) => field.kind !== "object"),
    relations: fields.filter((field) => field.kind === "object"),
  }));
}

function keyOf(model) {
  const body = schema.match(new RegExp(`^model ${model} \\{\\n([^}]*)\\n\\}`, "m"))[1];
  const composite = body.match(/@@id\(\[([^\]]*)\]\)/);
  if (composite) {
    return composite[1].split(",").map((name) => name.trim());
  }
  return [body.match(/^\s*(\w+)\s.*@id\b/m)[1]];
}

async function readAll(model) {
  const orderBy = model.key.map((column) => ({ [column]: "asc" }));
  let last;
  for (;;) {
    const place = { orderBy, take: page, ...(last && { cursor: where(model, last), skip: 1 }) };
    const rows = await readPage(model, place);
    await print(rows.map(({ row, errors }) => line(model, row, errors)));
    if (rows.length < page) {
      return;
    }
    last = rows.at(-1).row;
  }
}

async function readPage(model, place) {
  try {
    const rows = await model.table.findMany({ ...place, select: everything(model) });
    return rows.map((row) => ({ row }));
  } catch {
    return await readColumns(model, place);
  }
}

// A page of which something cannot be read: what can be read for all its rows at once, and the
// rest row by row.
async function readColumns(model, place) {
  const keys = await model.table.findMany({ ...place, select: selection(model.key) });
  const rows = keys.map((key) => ({ ...key }));
  const errors = keys.map(() => ({}));
  for (const { name } of [...model.columns, ...model.relations]) {
    const select = only(model, name);
    try {
      const values = await model.table.findMany({ ...place, select });
      values.forEach((value, index) => Object.assign(rows[index], value));
    } catch {
      await Promise.all(keys.map((key, index) => readField(model, key, name, rows[index], errors[index])));
    }
  }
  return rows.map((row, index) => ({ row, errors: errors[index] }));
}

async function readField(model, key, name, row, errors) {
  try {
    // Not findUnique: the client joins several of those into one query, which then fails for all.
    Object.assign(row, await model.table.findFirst({ where: key, select: only(model, name) }));
  } catch (error) {
    errors[name] = `${error.code ?? error.name}: ${error.message.split("\n").at(-1)}`;
  }
}

// How the client names one row: by its key, which has a name of its own where it is composite.
function where(model, key) {
  const values = Object.fromEntries(model.key.map((column) => [column, key[column]]));
  return model.key.length === 1 ? values : { [model.key.join("_")]: values };
}

function selection(columns) {
  return Object.fromEntries(columns.map((column) => [column, true]));
}

function everything(model) {
  const relations = model.relations.map(({ name }) => [name, only(model, name)[name]]);
  return { ...selection(model.columns.map(({ name }) => name)), ...Object.fromEntries(relations) };
}

function only(model, name) {
  const relation = model.relations.find((relation) => relation.name === name);
  return { [name]: relation ? { select: selection(keyOf(relation.type)) } : true };
}

function line(model, row, errors) {
  const columns = model.columns.filter(({ name }) => name in row);
  const relations = model.relations.filter(({ name }) => name in row);
  return {
    model: model.name,
    row: Object.fromEntries(columns.map((column) => [column.name, canonical(column, row[column.name])])),
    relations: Object.fromEntries(relations.map(({ name, type }) => [name, keys(type, row[name])])),
    errors,
  };
}

function keys(type, value) {
  const rows = value === null ? [] : [value].flat();
  return rows.map((row) => keyOf(type).map((column) => row[column]).join(" ")).sort();
}

function canonical(column, value) {
  if (value === null || value === undefined) {
    return null;
  }
  switch (column.type) {
    case "DateTime":
      return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
    case "BigInt":
      return value.toString();
    case "Json":
      return text(value);
    default:
      return value;
  }
}

// As JSON.stringify, which has no stack for arrays thousands deep.
function text(value) {
  const parts = [];
  const rest = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (next instanceof Part) {
      parts.push(next.text);
    } else if (typeof next !== "object" || next === null) {
      parts.push(JSON.stringify(next));
    } else {
      rest.push(...pieces(next).reverse());
    }
  }
  return parts.join("");
}

// A piece of the text itself, among values that have still to become one.
function Part(text) {
  this.text = text;
}

function pieces(value) {
  const list = Array.isArray(value);
  const entries = list
    ? value.map((element) => [element])
    : Object.entries(value).map(([key, element]) => [new Part(`${JSON.stringify(key)}:`), element]);
  const separated = entries.flatMap((entry, index) => (index === 0 ? entry : [new Part(","), ...entry]));
  return [new Part(list ? "[" : "{"), ...separated, new Part(list ? "]" : "}")];
}

async function print(lines) {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  if (!process.stdout.write(text)) {
    await once(process.stdout, "drain");
  }
}
