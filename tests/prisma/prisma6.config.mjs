// The configuration of Prisma 6.19, whose command line runs the schema engine as WebAssembly
// through a driver adapter, so that nothing has to be downloaded. Prisma 7 has no such way.
//
// Usage: DATABASE_URL=postgresql://... SCHEMA_COPY=FILE \
//            node node_modules/prisma6/build/index.js COMMAND --config prisma6.config.mjs
//
// `SCHEMA_COPY` is where a copy of core-api/prisma/schema.prisma is put, in which the data
// source has a URL: Prisma 6 wants one there, and does not use it. `SEED_COMMAND` is what
// `prisma db seed` and `prisma migrate reset` run.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { PrismaPg } from "@prisma/adapter-pg";
import { defineConfig } from "prisma6/config";

const prisma = new URL("../../core-api/prisma/", import.meta.url);

/** The types `"char"` and `name`, which the catalogue's columns have and the adapter does not know. */
const catalogueTypes = new Set([18, 19]);
const text = 25;

class CataloguePool extends pg.Pool {
  async query(...parameters) {
    const result = await super.query(...parameters);
    for (const field of result.fields ?? []) {
      field.dataTypeID = catalogueTypes.has(field.dataTypeID) ? text : field.dataTypeID;
    }
    return result;
  }
}

class Adapter extends PrismaPg {
  // By parts and not as `connectionString`, whose database would win over the shadow database's.
  constructor(url, database = url.pathname.slice(1)) {
    const { hostname: host, port, username: user, password } = url;
    super(new CataloguePool({ host, port, user, password, database, allowExitOnIdle: true }));
    this.url = url;
  }

  // The adapter's own drops the shadow database while its pool is still connected to it.
  async connectToShadowDb() {
    const server = await this.connect();
    const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await server.executeScript(`CREATE DATABASE "${database}"`);
    const shadow = await new Adapter(this.url, database).connect();
    shadow.dispose = async () => {
      await shadow.underlyingDriver().end();
      await server.executeScript(`DROP DATABASE "${database}" WITH (FORCE)`);
    };
    return shadow;
  }
}

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
  adapter: async () => new Adapter(new URL(process.env.DATABASE_URL)),
});
