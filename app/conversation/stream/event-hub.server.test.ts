import { afterEach, beforeEach, expect, test } from "vitest";
import { createInProcessEventBus } from "~/adapters/in-process-event-bus.server";
import { createInProcessPresence } from "~/adapters/in-process-presence.server";
import { createMetrics } from "~/lib/metrics.server";
import type { Sql } from "~/lib/sql.server";
import type { EventBus } from "~/ports/event-bus";
import { createEventHub, type EventHub, type Reader } from "./event-hub.server";
import type { Author, DurableEvent, EphemeralEvent } from "../events";

const session = "session";
const trainee: Author = { role: "trainee", name: "Alex Morgan" };
const trainer: Author = { role: "trainer", name: "Jordan Lee" };

let log: DurableEvent[];
let reads: number;
/** What a read of the log waits for after it has looked. */
let answered: Promise<void>;
let now: number;
let bus: EventBus;
let hub: EventHub;

beforeEach(() => {
  [log, reads, now, answered] = [[], 0, 1_000, Promise.resolve()];
  bus = createInProcessEventBus();
  hub = createEventHub({
    sql: fakeLog(),
    bus,
    presence: createInProcessPresence(),
    clock: { now: () => new Date(now) },
    metrics: createMetrics(),
  });
});
afterEach(() => {
  hub.close();
});

/** The event log as far as the hub knows it: what stands behind a seq, ascending. */
function fakeLog(): Sql {
  return async (_statement, values) => {
    reads += 1;
    const [, after, limit] = values as [string, number, number];
    const rows = log.filter(({ data }) => data.seq > after).slice(0, limit);
    await answered;
    return rows as never[];
  };
}

const posted = (seq: number): DurableEvent => ({
  type: "message.posted",
  data: {
    id: String(seq),
    sessionId: session,
    seq,
    author: trainee,
    text: `line ${String(seq)}`,
    clientMessageId: null,
    createdAt: "2026-03-02T09:00:00.000Z",
  },
});
const append = (...seqs: number[]) => {
  const events = seqs.map(posted);
  log.push(...events);
  log.sort((a, b) => a.data.seq - b.data.seq);
  return events;
};
const publish = (...events: (DurableEvent | EphemeralEvent)[]) =>
  bus.publish(events.map((event) => ({ sessionId: session, event })));
const read = async (after: number) => (await hub.read(session, after)).map(({ data }) => data.seq);
const typing = (is: boolean): EphemeralEvent => ({
  type: "typing.changed",
  data: { author: trainee, typing: is, expiresInMs: is ? 5_000 : 0 },
});

function join(head = 0) {
  const told: EphemeralEvent[] = [];
  const seen = { wakes: 0, drained: false, told };
  const reader: Reader = {
    authSessionId: "sign-in",
    epoch: "epoch",
    wake: () => (seen.wakes += 1),
    tell: (event) => told.push(event),
    drain: () => (seen.drained = true),
    end: () => undefined,
  };
  return { reader, seen, leave: hub.join(session, reader, head) };
}

test("what is published wakes the session's readers and no others", async () => {
  const [one, two] = [join(), join()];
  await publish(...append(1));
  await bus.publish([{ sessionId: "another", event: posted(1) }]);
  expect([one.seen.wakes, two.seen.wakes]).toEqual([1, 1]);
});

test("what was heard is read from memory, what wasn't from the log", async () => {
  join();
  append(1, 2, 3);
  await publish(...append(4), ...append(5));
  expect(await read(3)).toEqual([4, 5]);
  expect(reads).toBe(0);
  expect(await read(1)).toEqual([2, 3, 4, 5]);
  expect(reads).toBe(1);
  expect(await read(2)).toEqual([3, 4, 5]);
  expect(reads).toBe(1);
});

test("a gap, a repeat and a late event never make memory wrong", async () => {
  join();
  const [one, two, three, four] = append(1, 2, 3, 4);
  if (!one || !two || !three || !four) return expect.fail();
  await publish(one, three, one, three, four, two, four);
  for (const after of [0, 1, 2, 3]) {
    expect(await read(after)).toEqual([1, 2, 3, 4].filter((seq) => seq > after));
  }
  expect(await read(4)).toEqual([]);
});

test("memory keeps the newest two hundred events; older ones come from the log", async () => {
  join();
  for (let seq = 1; seq <= 250; seq += 1) await publish(...append(seq));
  expect((await read(50)).length).toBe(200);
  expect(reads).toBe(0);
  expect((await read(49)).length).toBe(201);
  expect(reads).toBe(1);
});

test("equal reads at the same moment share one", async () => {
  join();
  append(1, 2, 3);
  const answers = await Promise.all(Array.from({ length: 50 }, () => read(0)));
  expect(answers.every((seqs) => seqs.join() === "1,2,3")).toBe(true);
  expect(reads).toBe(1);
});

test("a head that was only seen in the log wakes the readers once", async () => {
  const { seen } = join();
  await publish(...append(1));
  append(2);
  hub.noteHead(session, 2);
  hub.noteHead(session, 2);
  expect(seen.wakes).toBe(2);
  expect(hub.head(session)).toBe(2);
  expect(await read(1)).toEqual([2]);
});

test("who types is told to newcomers until it ends, expires or is said", async () => {
  join();
  await publish(typing(true));
  expect(hub.current(session, [])).toEqual([typing(true)]);
  now += 4_999;
  expect(hub.current(session, [])).toHaveLength(1);
  now += 1;
  expect(hub.current(session, [])).toEqual([]);
  await publish(typing(true), typing(false));
  expect(hub.current(session, [])).toEqual([]);
  await publish(typing(true), ...append(1));
  expect(hub.current(session, [])).toEqual([]);
});

const receipt = (deliveredSeq: number, readSeq: number): EphemeralEvent => ({
  type: "receipt.changed",
  data: { role: "trainee", deliveredSeq, readSeq },
});

test("receipts that overtook each other on the way never go back for a reader", async () => {
  const { seen } = join();
  await publish(receipt(5, 2), receipt(3, 3), receipt(4, 1), receipt(5, 3));
  expect(seen.told).toEqual([receipt(5, 2), receipt(5, 3)]);
});

test("a newcomer is told the furthest of what was heard and what the database said", async () => {
  join();
  await publish(receipt(5, 2));
  const stored = { role: "trainee" as const, deliveredSeq: 4, readSeq: 4 };
  expect(hub.current(session, [stored])).toEqual([receipt(5, 4)]);
});

test("what a newcomer's look at the database said of receipts is told to the others, and once", async () => {
  const [first, second] = [join(), join()];
  await publish(receipt(5, 2));
  const stored = { role: "trainee" as const, deliveredSeq: 6, readSeq: 6 };
  expect(hub.current(session, [stored], second.reader)).toEqual([receipt(6, 6)]);
  hub.current(session, [stored], second.reader);
  expect(first.seen.told).toEqual([receipt(5, 2), receipt(6, 6)]);
  expect(second.seen.told).toEqual([receipt(5, 2)]);
});

test("a reader that is woken by an event isn't given what was read before it", async () => {
  join();
  append(1, 2);
  let answer: () => void = () => undefined;
  answered = new Promise((resolve) => (answer = resolve));
  const before = read(0);
  await expect.poll(() => reads).toBe(1);
  append(3);
  hub.noteHead(session, 3);
  const after = read(0);
  answer();
  expect([await before, await after]).toEqual([
    [1, 2],
    [1, 2, 3],
  ]);
});

test("a newcomer that knows of more isn't given what was read before that", async () => {
  const first = join();
  append(1);
  let answer: () => void = () => undefined;
  answered = new Promise((resolve) => (answer = resolve));
  const before = read(1);
  await expect.poll(() => reads).toBe(1);
  append(2);
  const second = join(2);
  const after = read(1);
  answer();
  expect([await before, await after]).toEqual([[], [2]]);
  expect([first.seen.wakes, second.seen.wakes]).toEqual([1, 0]);
});

test("a session whose log held nothing new isn't read again when that is seen once more", async () => {
  const { seen } = join();
  append(1, 2);
  expect(await read(2)).toEqual([]);
  hub.noteHead(session, 2);
  expect([seen.wakes, reads]).toEqual([0, 1]);
});

test("presence is told at someone's first connection and after the last", async () => {
  const { seen } = join();
  await hub.keepPresent(session, trainer, "tab 1");
  await hub.keepPresent(session, trainer, "tab 2");
  await hub.keepPresent(session, trainer, "tab 1");
  await hub.leave(session, trainer, "tab 1");
  expect(hub.current(session, [])).toHaveLength(1);
  await hub.leave(session, trainer, "tab 2");
  expect(seen.told.map(({ data }) => "present" in data && data.present)).toEqual([true, false]);
  expect(hub.current(session, [])).toEqual([]);
});

test("nothing of a session stays after its last reader", async () => {
  const [one, two] = [join(), join()];
  await publish(...append(1), typing(true));
  one.leave();
  one.leave();
  expect(hub.served().size).toBe(1);
  two.leave();
  expect(hub.served().size).toBe(0);
  expect([hub.head(session), hub.current(session, [])]).toEqual([0, []]);
  await publish(...append(2));
  expect(hub.served().size).toBe(0);
});

test("a reader that comes back after the last one left misses nothing", async () => {
  const first = join();
  await publish(...append(1));
  first.leave();
  append(2);
  join();
  await publish(...append(3));
  expect(await read(1)).toEqual([2, 3]);
});

test("when the process stops every reader is told, and no more are taken", () => {
  const readers = [join(), join()];
  hub.drain();
  expect(readers.map(({ seen }) => seen.drained)).toEqual([true, true]);
  expect([hub.isDraining(), hub.isBusy()]).toEqual([true, true]);
});
