import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scenarioJsonSchema } from "~/scenarios/json-schema";
import { lexiconText } from "./lexicon-page";

const hint = "# yaml-language-server: $schema=./scenario.schema.json\n";

/** The schema's file as it must be. */
export function schemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 1)}\n`;
}

/** Scenario files that don't name the schema in their first line. */
export function withoutHint(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .filter((name) => !readFileSync(join(folder, name), "utf8").startsWith(hint));
}

/** Writes the schema, its name into the files that lack it, and the lexicon's page; gives the exit code. */
export function main(folder: string): number {
  writeFileSync(join(folder, "scenario.schema.json"), schemaText());
  for (const name of withoutHint(folder)) {
    const text = readFileSync(join(folder, name), "utf8");
    writeFileSync(join(folder, name), hint + text.replace(/^# yaml-language-server:.*\n/, ""));
  }
  writeFileSync("docs/lexicon.md", lexiconText());
  return 0;
}
