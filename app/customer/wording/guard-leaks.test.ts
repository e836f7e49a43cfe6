import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fact, judge, variants } from "../../../tests/support/judge-wording";
import { readScenario } from "../../../tests/support/talk";

const scenarios = readdirSync("prisma/scenarios").flatMap((file) =>
  file.endsWith(".yaml") ? [readScenario(file.replace(/\.yaml$/, ""))] : [],
);

describe.each(scenarios.map((scenario) => ({ id: scenario.id, scenario })))(
  "in $id",
  ({ scenario }) => {
    test("not one line of an undisclosed fact gets through, in place of small talk or behind it", () => {
      const small = variants(scenario.lines.ack ?? ["Understood, thank you."]).concat(
        "Understood, go on then.",
      );
      const leaks = scenario.facts.flatMap(({ id, say, vague, again, label }) =>
        [label, ...[say, vague ?? [], again].flatMap(variants)].flatMap((text) =>
          small.flatMap((line) => [
            { id, line, text },
            { id, line, text: `${line} ${text}` },
          ]),
        ),
      );
      const through = leaks.filter(
        ({ line, text }) => judge([text], [line], { scenario }) === null,
      );
      expect(through.map(({ text }) => text)).toEqual([]);
    });

    test("the root cause doesn't get through, sentence by sentence, whatever has been told", () => {
      const sentences = scenario.debrief.rootCause.split(/(?<=[.;])\s/);
      const line = "Understood, go on then.";
      const through = sentences.filter((text) => judge([text], [line], { scenario }) === null);
      expect(through).toEqual([]);
    });

    test("the line as it was scripted passes, for every fact", () => {
      const stopped = scenario.facts.flatMap(({ id, say }) =>
        variants(say).flatMap((text) => {
          const refusal = judge([text], [fact(text)], { scenario, told: [id] });
          return refusal === null ? [] : [`${refusal}: ${text}`];
        }),
      );
      expect(stopped).toEqual([]);
    });
  },
);
