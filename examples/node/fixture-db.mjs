// A database of its own for each test, by the command line of connsura-seed.
//
// CONNSURA_SEED names the program where it is not on PATH.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const program = process.env.CONNSURA_SEED ?? "connsura-seed";

/**
 * The URL of a new database with a scenario's rows. It is dropped when the test has passed; where it
 * failed, the database stays, and the test's output names it.
 */
export async function fixtureDatabase(test, scenario = "smoke") {
  const { stdout } = await run(program, ["fixture-db", "create", scenario]);
  const url = stdout.trim();
  test.after(async () => {
    if (test.passed === false) {
      test.diagnostic(`kept: ${url}`);
      return;
    }
    await run(program, ["fixture-db", "drop", url]);
  });
  return url;
}
