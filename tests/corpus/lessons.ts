import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { readQuestions } from "./fresh";
import { type Folder, readScenario, readUtterances } from "./strangers";

const ids = z.array(z.string()).default([]);
const line = z.strictObject({
  say: z.string().min(1),
  /** Facts that it asks for, whatever gates stand before them. */
  asks: ids,
  /** Facts that a sensible customer may or may not take it to ask for. */
  may: ids,
  critical: ids,
  /**
   * Who wrote it: nobody's lines measure what was learned from the same person's. The author's are
   * what tests demand, with what is like it; they count five times.
   */
  by: z.enum(["a", "b", "c", "d", "author"]),
});

/** Scenarios that the classifier knows. */
export const taught = [
  ...["mfa-new-phone", "lockout-tablet", "prints-vanish"],
  ...["robot-voice", "just-reset", "cfo-pressure"],
] as const;

export type LabelledLine = {
  say: string;
  asks: string[];
  critical: string[];
  /** Facts and critical failures that the label says nothing of. */
  unknown: string[];
};

/** The lines that were written to be learned from, labelled by what they are after. */
export function readOwnLessons(scenarioId: string): z.infer<typeof line>[] {
  const file = join("tests/corpus/lessons", `${scenarioId}.yaml`);
  return z.array(line).parse(parse(readFileSync(file, "utf8")));
}

/** Where their lines are, if somebody wrote any for a scenario. */
const studied: Folder[] = ["strangers", "newcomers", "near-misses"];
const isThere = (folder: Folder, id: string): boolean =>
  existsSync(join("tests/corpus", folder, `${id}.yaml`));

/** All that may be learned from, those lines included that the rules were studied on. */
export function readLessons(scenarioId: string, leaveOut = ""): LabelledLine[] {
  const own = readOwnLessons(scenarioId)
    .filter(({ by }) => by !== leaveOut)
    .flatMap(({ say, asks, may, critical, by }): LabelledLine[] =>
      Array.from({ length: by === "author" ? 5 : 1 }, () => ({
        ...{ say, asks, critical, unknown: may },
      })),
    );
  const { facts, critical: criticals } = readScenario(scenarioId);
  // What a gate holds back is asked for and not revealed.
  const gated = facts.filter(({ askedBy }) =>
    askedBy.some(({ denials, requires }) => denials > 0 || requires !== undefined),
  );
  const open = [...gated, ...criticals].map(({ id }) => id);
  const others = studied
    .filter((folder) => isThere(folder, scenarioId))
    .flatMap((folder) => readUtterances(folder, scenarioId));
  const authors = readQuestions(scenarioId).map((each) => ({ ...each, mayReveal: [] }));
  return [
    ...own,
    ...facts.map(({ id, example }) => ({ say: example, asks: [id], critical: [], unknown: open })),
    ...[...others, ...authors].map(({ say, reveals, mayReveal, critical }) => ({
      ...{ say, asks: reveals, critical },
      unknown: [...mayReveal, ...open.filter((id) => ![...reveals, ...critical].includes(id))],
    })),
  ];
}
