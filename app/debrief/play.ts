import type { CustomerEffect, CustomerEvent, StepReport } from "~/customer/engine-types";
import { initialState } from "~/customer/initial-state";
import type { CustomerState } from "~/customer/state";
import { step } from "~/customer/step";
import { createRng } from "~/lib/rng";
import type { Scenario } from "~/scenarios/schema";
import type { Debrief } from "./debrief";
import { PlayError, readLine, type TypedLine } from "./play-line";
import { scoreSession, type ScoringInput } from "./score";

/** What one line came to; `say` are the customer's, `system` nobody's lines. */
export type Played = StepReport & {
  world: CustomerState["world"];
  say: string[];
  system: string[];
};

export type Play = {
  opening: string[];
  /** Takes a line as typed in the shell; throws a PlayError for one that can't be. */
  take(line: string): { played: Played } | { debrief: Debrief };
  state(): CustomerState;
  /** What the trainee wrote and which tools they used, by the numbers that a debrief names. */
  typed(): ReadonlyMap<number, string>;
};

type Timed = { due: number; effect: CustomerEffect };

/** A day of silence has some twenty; a scenario that never comes to rest would hold the server. */
const mostWakeUps = 500;

/**
 * Plays a scenario without server, database or delay: time is virtual, and each
 * line comes when the reply to the one before has been fully said.
 */
export function createPlay(
  scenario: Scenario,
  { seed, level }: { seed: number; level: number },
): Play {
  let state = initialState(scenario, { seed, level });
  let now = 0;
  let head = 0;
  let pending: Timed[] = [];
  /** Since the last line was typed. */
  let wakeUps = 0;
  let said: { role: "customer" | "system"; text: string }[] = [];
  const messages: ScoringInput["messages"] = [];
  const actions: ScoringInput["actions"] = [];

  function run(event: CustomerEvent): StepReport {
    const result = step(state, event, scenario, createRng(seed, state.turn));
    state = result.state;
    pending = result.effects.map((effect) => ({ due: event.at + effect.delayMs, effect }));
    return result.report;
  }

  function happen({ due, effect }: Timed): void {
    now = Math.max(now, due);
    if (effect.kind === "wake") wakeUp(due);
    if (effect.kind !== "say" && effect.kind !== "system") return;
    const role = effect.kind === "say" ? "customer" : "system";
    head += 1;
    said.push({ role, text: effect.text });
    messages.push({ seq: head, role, text: effect.text, at: due });
  }

  function wakeUp(at: number): void {
    wakeUps += 1;
    if (wakeUps > mostWakeUps)
      throw new PlayError(
        "Too much happens by itself here: events set off one another without end",
      );
    run({ type: "time", at });
  }

  function passUntil(until: number): void {
    for (let next = pending[0]; next !== undefined && next.due <= until; next = pending[0]) {
      pending = pending.slice(1);
      happen(next);
    }
  }

  /** To the end of the reply; a wake-up that falls into it happens on the way. */
  function finishReply(): void {
    for (;;) {
      const last = pending
        .filter(({ effect }) => effect.kind === "say" || effect.kind === "system")
        .at(-1);
      if (last === undefined) return;
      passUntil(last.due);
    }
  }

  function collect(report: StepReport): { played: Played } {
    const lines = said;
    said = [];
    const of = (role: string): string[] =>
      lines.filter((line) => line.role === role).map(({ text }) => text);
    return {
      played: {
        ...report,
        mood: state.mood,
        world: state.world,
        say: of("customer"),
        system: of("system"),
      },
    };
  }

  function act(line: Exclude<TypedLine, { kind: "resolve" }>): StepReport {
    if (line.kind === "wait") {
      const until = now + line.seconds * 1000;
      passUntil(until);
      now = until;
      return {
        intents: [],
        revealed: [],
        actions: [],
        critical: [],
        mood: state.mood,
        matched: true,
      };
    }
    head += 1;
    if (line.kind === "tool") {
      actions.push({ seq: head, tool: line.tool, at: now });
      return run({ type: "tool", at: now, seq: head, tool: line.tool });
    }
    messages.push({ seq: head, role: "trainee", text: line.text, at: now });
    return run({ type: "message", at: now, seq: head, text: line.text });
  }

  /** What keeps it from ever getting to the first line. */
  function open(): PlayError | null {
    try {
      run({ type: "started", at: 0 });
      finishReply();
      return null;
    } catch (error) {
      if (error instanceof PlayError) return error;
      throw error;
    }
  }

  const stuck = open();
  const opening = said.map(({ text }) => text);
  said = [];

  return {
    opening,
    state: () => state,
    typed: () =>
      new Map([
        ...messages.flatMap(({ seq, role, text }) =>
          role === "trainee" ? [[seq, text] as const] : [],
        ),
        ...actions.map(({ seq, tool }) => [seq, `/tool ${tool}`] as const),
      ]),
    take(text) {
      if (stuck !== null) throw stuck;
      const line = readLine(text, scenario, state.left);
      wakeUps = 0;
      if (line.kind === "resolve") {
        const endReason = state.left ? "customer_left" : "resolved";
        return {
          debrief: scoreSession({
            scenario,
            state,
            messages,
            actions,
            resolution: line.resolution,
            endReason,
            endedAt: now,
          }),
        };
      }
      const report = act(line);
      finishReply();
      return collect(report);
    },
  };
}
