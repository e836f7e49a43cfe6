import { expect, test } from "vitest";
import { createInProcessEventBus } from "~/adapters/in-process-event-bus.server";
import { createInProcessPresence } from "~/adapters/in-process-presence.server";
import { createMetrics } from "~/lib/metrics.server";
import type { Sql } from "~/lib/sql.server";
import type { DurableEvent } from "../events";
import { createEventHub } from "./event-hub.server";
import { lookAtHeads } from "./watch.server";

const id = "session";

const posted = (seq: number): DurableEvent => ({
  type: "message.posted",
  data: {
    ...{ id: String(seq), sessionId: id, seq, text: `line ${String(seq)}`, clientMessageId: null },
    ...{ author: { role: "trainee", name: "Alex Morgan" }, createdAt: "2026-03-02T09:00:00.000Z" },
  },
});

function createScene() {
  let log: DurableEvent[] = [];
  const [bus, metrics] = [createInProcessEventBus(), createMetrics()];
  const sql: Sql = (statement, [, after]) => {
    const head = log.at(-1)?.data.seq ?? 0;
    const rows =
      statement.name === "heads"
        ? [{ id, head, epoch: "epoch" }]
        : log.filter(({ data }) => data.seq > Number(after));
    return Promise.resolve(rows as never[]);
  };
  const parts = { sql, bus, presence: createInProcessPresence(), metrics };
  const hub = createEventHub({ ...parts, clock: { now: () => new Date(0) } });
  let ended = 0;
  const reader = {
    ...{ authSessionId: "sign-in", epoch: "epoch", wake: () => undefined },
    ...{ tell: () => undefined, drain: () => undefined, end: () => (ended += 1) },
  };
  return {
    hub,
    ended: () => ended,
    join: (head: number) => hub.join(id, reader, head),
    look: () => lookAtHeads({ sql, hub, metrics }, [id]),
    async post(seq: number) {
      log.push(posted(seq));
      await bus.publish([{ sessionId: id, event: posted(seq) }]);
    },
    loseAfter(seq: number) {
      log = log.filter(({ data }) => data.seq <= seq);
    },
  };
}

test("a log that lost its end, as a standby's may have, is read anew by readers that come back", async () => {
  const { hub, ended, join, look, post, loseAfter } = createScene();
  const leave = join(0);
  for (const seq of [1, 2, 3]) await post(seq);
  await look();
  expect(ended()).toBe(0);
  loseAfter(1);
  await look();
  expect(ended()).toBe(1);
  leave();
  join(1);
  await post(2);
  await look();
  expect(ended()).toBe(1);
  expect((await hub.read(id, 0)).map(({ data }) => data.seq)).toEqual([1, 2]);
});
