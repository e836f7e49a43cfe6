import { holds } from "~/customer/condition";
import type { CustomerState } from "~/customer/state";
import type { Scenario } from "~/scenarios/schema";
import { annotate } from "./annotate";
import { measure } from "./criteria";
import type { Debrief } from "./debrief";
import type { Resolution } from "./resolution";
import { rate } from "./rating";
import { measureTimes } from "./times";

/** A finished session as it is judged. Times are milliseconds since the start. */
export type ScoringInput = {
  scenario: Scenario;
  state: CustomerState;
  messages: { seq: number; role: string; text: string; at: number }[];
  actions: { seq: number; tool: string; at: number }[];
  resolution: Resolution | null;
  endReason: "resolved" | "customer_left" | "abandoned";
  /** When it ended; the last thing that happened, if unknown. */
  endedAt?: number;
};

/** Judges a session by the end state and the rubric. Pure. */
export function scoreSession(input: ScoringInput): Debrief {
  const { scenario, state } = input;
  const criteria = scenario.rubric.map((criterion) => measure(criterion, input));
  const lacking = criteria.filter(
    ({ score, max }, i) => scenario.rubric[i]?.required === true && score < max,
  );
  const critical = listCritical(input);
  const cap = Math.min(100, ...critical.map((each) => each.cap));
  const earned = criteria.reduce((sum, { score }) => sum + score, 0);
  const score = Math.min(cap, Math.round(earned));
  const outcome = findOutcome(input, { broken: critical.length > 0, lacking: lacking.length });
  return {
    outcome,
    score,
    criteria,
    critical,
    rootCause: scenario.debrief.rootCause,
    annotations: annotate(input),
    mood: state.moods.map(({ at, seq, mood, reasons }) => ({
      atSeconds: Math.round(at / 100) / 10,
      seq,
      mood,
      reasons: [...reasons],
    })),
    neverAsked: scenario.facts
      .filter((fact) => !state.revealed.some((entry) => entry.fact === fact.id))
      .map(({ id, label, example }) => ({ id, label, example, tried: triedAt(state, id) })),
    times: measureTimes(input),
    rating: rate(input, { outcome, score }),
    idealPath: scenario.debrief.idealPath,
    coaching: scenario.debrief.coaching,
  };
}

function triedAt({ history }: CustomerState, fact: string): number[] {
  return history.filter(({ refused }) => fact in refused).map(({ seq }) => seq);
}

function findOutcome(
  { scenario, state, endReason }: ScoringInput,
  { broken, lacking }: { broken: boolean; lacking: number },
): Debrief["outcome"] {
  const wanted = Object.entries(scenario.success);
  const met = wanted.filter(([key, value]) => state.world[key] === value).length;
  if (broken || endReason !== "resolved") return "failure";
  if (met === wanted.length && lacking === 0) return "success";
  return met * 2 >= wanted.length ? "partial" : "failure";
}

/** Each critical failure once, where it first happened. */
function listCritical(input: ScoringInput): Debrief["critical"] {
  const { scenario, state } = input;
  const ids = [...new Set([...state.critical.map(({ id }) => id), ...brokenByClosing(input)])];
  return ids.map((id) => {
    const rule = scenario.critical.find((each) => each.id === id);
    return {
      id,
      label: rule?.label ?? "Asked for a password or a code",
      seq: state.critical.find((each) => each.id === id)?.seq ?? lastSeq(input),
      cap: rule?.cap ?? 0,
      better: rule?.better ?? "Nothing that the desk does needs a password or a code.",
    };
  });
}

/** Failures that lie in closing the ticket as things stand. */
function brokenByClosing({ scenario, state, resolution }: ScoringInput): string[] {
  return scenario.critical
    .filter(({ atResolve }) => {
      if (atResolve === undefined || resolution === null) return false;
      return atResolve.codes.includes(resolution.code) && holds(atResolve.when, state);
    })
    .map(({ id }) => id);
}

function lastSeq({ messages, actions }: ScoringInput): number {
  return Math.max(0, ...messages.map(({ seq }) => seq), ...actions.map(({ seq }) => seq));
}
