import type { Rng } from "~/lib/rng";
import type { Scenario, Tool } from "~/scenarios/schema";
import { composeEffects, dropSaid, planAfter, postpone, replan } from "./agenda";
import type { CustomerEffect, CustomerEvent, StepReport } from "./engine-types";
import { hear } from "./hear";
import { settleMood } from "./mood";
import { passTime } from "./patience";
import { useTool } from "./responders";
import type { CustomerState } from "./state";
import { createTurn, isDeparting, say, type Turn } from "./turn";
import { askedWait } from "./understanding/waits";

export type Step = { state: CustomerState; effects: CustomerEffect[]; report: StepReport };

/**
 * One step of the customer, pure: the same state, event, scenario and random
 * numbers give the same result. Take `createRng(state.seed, state.turn)`.
 * The effects replace every effect of earlier steps that isn't due yet at
 * `event.at`; their delays are milliseconds from then. Throws a RangeError for
 * a tool that the scenario doesn't offer.
 */
export function step(
  state: CustomerState,
  event: CustomerEvent,
  scenario: Scenario,
  rng: Rng,
): Step {
  const seq = event.type === "message" || event.type === "tool" ? event.seq : null;
  const turn = createTurn(state, scenario, rng, { at: event.at, seq });
  const wasTyping = dropSaid(turn);
  if (isDeparting(turn)) takeAfterwards(turn, event);
  else take(turn, event, wasTyping);
  return finish(turn, composeEffects(turn));
}

function take(turn: Turn, event: CustomerEvent, wasTyping: boolean): void {
  switch (event.type) {
    case "started":
      return open(turn);
    case "message":
      return takeMessage(turn, event.text, wasTyping);
    case "typing":
      turn.state.quietSince = Math.max(turn.state.quietSince, event.at);
      return postpone(turn, wasTyping);
    case "tool":
      return takeTool(turn, event.tool);
    case "time":
      passTime(turn, event.afterOutage);
      settleMood(turn);
      return planAfter(turn, 0);
  }
}

/** Nobody reads what is written now; tools still work, as nothing in them needs the customer. */
function takeAfterwards(turn: Turn, event: CustomerEvent): void {
  if (event.type !== "tool" || turn.state.left) return;
  useTool(turn, findTool(turn, event.tool));
  turn.fresh = [];
}

/** The customer writes first; the first line is there at once. */
function open(turn: Turn): void {
  for (const lines of turn.scenario.opening) say(turn, lines, { kind: "opening", key: "opening" });
  planAfter(turn, 0);
  const [first, ...rest] = turn.state.agenda;
  if (first === undefined) return;
  const early = first.dueAt - turn.at;
  turn.state.agenda = [
    { ...first, typingAt: turn.at, dueAt: turn.at },
    ...rest.map((line) => ({
      ...line,
      typingAt: line.typingAt - early,
      dueAt: line.dueAt - early,
    })),
  ];
}

function takeMessage(turn: Turn, text: string, wasTyping: boolean): void {
  const { state, seq, at } = turn;
  hear(turn, text);
  state.history.push(turn.entry);
  state.quietSince = at;
  state.nudges = 0;
  state.patienceFactor = "hold" in turn.entry.signals ? 2 : 1;
  state.heldUntil = at + askedWait(text) * 1000;
  if (state.left) return planAfter(turn, 1500);
  replan(turn, text, wasTyping);
  if (seq !== null) turn.extra.push({ delayMs: 0, kind: "delivered", seq });
}

function takeTool(turn: Turn, id: string): void {
  useTool(turn, findTool(turn, id));
  settleMood(turn);
  planAfter(turn, 1200);
}

function findTool({ scenario }: Turn, id: string): Tool {
  const tool = scenario.tools.find((each) => each.id === id);
  if (tool === undefined) throw new RangeError(`The scenario ${scenario.id} has no tool ${id}`);
  return tool;
}

function finish(turn: Turn, effects: CustomerEffect[]): Step {
  const { entry, state } = turn;
  const report = {
    intents: entry.intents,
    revealed: entry.revealed,
    actions: entry.actions,
    critical: entry.critical,
    mood: state.mood,
    matched: entry.matched,
  };
  return { state, effects, report };
}
