import { readFileSync } from "node:fs";
import { afterPace, effectRows, toCustomerEvent } from "~/customer/due-effects";
import { initialState } from "~/customer/initial-state";
import { customerState, type CustomerState } from "~/customer/state";
import { step } from "~/customer/step";
import { createRng } from "~/lib/rng";
import { parseScenario } from "~/scenarios/parse";
import type { Finding } from "./history";

/** A message or action of the log, with when it fell due in milliseconds from the session's start. */
export type Line = {
  role: string;
  key: string | null;
  text: string;
  /** What was used, where this is no message but the use of a tool. */
  tool?: string | undefined;
  at: number;
};
export type CustomersSession = { session: string; seed: number; level: number; lines: Line[] };

type Said = { key: string; text: string };

const scenario = parseScenario(
  readFileSync("prisma/scenarios/mfa-new-phone.yaml", "utf8"),
  "mfa-new-phone.yaml",
);

/**
 * What the customer said against what the engine says when each message of the trainee is put
 * to it once and in order: a turn that was lost, taken twice or out of order shows.
 */
export function checkCustomer({ session, seed, level, lines }: CustomersSession): Finding[] {
  const said = lines.flatMap(({ role, key, text }) =>
    role === "customer" ? [{ key: key ?? "", text }] : [],
  );
  const expected = replay({ seed, level, lines, atLeast: said.length });
  const found: Finding[] = [];
  const note = (kind: Finding["kind"], what: string): void => {
    found.push({ kind, session, what: `the customer: ${what}` });
  };
  const keys = said.map(({ key }) => key);
  for (const key of keys.filter((one, n) => keys.indexOf(one) !== n)) note("doubled", key);
  for (const { key } of expected) if (!keys.includes(key)) note("lost", key);
  if (found.length > 0) return found;
  const index = said.findIndex(
    ({ key, text }, n) => key !== expected[n]?.key || text !== expected[n].text,
  );
  if (index >= 0) {
    note(
      "different",
      `${JSON.stringify(said[index])}, not ${JSON.stringify(expected[index] ?? null)}`,
    );
  }
  return found;
}

type Replay = { state: CustomerState; turn: number; wakeAt: number | null; over: boolean };

function replay({
  seed,
  level,
  lines,
  atLeast,
}: Omit<CustomersSession, "session"> & { atLeast: number }): Said[] {
  const said: Said[] = [];
  const now: Replay = {
    ...{ state: initialState(scenario, { seed, level }), turn: 0, wakeAt: null, over: false },
  };
  const take = (payload: unknown, at: number): void => {
    if (now.over) return;
    const event = toCustomerEvent(payload, at);
    const { state, effects } = step(now.state, event, scenario, createRng(seed, now.turn));
    const rows = effectRows(effects, now.turn, event.type, "instant");
    for (const { payload } of rows) {
      if (payload.kind === "say") said.push({ key: payload.key, text: payload.text });
    }
    const wake = rows.find(({ kind }) => kind === "wake");
    now.state = customerState.parse(JSON.parse(JSON.stringify(afterPace(state, "instant"))));
    now.wakeAt = wake ? at + wake.delayMs : null;
    now.over = rows.some(({ kind }) => kind === "leave");
    now.turn += 1;
  };
  const wakeUntil = (isTime: (at: number) => boolean): void => {
    while (now.wakeAt !== null && !now.over && isTime(now.wakeAt))
      take({ type: "time" }, now.wakeAt);
  };
  take({ type: "started" }, 0);
  lines.forEach(({ role, text, tool, at }, index) => {
    if (role !== "trainee" && tool === undefined) return;
    wakeUntil((wakeAt) => wakeAt <= at);
    const seq = index + 1;
    take(
      tool === undefined ? { type: "message", seq, text } : { type: "tool", seq, tool, args: {} },
      at,
    );
  });
  // After the last message only as far as the log goes: the rest may not be due yet.
  wakeUntil(() => said.length < atLeast);
  return said;
}
