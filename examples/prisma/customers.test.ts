import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { PrismaPg } from "@prisma/adapter-pg";
import { fixtureDatabase } from "../node/fixture-db.mjs";
import { PrismaClient } from "./generated/client/client.ts";

/** A test with a client of a database of its own, which is left before the database goes. */
function testWith(what: string, work: (prisma: PrismaClient) => Promise<void>) {
  test(what, async (t: TestContext) => {
    const connectionString = await fixtureDatabase(t);
    const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
    try {
      await work(prisma);
    } finally {
      await prisma.$disconnect();
    }
  });
}

testWith("a customer can be deleted, and their messages stay without them", async (prisma) => {
  const { userId } = await prisma.customer.findFirstOrThrow({ orderBy: { id: "asc" } });
  const messages = await prisma.message.count();
  await prisma.user.delete({ where: { id: userId } });
  assert.equal(await prisma.customer.count({ where: { userId } }), 0);
  assert.equal(await prisma.message.count({ where: { senderId: userId } }), 0);
  assert.equal(await prisma.message.count(), messages);
});

testWith("another test sees nothing of that", async (prisma) => {
  assert.equal(await prisma.customer.count(), 4);
  assert.equal(await prisma.message.count({ where: { senderId: null } }), 0);
});
