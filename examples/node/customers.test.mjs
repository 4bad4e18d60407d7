import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { fixtureDatabase } from "./fixture-db.mjs";

test("a customer can be deleted, and what is theirs goes too", async (t) => {
  const client = new pg.Client({ connectionString: await fixtureDatabase(t) });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT "userId" FROM "Customer" ORDER BY id LIMIT 1');
    await client.query('DELETE FROM "User" WHERE id = $1', [rows[0].userId]);
    const left = await client.query('SELECT count(*)::int AS count FROM "Customer" WHERE "userId" = $1', [
      rows[0].userId,
    ]);
    assert.equal(left.rows[0].count, 0);
  } finally {
    await client.end();
  }
});

test("another test sees nothing of that", async (t) => {
  const client = new pg.Client({ connectionString: await fixtureDatabase(t) });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT count(*)::int AS count FROM "Customer"');
    assert.equal(rows[0].count, 4);
  } finally {
    await client.end();
  }
});
