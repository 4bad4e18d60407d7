// Generates Prisma's client of core-api's schema into this folder, where its packages are.
//
// An application that has a schema of its own runs `prisma generate`, and nothing else.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL(".", import.meta.url)));
const schema = readFileSync("../../core-api/prisma/schema.prisma", "utf8");
mkdirSync("generated", { recursive: true });
writeFileSync("generated/schema.prisma", schema.replace(/(output\s*=\s*)"[^"]*"/, '$1"./client"'));
execFileSync(process.execPath, ["node_modules/prisma/build/index.js", "generate", "--schema", "generated/schema.prisma"], {
  stdio: ["ignore", "ignore", "inherit"],
});
