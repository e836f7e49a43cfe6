import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "~/accounts/user";
import { postMessage } from "~/conversation/post-message.server";
import { continueSession } from "~/customer/continue-session.server";
import { runDueEffects } from "~/customer/run-due-effects.server";
import { resolveSession } from "~/debrief/resolve-session.server";
import type { Services } from "~/services.server";
import { accessSession } from "~/sessions/access-session.server";
import { startSession } from "~/sessions/start-session.server";
import { createTestServices, type TestServices } from "./support/services";

const turns = 100;
/** Nothing in it is understood, so that it costs the customer time and no patience. */
const rambling = "Blorp fnord, zibble quux wurgle. ".repeat(40);

let world: TestServices;
let trainee: Viewer;
beforeAll(async () => {
  world = await createTestServices();
  trainee = await world.createUser();
});
afterAll(() => world.close());

/** A session of one message, whose journal tells of many before it; gives the message's seq. */
async function playLong(id: string): Promise<number> {
  const { services } = world;
  await runDueEffects(services, id);
  await services.db.customerTurn.createMany({
    data: Array.from({ length: turns - 1 }, (_, n) => ({
      ...{ sessionId: id, turn: n + 1, atMs: (n + 1) * 1_000, pace: "instant" },
      event: { type: "message", seq: 0, text: `Try ${String(n)}. ${rambling}` },
    })),
  });
  await services.db.customerState.update({ where: { sessionId: id }, data: { turn: turns } });
  world.clock.advance(turns * 1_000);
  const session = await accessSession(services, trainee, id);
  const { message } = await postMessage(services, session, { key: "k", text: "Are you in now?" });
  await runDueEffects(services, id);
  const given = { category: "access", rootCause: "phone", code: "solved", notes: "" } as const;
  await resolveSession(services, session, { ...given, key: "end" });
  return message.seq;
}

/** These services, telling when the journal has been read and when its outcome is written. */
function watched(services: Services, read: () => void, written: () => void): Services {
  const customerTurn = new Proxy(services.db.customerTurn, {
    get: (target, name) =>
      name === "findMany"
        ? async (...asked: Parameters<typeof target.findMany>) => {
            const found = await target.findMany(...asked);
            read();
            return found;
          }
        : (Reflect.get(target, name) as unknown),
  });
  const db = new Proxy(services.db, {
    get: (target, name) => {
      if (name === "customerTurn") return customerTurn;
      if (name === "$transaction") written();
      return Reflect.get(target, name) as unknown;
    },
  });
  return { ...services, db };
}

test("while somebody goes on from the end of a long session, others have their turn", async () => {
  const { services } = world;
  const id = await startSession(services, trainee, { scenarioId: "mfa-new-phone", seed: 1 });
  const seq = await playLong(id);
  let others = 0;
  let waiting: NodeJS.Immediate | undefined;
  const takeTurn = () => {
    others += 1;
    waiting = setImmediate(takeTurn);
  };
  const observed = watched(
    services,
    () => (waiting = setImmediate(takeTurn)),
    () => {
      clearImmediate(waiting);
    },
  );
  const session = await accessSession(services, trainee, id);
  const next = await continueSession(observed, session, { seq, key: "on" });
  expect(others).toBeGreaterThan(2);
  const { turn } = await services.db.customerState.findUniqueOrThrow({
    where: { sessionId: next },
  });
  expect(turn).toBe(turns);
});
