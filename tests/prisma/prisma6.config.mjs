// The configuration of Prisma 6.19, whose command line runs the schema engine as WebAssembly
// through a driver adapter, so that nothing has to be downloaded. Prisma 7 has no such
// way: see engine7.mjs.
//
// Usage: DATABASE_URL=postgresql://... SCHEMA_COPY=FILE \
//            node node_modules/prisma6/build/index.js COMMAND --config prisma6.config.mjs
//
// `SCHEMA_COPY` is where a copy of core-api/prisma/schema.prisma is put, in which the data
// source has a URL: Prisma 6 wants one there, and does not use it. `SEED_COMMAND` is what
// `prisma db seed` and `prisma migrate reset` run.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma6/config";
import { MigrationAdapter } from "./migration-adapter.mjs";

const prisma = new URL("../../core-api/prisma/", import.meta.url);

function schemaCopy() {
  const schema = readFileSync(new URL("schema.prisma", prisma), "utf8");
  const file = process.env.SCHEMA_COPY;
  writeFileSync(file, schema.replace(/(?<=^datasource db \{\n)/m, '  url = env("DATABASE_URL")\n'));
  return file;
}

export default defineConfig({
  schema: schemaCopy(),
  migrations: { path: fileURLToPath(new URL("migrations", prisma)), seed: process.env.SEED_COMMAND },
  experimental: { adapter: true },
  engine: "js",
  adapter: async () => new MigrationAdapter(new URL(process.env.DATABASE_URL)),
});
