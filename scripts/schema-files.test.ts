import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { schemaText, withoutHint } from "./schema-files";

it("the schema for editors is the one that reads the files (else: npm run scenario:schema)", () => {
  expect(readFileSync("prisma/scenarios/scenario.schema.json", "utf8")).toBe(schemaText());
});

it("every scenario names it in its first line (else: npm run scenario:schema)", () => {
  expect(withoutHint("prisma/scenarios")).toEqual([]);
});
