// Reads through the Prisma client in a loop, by named prepared statements, until its standard
// input ends: what an application sees while its database is reset.
//
// Usage: DATABASE_URL=postgresql://... node watch.mjs [CONNECTIONS]
//
// Prints a line of JSON once every connection has read for the first time, so that whoever
// started it knows that it may begin:
//
//   {"reading": 4}
//
// and a last one when its input has ended, after the reads that were under way:
//
//   {"reads": 812,               rounds of reads that ended, well or not
//    "errors": {"P2010: ...": 1}, what was said by those that failed, and how often
//    "slowest_ms": 41.5,         the longest round that went well
//    "fewest_users": 6,          the smallest number of users that a round saw
//    "most_users": 6}
//
// A round is a count, a page of accounts with their profiles, and the last messages of one of
// them. Each connection of the pool keeps its prepared statements, as long-running servers do:
// a reset that makes types or tables anew shows here as "cached plan must not change result
// type" or "cache lookup failed for type", one that waits for locks as a slow round, and one
// that lets its half be seen as "fewest_users": 0.

import { createHash } from "node:crypto";
import { connect } from "./client.mjs";

const connections = Number(process.argv[2] ?? 4);
const named = { statementNameGenerator: ({ sql }) => createHash("sha1").update(sql).digest("hex") };
const db = await connect({ max: connections }, named);
const told = { reads: 0, errors: {}, slowest_ms: 0, fewest_users: null, most_users: null };

let stopped = false;
process.stdin.resume().once("end", () => {
  stopped = true;
});

const places = Array.from({ length: connections }, (_, index) => index);
await Promise.all(places.map(round));
console.log(JSON.stringify({ reading: connections }));
await Promise.all(places.map(loop));
console.log(JSON.stringify(told));
await db.$disconnect();

async function loop(place) {
  while (!stopped) {
    await round(place);
  }
}

async function round(place) {
  const started = performance.now();
  try {
    const users = await read(place);
    told.slowest_ms = Math.max(told.slowest_ms, performance.now() - started);
    told.fewest_users = Math.min(told.fewest_users ?? users, users);
    told.most_users = Math.max(told.most_users ?? users, users);
  } catch (error) {
    const message = `${error.code ?? error.name}: ${error.message.split("\n").at(-1)}`;
    told.errors[message] = (told.errors[message] ?? 0) + 1;
  }
  told.reads += 1;
}

async function read(place) {
  const users = await db.user.count();
  const page = await db.user.findMany({
    orderBy: { id: "asc" },
    take: 20,
    include: { customer: true, admin: true, receivedReadStates: true },
  });
  const one = page[place % page.length]?.id;
  if (one !== undefined) {
    const either = { OR: [{ senderId: one }, { recipientId: one }] };
    await db.message.findMany({ where: either, orderBy: { createdAt: "desc" }, take: 50 });
  }
  return users;
}
