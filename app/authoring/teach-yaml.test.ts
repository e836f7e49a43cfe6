import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { understand } from "~/customer/understanding/understand";
import { readScenario } from "~/scenarios/parse";
import { setVersion, teach } from "./teach-yaml";

const source = readFileSync("docs/examples/black-screen.yaml", "utf8");
const lesson = { intent: "ask_plug", phrase: "follow the wire with a finger" };

function hears(text: string, line: string): string[] {
  const read = readScenario(text);
  if (!("scenario" in read)) throw new Error(read.problems[0]?.reason);
  return understand(line, read.scenario, 1).content;
}

describe("adding to a scenario's lexicon", () => {
  it("makes the customer understand the words, and leaves all other lines as they were", () => {
    const taught = teach(source, lesson);
    expect(hears(source, "Follow the wire with a finger.")).not.toContain("ask_plug");
    expect(hears(taught, "Follow the wire with a finger.")).toContain("ask_plug");
    const kept = taught.split("\n").filter((line) => !line.includes("heard_ask_plug"));
    expect(kept.join("\n")).toBe(source);
  });

  it("adds a second phrase to the first", () => {
    const taught = teach(teach(source, lesson), { ...lesson, phrase: "trace the lead for me" });
    expect(taught.match(/heard_ask_plug: \[/g)).toHaveLength(1);
    expect(taught.match(/needs: \[heard_ask_plug\]/g)).toHaveLength(1);
    expect(hears(taught, "Trace the lead for me")).toContain("ask_plug");
    expect(hears(taught, "Follow the wire with a finger.")).toContain("ask_plug");
  });

  it.each([
    ["no lexicon and no rules", (text: string) => text.replace(/lexicon:[^]*?facts:/, "facts:")],
    [
      "empty ones",
      (text: string) => text.replace(/lexicon:[^]*?facts:/, "lexicon: {}\nintents: []\nfacts:"),
    ],
    [
      "lists one item a line",
      (text: string) => text.replace(/plug: \[.*\]/, "plug:\n    - plug\n    - socket"),
    ],
  ])("works in a scenario with %s", (_, change) => {
    const changed = change(source).replace(/on: \[tell_move_plug\]/, "on: [tell_retry]");
    const taught = teach(teach(changed, { ...lesson, intent: "ask_when" }), {
      intent: "ask_when",
      phrase: 'plain "quoted" words',
    });
    expect(taught).toContain("heard_ask_when");
    const rest = taught
      .split("\n")
      .filter((line) => !/heard_ask_when|^(lexicon|intents):$/.test(line));
    expect(rest.length).toBeGreaterThan(source.split("\n").length - 12);
    expect(taught).toContain('"follow the wire with a finger"');
  });
});

describe("the version in a text", () => {
  it("is set in its place, comments and all", () => {
    const text = source.replace("version: 1", "version: 1 # the first");
    expect(setVersion(text, 12)).toBe(text.replace("version: 1 #", "version: 12 #"));
  });
});
