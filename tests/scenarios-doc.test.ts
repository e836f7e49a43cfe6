import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkScenario } from "~/authoring/check-scenario";
import { knownWords } from "~/customer/understanding/vocabulary";

const page = readFileSync("docs/scenarios.md", "utf8");
const example = readFileSync("docs/examples/black-screen.yaml", "utf8");

describe("docs/scenarios.md", () => {
  it("shows the whole example, piece by piece", () => {
    const pieces = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, piece]) => piece);
    expect(pieces.join("")).toBe(example);
  });

  it("ends in a scenario that is good", () => {
    expect(checkScenario(example).problems).toEqual([]);
  });

  it("shows only such further pieces as would be good in the example", () => {
    const pieces = [...page.matchAll(/```yml\n([^]*?)```/g)].map(([, piece]) => piece);
    expect(pieces.length).toBeGreaterThan(0);
    expect(checkScenario(example + pieces.join("")).problems).toEqual([]);
  });

  it("names every intent and signal that all customers understand", () => {
    const { intents, signals } = knownWords({ lexicon: {}, intents: [] });
    const missing = [...intents, ...signals].filter((name) => !page.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});
