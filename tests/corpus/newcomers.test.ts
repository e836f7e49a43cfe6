import { describe, expect, test } from "vitest";
import { brief } from "./brief";
import { type Folder, readCorpus, readScenario, readUtterances } from "./strangers";

/** What newcomers say, both parts. No assertion here shows a line: some are held back. */
const parts = ["newcomers", "held-back"] as const satisfies Folder[];
const nearMisses = ["near-misses", "near-misses-held-back"] as const satisfies Folder[];

describe.each(Object.entries(brief))("newcomers to %s", (id, { facts, criticals }) => {
  const [studied, heldBack] = parts.map((part) => readUtterances(part, id)) as [Lines, Lines];
  const all = [...studied, ...heldBack];

  test("say at least 135 things, and ask in ninety or more of them", () => {
    expect(all.length).toBeGreaterThanOrEqual(135);
    expect(all.filter(({ reveals }) => reveals.length > 0).length).toBeGreaterThanOrEqual(90);
  });

  test("ask for every fact in a dozen ways, a few of them held back", () => {
    expect(facts.filter((fact) => waysToAsk(all, fact) < 12)).toEqual([]);
    expect(facts.filter((fact) => waysToAsk(heldBack, fact) < 5)).toEqual([]);
  });

  test("are labelled with facts and critical failures of the brief", () => {
    const labels = all.flatMap(({ reveals, mayReveal }) => [...reveals, ...mayReveal]);
    const broken = all.flatMap(({ critical }) => critical);
    expect(labels.filter((label) => !facts.includes(label))).toEqual([]);
    expect(broken.filter((label) => !criticals.includes(label))).toEqual([]);
  });

  test("expect two facts at the most of one message", () => {
    expect(all.filter(({ reveals }) => reveals.length > 2).length).toBe(0);
  });

  test("are held back by a third, in a file that says so at its top", () => {
    expect(heldBack.length / all.length).toBeCloseTo(1 / 3, 1);
    expect(readCorpus("held-back", id).split("\n")[0]).toMatch(/^# HELD BACK: .* nobody/);
  });

  test("talk to a customer who has the facts of the brief", () => {
    const known = readScenario(id).facts.map((fact) => fact.id);
    expect(facts.filter((fact) => !known.includes(fact))).toEqual([]);
  });
});

test("newcomers, and those who miss nearly, never say what another one, or a stranger, has said", () => {
  const strangers = said("strangers").map(({ line }) => line.split(" / ").at(-1));
  const lines = [...parts, ...nearMisses].flatMap(said);
  const heard = new Set<string | undefined>();
  const twice = lines.filter(({ line }) => heard.size === heard.add(line).size);
  const copied = lines.filter(({ line }) => strangers.includes(line.split(" / ").at(-1)));
  expect([...twice, ...copied].map(({ where }) => where)).toEqual([]);
});

type Lines = ReturnType<typeof readUtterances>;

function waysToAsk(lines: Lines, fact: string): number {
  return lines.filter(({ reveals }) => reveals.includes(fact)).length;
}

/** Every entry of a folder, whatever its case and punctuation, and where it stands. */
function said(folder: Folder): { line: string; where: string }[] {
  const ids = folder === "strangers" ? ["mfa-new-phone", "robot-voice"] : Object.keys(brief);
  return ids.flatMap((id) =>
    readUtterances(folder, id).map(({ before, say }, index) => ({
      line: [...before, say].map(plain).join(" / "),
      where: `${folder}/${id}, line ${index + 1}`,
    })),
  );
}

function plain(text: string): string {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(" ") ?? ""
  );
}
