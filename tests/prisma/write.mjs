// Writes through the Prisma client, as an application would, to the database in DATABASE_URL.
//
// Usage: DATABASE_URL=postgresql://... node write.mjs
//
// Prints one JSON value: the ids of the rows that were made, changed and deleted, for whoever
// asks the database itself what became of them.

import { connect } from "./client.mjs";

const db = await connect();
const admin = await db.admin.findFirstOrThrow({ orderBy: { id: "asc" } });
// One who has been written to, and another one with shares.
const orderBy = { id: "asc" };
const deleted = await db.customer.findFirstOrThrow({ where: { user: { receivedMessages: { some: {} } } }, orderBy });
const changed = await db.customer.findFirstOrThrow({
  where: { shares: { some: {} }, NOT: { id: deleted.id } },
  orderBy,
});

// A user with a profile and a message, in one nested write.
const created = await db.user.create({
  data: {
    email: "written-by-prisma@mail.example",
    passwordHash: "no hash",
    role: "CUSTOMER",
    customer: {
      create: {
        fullName: "Anna Virtanen",
        dateOfBirth: new Date("1988-02-29"),
        spokenLanguages: ["Suomi", 'a "quoted" one'],
        preferences: { theme: "dark", sizes: [1, 2.5] },
      },
    },
    sentMessages: { create: { body: "Hello 👋", recipient: { connect: { id: admin.userId } } } },
    receivedReadStates: { create: { senderId: admin.userId, unreadCount: 0 } },
  },
  include: { customer: true, sentMessages: true },
});

const uploads = await db.upload.createMany({
  data: [1, 2, 3].map((number) => ({
    ownerId: created.id,
    fileName: `${number}.pdf`,
    sizeBytes: 9007199254740993n,
    storageKey: `written-by-prisma/${number}`,
  })),
});

// Nested writes that change, add and take away.
const updated = await db.customer.update({
  where: { id: changed.id },
  data: {
    city: "Tampere",
    forms: { create: { kind: "claim", status: "DRAFT", data: { amount: 12.5 } } },
    shares: { deleteMany: {} },
  },
  include: { forms: { where: { kind: "claim", status: "DRAFT" }, orderBy: { createdAt: "desc" }, take: 1 } },
});

await db.user.delete({ where: { id: deleted.userId } });

const [log] = await db.$transaction(async (tx) => {
  const entry = { actorId: created.id, actorRole: "CUSTOMER", entityType: "User", entityId: created.id };
  const log = await tx.auditLog.create({ data: { ...entry, action: "user.created", ipAddress: "192.0.2.7" } });
  await tx.user.update({ where: { id: created.id }, data: { lastLoginAt: log.createdAt } });
  return [log];
});

const undone = await db.$transaction(async (tx) => {
  await tx.message.deleteMany({});
  throw new Error("undone");
}).catch((error) => error.message);

const twice = await db.user
  .create({ data: { email: created.email, passwordHash: "no hash", role: "CUSTOMER" } })
  .catch((error) => error.code);

console.log(
  JSON.stringify({
    user: created.id,
    customer: created.customer.id,
    message: created.sentMessages[0].id,
    admin: admin.userId,
    uploads: uploads.count,
    changed: { id: changed.id, before: changed.updatedAt, after: updated.updatedAt, form: updated.forms[0].id },
    deleted: { user: deleted.userId, customer: deleted.id },
    log: log.id,
    undone,
    twice,
  }),
);
await db.$disconnect();
