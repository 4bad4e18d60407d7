// What Prisma's seed command does here: one account, by the client, in the database in
// DATABASE_URL, which `prisma migrate reset` has emptied.
//
// Usage: DATABASE_URL=postgresql://... node seed.mjs

import { connect } from "./client.mjs";

const db = await connect();
const users = await db.user.count();
await db.user.create({
  data: { email: `after-${users}-others@mail.example`, passwordHash: "no hash", role: "ADMIN" },
});
await db.$disconnect();
