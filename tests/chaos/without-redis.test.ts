import { expect, test } from "vitest";
import { createJournal, type Fault, type Journal } from "./journal";
import { judgeWithoutRedis } from "./without-redis";

const start = Date.now();
const redisKilled: Fault = {
  ...{ kind: "redis kill -9, restart empty", target: "redis" },
  ...{ from: start, to: start + 3_000 },
};

/** A post to `a` in the middle of the time without Redis, which reached a stream of `b` after `ms`. */
function journalWith(faults: Fault[], { ms = 700 } = {}): Journal {
  const journal = createJournal();
  const at = start + 1_000;
  journal.ways.watch();
  journal.ways.noteAnswer("s", 1, { at, app: "a" });
  journal.ways.noteArrival("s", 1, { at: at + ms, app: "b", openSince: start - 60_000 });
  journal.faults.push(redisKilled, ...faults);
  return journal;
}

const half = (target: string, to: number): Fault => ({
  ...{ kind: "connections half open", target, from: to, to },
});

test("a way on which nothing but Redis was broken counts, however long it took", () => {
  const { alone, touched, windows } = judgeWithoutRedis(journalWith([], { ms: 9_000 }));
  expect({ alone, touched, windows }).toEqual({ alone: [9_000], touched: [], windows: 1 });
});

test("an event that came before its post was answered took no time", () => {
  const journal = createJournal();
  journal.ways.watch();
  journal.ways.noteArrival("s", 1, { at: start + 990, app: "b", openSince: start });
  journal.ways.noteAnswer("s", 1, { at: start + 1_000, app: "a" });
  journal.faults.push(redisKilled);
  expect(judgeWithoutRedis(journal).alone).toEqual([0]);
});

test("a half-open connection of one of the two processes touches what comes within 25 seconds", () => {
  expect(judgeWithoutRedis(journalWith([half("b", start - 20_000)])).touched).toEqual([700]);
  expect(judgeWithoutRedis(journalWith([half("b", start - 30_000)])).alone).toEqual([700]);
});

test("a fault of a third process touches nothing, PostgreSQL's everything", () => {
  expect(judgeWithoutRedis(journalWith([half("c", start)])).alone).toEqual([700]);
  const recovery = { ...half("postgres", start - 5_000), kind: "postgres kill -9, recovery" };
  expect(judgeWithoutRedis(journalWith([recovery])).touched).toEqual([700]);
});

test("what other faults of Redis left behind is no excuse", () => {
  const frozen = { ...half("redis", start - 100), kind: "redis SIGSTOP, SIGCONT" };
  expect(judgeWithoutRedis(journalWith([frozen])).alone).toEqual([700]);
});

test("a request without a good answer counts by its own process and its whole time", () => {
  const journal = journalWith([half("b", start - 1_000)]);
  const trouble = { from: start - 500, at: start + 10, what: "503 /" };
  journal.noteTrouble({ app: "a", ...trouble });
  journal.noteTrouble({ app: "b", ...trouble });
  journal.noteTrouble({ app: "a", from: start - 2_000, at: start - 1_000, what: "503 /" });
  const { alone, touched } = judgeWithoutRedis(journal).troubles;
  expect([alone, touched].map((some) => some.map(({ app }) => app))).toEqual([["a"], ["b"]]);
});
