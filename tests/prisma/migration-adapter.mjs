// The driver adapter for Prisma's schema engine: the client's, with what it lacks for that.

import pg from "pg";
import { PrismaPg } from "@prisma/adapter-pg";

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

export class MigrationAdapter extends PrismaPg {
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
    const shadow = await new MigrationAdapter(this.url, database).connect();
    shadow.dispose = async () => {
      await shadow.underlyingDriver().end();
      await server.executeScript(`DROP DATABASE "${database}" WITH (FORCE)`);
    };
    return shadow;
  }
}
