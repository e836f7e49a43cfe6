import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Prisma, PrismaClient } from "~/generated/prisma/client";
import { createTestDatabase } from "../support/test-database";
import type { TestDatabase } from "../support/test-database";

let database: TestDatabase;
let prisma: PrismaClient;

beforeAll(async () => {
  database = await createTestDatabase();
  const adapter = new PrismaPg({ connectionString: database.url });
  prisma = new PrismaClient({ adapter });
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

interface Reader {
  findMany(): Promise<unknown[]>;
}

// Nothing else compares schema.prisma with the SQL of the migrations.
test.each(Object.values(Prisma.ModelName))(
  "every field of %s is in the migrated database",
  (model) => {
    const name = model.charAt(0).toLowerCase() + model.slice(1);
    const reader = (prisma as unknown as Record<string, Reader>)[name];
    return expect(reader?.findMany()).resolves.toBeInstanceOf(Array);
  },
);

test("every column of the migrated database is a field of the schema", async () => {
  const columns = await prisma.$queryRaw<{ table: string; column: string }[]>`
    SELECT table_name AS table, column_name AS column FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
    ORDER BY 1, 2`;
  const sent: string[] = [];
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString: database.url }),
    log: [{ emit: "event", level: "query" }],
  });
  client.$on("query", ({ query }) => sent.push(query));
  for (const model of Object.values(Prisma.ModelName)) {
    const name = model.charAt(0).toLowerCase() + model.slice(1);
    await (client as unknown as Record<string, Reader>)[name]?.findMany();
  }
  await client.$disconnect();
  const unread = columns.filter(
    ({ table, column }) => !sent.some((sql) => sql.includes(`"${table}"."${column}"`)),
  );
  expect(unread).toEqual([]);
});
