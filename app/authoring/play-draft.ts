import type { Debrief } from "~/debrief/debrief";
import { createPlay, type Played } from "~/debrief/play";
import { PlayError } from "~/debrief/play-line";
import type { Scenario } from "~/scenarios/schema";

export type PlayInput = { lines: string[]; level: number; seed: number };

/** One line of the author's and what came of it. */
export type PlayedTurn = {
  line: string;
  say: string[];
  system: string[];
  heard: string[];
  matched: boolean;
  /** Labels of facts told, ids of things done. */
  revealed: string[];
  actions: string[];
  critical: string[];
  mood: number;
};

export type PlayedDraft = {
  opening: string[];
  turns: PlayedTurn[];
  world: { key: string; value: string; first: boolean }[];
  mood: number;
  left: boolean;
  debrief: Pick<Debrief, "outcome" | "score" | "criteria" | "critical"> | null;
  /** Why the last line could not be played; it is not among the turns. */
  error: string | null;
};

export const mostLines = 80;

/** Plays the lines from the start: the same lines, level and seed give the same customer. Pure. */
export function playDraft(scenario: Scenario, { lines, level, seed }: PlayInput): PlayedDraft {
  const play = createPlay(scenario, { level, seed });
  const turns: PlayedTurn[] = [];
  let debrief: PlayedDraft["debrief"] = null;
  let error: string | null = null;
  for (const line of lines) {
    if (debrief !== null) break;
    try {
      const result = play.take(line);
      if ("debrief" in result) debrief = result.debrief;
      else turns.push(toTurn(scenario, line, result.played));
    } catch (thrown) {
      if (!(thrown instanceof PlayError)) throw thrown;
      error = thrown.message;
    }
  }
  const { world, mood, left } = play.state();
  return {
    ...{ opening: play.opening, turns, mood, left, debrief, error },
    world: Object.entries(world).map(([key, value]) => ({
      key,
      value: String(value),
      first: value === scenario.world[key],
    })),
  };
}

function toTurn(scenario: Scenario, line: string, played: Played): PlayedTurn {
  const { say, system, intents, matched, revealed, actions, critical, mood } = played;
  const label = (id: string): string => scenario.facts.find((fact) => fact.id === id)?.label ?? id;
  return {
    ...{ line, say, system, heard: intents, matched, actions, critical, mood },
    revealed: revealed.map(label),
  };
}
