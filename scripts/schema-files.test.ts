import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { lexiconText } from "./lexicon-page";
import { schemaText, withoutHint } from "./schema-files";

it("the schema for editors is the one that reads the files (else: npm run scenario:schema)", () => {
  expect(readFileSync("prisma/scenarios/scenario.schema.json", "utf8")).toBe(schemaText());
});

it("every scenario names it in its first line (else: npm run scenario:schema)", () => {
  expect(withoutHint("prisma/scenarios")).toEqual([]);
});

it("the page of what all customers understand is the engine's: npm run scenario:schema", () => {
  expect(readFileSync("docs/lexicon.md", "utf8")).toBe(lexiconText());
});
