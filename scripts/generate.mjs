// @ts-check
import { existsSync } from "node:fs";
import process from "node:process";
import { hashOf, isStamped, setStamp } from "./stamps.mjs";
import { runQuietly, step } from "./steps.mjs";

const CLIENT = "app/generated/prisma/client.ts";

/** Makes the Prisma client unless it was made from this schema by this version. */
export async function generateIfStale() {
  const hash = await hashOf(["prisma/schema.prisma", "node_modules/prisma/package.json"]);
  if (existsSync(CLIENT) && (await isStamped("generate", hash))) return;
  await step("Generating the database client", () =>
    runQuietly(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
      // Generating needs no schema engine, but Prisma downloads one unless it is told of some file.
      PRISMA_SCHEMA_ENGINE_BINARY: process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ?? process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    }),
  );
  await setStamp("generate", hash);
}
