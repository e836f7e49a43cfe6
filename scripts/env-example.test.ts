import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEnv as parseDotEnv } from "node:util";
import { expect, test } from "vitest";
import { parseEnv } from "~/env.server";

test("the example settings work as they are, and say what is the case without them", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "deskside-env-"));
  const example = parseDotEnv(await readFile(".env.example", "utf8"));
  expect(example).toHaveProperty("DATA_DIR", ".data");
  const given = parseEnv({ ...example, DATA_DIR: folder });
  expect(given).toEqual(parseEnv({ DATA_DIR: folder }));
  await rm(folder, { recursive: true });
});
