// Asks Prisma 7's schema engine about the database in DATABASE_URL, as `prisma migrate status`,
// `prisma migrate deploy` and `prisma migrate diff` do.
//
// Usage: DATABASE_URL=postgresql://... node engine7.mjs
//
// The command line of Prisma 7 starts an engine that it downloads, and has no other way. The
// same engine is on npm as WebAssembly, which the command line brings along, unused; it is
// driven here by the calls that the command line makes. Prints one JSON value:
//
//   {"status": what `diagnoseMigrationHistory` says, "deployed": [migrations that it applied],
//    "migrations": differences of the migrations from schema.prisma, as SQL,
//    "live": those of the database}

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { MigrationAdapter } from "./migration-adapter.mjs";
import { schema } from "./client.mjs";

const migrationsFolder = new URL("../../core-api/prisma/migrations/", import.meta.url);
const filters = { externalTables: [], externalEnums: [] };
const files = [{ path: "schema.prisma", content: schema }];
const migrationsList = migrations();

const engine = await start();
const status = await engine.diagnoseMigrationHistory({ migrationsList, filters, optInToShadowDatabase: true });
const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
const live = { tag: "schemaDatasource", files, configDir: fileURLToPath(new URL("..", migrationsFolder)) };
console.log(
  JSON.stringify({
    status,
    deployed: appliedMigrationNames,
    migrations: await difference({ tag: "migrations", ...migrationsList }),
    live: await difference(live),
  }),
);
// The lock's timer would run on for ten seconds.
process.exit();

async function start() {
  const wasm = new URL("node_modules/prisma/build/schema_engine_bg.wasm", import.meta.url);
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const adapter = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(new URL(process.env.DATABASE_URL)));
  return await bindings.SchemaEngine.new({ datamodels: [["schema.prisma", schema]] }, () => {}, adapter);
}

async function difference(from) {
  const to = { tag: "schemaDatamodel", files };
  const { stdout } = await engine.diff({ from, to, script: true, exitCode: null, filters });
  return stdout;
}

function migrations() {
  const read = (name) => readFileSync(new URL(name, migrationsFolder), "utf8");
  const folders = readdirSync(migrationsFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const directories = folders.map(({ name }) => name).sort();
  return {
    baseDir: fileURLToPath(migrationsFolder),
    shadowDbInitScript: "",
    lockfile: { path: "migration_lock.toml", content: read("migration_lock.toml") },
    migrationDirectories: directories.map((path) => ({
      path,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: read(`${path}/migration.sql`) } },
    })),
  };
}
