import { describe, expect, test } from "vitest";
import {
  hearStrangers,
  measure,
  readScenario,
  recallByFact,
  type Understanding,
} from "./strangers";

/**
 * Not to fall again. On the first run, with an engine that had never seen these files, 95 and 95
 * were told (docs/understanding.md).
 */
const bounds = {
  "mfa-new-phone": { told: 120, wronglyTold: 2, missedCriticals: 0, wrongCriticals: 0 },
  "robot-voice": { told: 115, wronglyTold: 0, missedCriticals: 0, wrongCriticals: 0 },
};

const seed = 1;

describe.each(Object.entries(bounds))("strangers who talk to the customer of %s", (id, bound) => {
  const heard = hearStrangers(id, seed);
  const understanding = measure(heard);
  if (process.env["STRANGERS"] === "list") print(id, understanding, recallByFact(heard));

  test("label facts and critical failures that the scenario has", () => {
    const scenario = readScenario(id);
    const facts = scenario.facts.map((fact) => fact.id);
    const criticals = [...scenario.critical.map((critical) => critical.id), "asked_secret"];
    const labels = heard.flatMap(({ reveals, mayReveal }) => [...reveals, ...mayReveal]);
    expect(labels.filter((label) => !facts.includes(label))).toEqual([]);
    expect(heard.flatMap((each) => each.critical).filter((c) => !criticals.includes(c))).toEqual(
      [],
    );
  });

  test("say at least 110 things, and ask for every fact in ten ways", () => {
    const scenario = readScenario(id);
    const rare = scenario.facts.filter(
      (fact) => heard.filter(({ reveals }) => reveals.includes(fact.id)).length < 10,
    );
    expect(heard.length).toBeGreaterThanOrEqual(110);
    expect(new Set(heard.map(({ before, say }) => [...before, say].join("\n"))).size).toBe(
      heard.length,
    );
    expect(rare).toEqual([]);
  });

  test("are told what they ask for as often as before", () => {
    expect(understanding.told, understanding.untold.join("\n")).toBeGreaterThanOrEqual(bound.told);
  });

  test("are told what they didn't ask for no more often than before", () => {
    const { wronglyTold } = understanding;
    expect(wronglyTold.length, wronglyTold.join("\n")).toBeLessThanOrEqual(bound.wronglyTold);
  });

  test("are caught asking for a secret, and not accused of it, as before", () => {
    const { missedCriticals: missed, wrongCriticals: wrong } = understanding;
    expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(bound.missedCriticals);
    expect(wrong.length, wrong.join("\n")).toBeLessThanOrEqual(bound.wrongCriticals);
  });
});

function print(id: string, understanding: Understanding, facts: Record<string, string>): void {
  const { told, asked, criticals, utterances, ...failures } = understanding;
  console.log(`${id}: ${utterances} utterances, ${told} of ${asked} facts told`, facts);
  for (const [kind, lines] of Object.entries(failures)) {
    const of = kind === "missedCriticals" ? ` of ${criticals}` : "";
    console.log([`${kind}: ${lines.length}${of}`, ...lines].join("\n  "));
  }
}
