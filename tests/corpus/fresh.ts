import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { createPlay, type Played } from "~/debrief/play";
import { readScenario } from "./strangers";

const names = z.array(z.string());
const question = z.strictObject({
  say: z.string(),
  before: names.default([]),
  reveals: names,
  critical: names.default([]),
  /** Any one of these. */
  actions: names.default([]),
});

export function readQuestions(id: string): z.infer<typeof question>[] {
  return z.array(question).parse(parse(readFileSync(`tests/corpus/${id}.yaml`, "utf8")));
}

export type Result = { say: string; ok: boolean; got: string };

/** Puts every question of a corpus to a customer of its own, and compares. */
export function askFresh(id: string): Result[] {
  const scenario = readScenario(id);
  return readQuestions(id).map(({ say, before, reveals, critical, actions }) => {
    const play = createPlay(scenario, { seed: 1, level: scenario.difficulty });
    for (const line of before) play.take(line);
    const { played } = play.take(say) as { played: Played };
    const same = (a: string[], b: string[]): boolean => a.join() === b.join();
    const acted = actions.length === 0 || actions.some((each) => played.actions.includes(each));
    const ok = same(played.revealed, reveals) && same(played.critical, critical) && acted;
    return {
      say,
      ok,
      got: `${played.revealed.join(" ")} [${played.intents.join(" ")}] ${played.say.join(" / ")}`,
    };
  });
}
