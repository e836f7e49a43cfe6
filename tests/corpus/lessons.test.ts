import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lessonsHash, weightsFile } from "../../scripts/classifier";
import { brief } from "./brief";
import { readOwnLessons, taught } from "./lessons";
import { readUtterances } from "./strangers";

const plain = (text: string): string =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");

// No assertion shows a line of what is held back.
describe.each(taught)("lessons about %s", (id) => {
  const lessons = readOwnLessons(id);
  const { facts = [], criticals = [] } = brief[id] ?? {};

  test("are labelled with facts and critical failures of the brief", () => {
    const labels = lessons.flatMap(({ asks, may }) => [...asks, ...may]);
    expect(labels.filter((label) => !facts.includes(label))).toEqual([]);
    const broken = lessons.flatMap(({ critical }) => critical);
    expect(broken.filter((label) => !criticals.includes(label))).toEqual([]);
  });

  test("ask for each fact in 200 ways, and for none in 1,000", () => {
    const asked = (fact: string) => lessons.filter(({ asks }) => asks.includes(fact)).length;
    expect(facts.filter((fact) => asked(fact) < 200)).toEqual([]);
    expect(lessons.filter(({ asks }) => asks.length === 0).length).toBeGreaterThan(1_000);
  });

  test("hold nothing of what is held back", () => {
    const heldBack = new Set(
      (["held-back", "near-misses-held-back"] as const).flatMap((folder) =>
        readUtterances(folder, id).map(({ say }) => plain(say)),
      ),
    );
    expect(lessons.filter(({ say }) => heldBack.has(plain(say))).length).toBe(0);
  });
});

test("the weights were learned from these lessons; else run npm run classifier:train", () => {
  const { lessons } = JSON.parse(readFileSync(weightsFile, "utf8")) as { lessons: string };
  expect(lessons).toBe(lessonsHash());
});
