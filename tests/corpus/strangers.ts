import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { createPlay, type Played } from "~/debrief/play";
import { parseScenario } from "~/scenarios/parse";
import type { Scenario } from "~/scenarios/schema";

const ids = z.array(z.string()).default([]);

const utterance = z.strictObject({
  say: z.string().min(1),
  /** Trainee lines sent first, in the same session. */
  before: ids,
  /** Facts that a sensible customer tells now, and not before. */
  reveals: ids,
  /** Facts that the customer is free to tell. */
  mayReveal: ids,
  critical: ids,
  note: z.string().optional(),
});
export type Utterance = z.infer<typeof utterance>;

export type Heard = Utterance & { played: Played };

/** What of a corpus was understood; each list holds one line per failure. */
export type Understanding = {
  utterances: number;
  /** Facts asked for by the right question, and how many of them were told. */
  asked: number;
  told: number;
  criticals: number;
  untold: string[];
  wronglyTold: string[];
  missedCriticals: string[];
  wrongCriticals: string[];
};

/** Folders beside this file: what was studied (strangers), may be, and may not be (held back). */
export type Folder =
  "strangers" | "newcomers" | "held-back" | "near-misses" | "near-misses-held-back";

/** Plays each utterance of a scenario's corpus in a session of its own. Throws for a bad file. */
export function hearStrangers(
  scenarioId: string,
  seed: number,
  folder: Folder = "strangers",
): Heard[] {
  const scenario = readScenario(scenarioId);
  return readUtterances(folder, scenarioId).map((each, index) => {
    const played = hear(scenario, seed, each);
    if (played) return { ...each, played };
    // Not the words: those held back are shown to nobody.
    throw new Error(`Line ${index + 1} of ${folder}/${scenarioId} ended the session`);
  });
}

export function readUtterances(folder: Folder, scenarioId: string): Utterance[] {
  return z.array(utterance).parse(parse(readCorpus(folder, scenarioId)));
}

export function readCorpus(folder: Folder, scenarioId: string): string {
  return readFileSync(join("tests/corpus", folder, `${scenarioId}.yaml`), "utf8");
}

export function readScenario(id: string): Scenario {
  return parseScenario(readFileSync(scenarioFile(id), "utf8"), `${id}.yaml`);
}

export function hasScenario(id: string): boolean {
  return existsSync(scenarioFile(id));
}

function scenarioFile(id: string): string {
  return join("prisma/scenarios", `${id}.yaml`);
}

function hear(scenario: Scenario, seed: number, { before, say }: Utterance): Played | undefined {
  const play = createPlay(scenario, { seed, level: scenario.difficulty });
  for (const line of before) play.take(line);
  const result = play.take(say);
  return "played" in result ? result.played : undefined;
}

export function measure(heard: readonly Heard[]): Understanding {
  return {
    utterances: heard.length,
    asked: count(heard, ({ reveals }) => reveals),
    told: count(heard, ({ reveals, played }) => both(reveals, played.revealed)),
    criticals: count(heard, ({ critical }) => critical),
    untold: list(heard, ({ reveals, played }) => without(reveals, played.revealed)),
    wronglyTold: list(heard, wronglyTold),
    missedCriticals: list(heard, ({ critical, played }) => without(critical, played.critical)),
    wrongCriticals: list(heard, ({ critical, played }) => without(played.critical, critical)),
  };
}

export function wronglyTold({ reveals, mayReveal, played }: Heard): string[] {
  return without(played.revealed, [...reveals, ...mayReveal]);
}

/** Told and asked of one fact. */
export function recallByFact(heard: readonly Heard[]): Record<string, string> {
  const facts = [...new Set(heard.flatMap(({ reveals }) => reveals))].sort();
  return Object.fromEntries(
    facts.map((fact) => {
      const asked = heard.filter(({ reveals }) => reveals.includes(fact));
      const told = asked.filter(({ played }) => played.revealed.includes(fact));
      return [fact, `${told.length} of ${asked.length}`];
    }),
  );
}

function count(heard: readonly Heard[], of: (each: Heard) => string[]): number {
  return heard.reduce((sum, each) => sum + of(each).length, 0);
}

function list(heard: readonly Heard[], of: (each: Heard) => string[]): string[] {
  return heard.flatMap((each) => of(each).map((id) => `${id}: ${describe(each)}`));
}

function describe({ before, say, played }: Heard): string {
  const said = [...before, say].join(" / ");
  const intents = played.matched ? played.intents.join(" ") : "not matched";
  return `${said} → ${played.say.join(" ") || "(silence)"} [${intents}]`;
}

function both(these: string[], those: string[]): string[] {
  return these.filter((id) => those.includes(id));
}

function without(these: string[], those: string[]): string[] {
  return these.filter((id) => !those.includes(id));
}
