import { describe, expect, test } from "vitest";
import { checkHistory, type FindingKind, type Seen, type SessionHistory } from "./history";

const seqs = [1, 2, 3, 4, 5, 6];

/** Two writers by turns, a stream from the start and a reader who came at 2. */
function goodHistory(): SessionHistory {
  const seen = (from: number): Seen[] =>
    seqs.slice(from).map((seq) => ({ seq, id: `m${seq}`, read: false }));
  return {
    session: "s",
    head: 6,
    log: seqs.map((seq) => ({ seq, type: "message.posted", id: `m${seq}`, key: `k${seq}` })),
    listed: seqs.map((seq) => ({ seq, id: `m${seq}`, key: `k${seq}` })),
    acknowledged: seqs.map((seq) => ({
      ...{ writer: seq % 2 === 0 ? "even" : "odd", n: Math.ceil(seq / 2) },
      ...{ key: `k${seq}`, seq, id: `m${seq}` },
    })),
    observations: [
      { observer: "stream", from: 0, seen: seen(0) },
      { observer: "poll", from: 2, seen: seen(2) },
    ],
  };
}

/** The good one, but that the first observer saw this. */
function seenAs(order: readonly number[], read: readonly number[] = []): SessionHistory {
  const seen = order.map((seq) => ({ seq, id: `m${seq}`, read: read.includes(seq) }));
  return { ...goodHistory(), observations: [{ observer: "stream", from: 0, seen }] };
}

const kinds = (history: SessionHistory): FindingKind[] =>
  checkHistory(history).map(({ kind }) => kind);

test("a good history has no findings", () => {
  expect(checkHistory(goodHistory())).toEqual([]);
});

describe("in the log", () => {
  test("an acknowledged message that is not there is lost", () => {
    const good = goodHistory();
    const log = good.log.map((one) => (one.seq === 4 ? { ...one, key: "another" } : one));
    expect(kinds({ ...good, log })).toEqual(["lost"]);
  });

  test("a message at the end that is gone with its number is lost", () => {
    const good = goodHistory();
    const cut = { head: 5, log: good.log.slice(0, 5), listed: good.listed.slice(0, 5) };
    expect(kinds({ ...good, ...cut })).toContain("lost");
  });

  test("a key that stands twice is doubled", () => {
    const good = goodHistory();
    const again = { seq: 7, type: "message.posted", id: "m7", key: "k6" };
    const observations = good.observations.map((one) => ({
      ...one,
      seen: [...one.seen, { seq: 7, id: "m7", read: false }],
    }));
    const listed = [...good.listed, again];
    expect(kinds({ ...good, head: 7, log: [...good.log, again], listed, observations })).toEqual([
      "doubled",
    ]);
  });

  test("a number that is left out is a hole", () => {
    const good = goodHistory();
    expect(kinds({ ...good, log: good.log.filter(({ seq }) => seq !== 3) })).toContain("hole");
  });

  test("a head beyond the log is a hole", () => {
    expect(kinds({ ...goodHistory(), head: 7 })).toContain("hole");
  });

  test("a sender's second message before the first is out of order", () => {
    const good = goodHistory();
    const swapped = { 1: 2, 2: 1 } as Record<number, number>;
    const acknowledged = good.acknowledged.map((one) =>
      one.writer === "odd" ? { ...one, n: swapped[one.n] ?? one.n } : one,
    );
    expect(kinds({ ...good, acknowledged })).toEqual(["out of order"]);
  });

  test("an answer that named another place is different", () => {
    const good = goodHistory();
    const acknowledged = good.acknowledged.map((one) => (one.seq === 6 ? { ...one, seq: 8 } : one));
    expect(kinds({ ...good, acknowledged })).toEqual(["different"]);
  });
});

describe("in the history's pages", () => {
  test("a message that no page shows is lost", () => {
    const good = goodHistory();
    expect(kinds({ ...good, listed: good.listed.slice(1) })).toEqual(["lost"]);
  });

  test("a message on two pages is doubled", () => {
    const good = goodHistory();
    expect(kinds({ ...good, listed: [...good.listed, ...good.listed.slice(0, 1)] })).toEqual([
      "doubled",
    ]);
  });

  test("another message in the place of one is different", () => {
    const good = goodHistory();
    const listed = good.listed.map((one) => (one.seq === 2 ? { ...one, id: "m9" } : one));
    expect(kinds({ ...good, listed })).toEqual(["different"]);
  });
});

describe("at an observer", () => {
  test("an event that came twice is doubled", () => {
    expect(kinds(seenAs([1, 2, 2, 3, 4, 5, 6]))).toEqual(["doubled"]);
    expect(kinds(seenAs([1, 2, 3, 4, 5, 6, 2]))).toEqual(["doubled"]);
  });

  test("an event that never came is a hole", () => {
    expect(kinds(seenAs([1, 2, 4, 5, 6]))).toEqual(["hole"]);
  });

  test("an event that came late is out of order", () => {
    expect(kinds(seenAs([1, 2, 4, 3, 5, 6]))).toContain("out of order");
  });

  test("an end that never came is lost", () => {
    expect(kinds(seenAs([1, 2, 3, 4]))).toEqual(["lost"]);
    expect(kinds(seenAs([]))).toEqual(["lost"]);
  });

  test("another event than the others saw is different", () => {
    const history = seenAs(seqs);
    const seen = seqs.map((seq) => ({ seq, id: seq === 5 ? "m9" : `m${seq}`, read: false }));
    const observations = [{ observer: "stream", from: 0, seen }];
    expect(kinds({ ...history, observations })).toEqual(["different"]);
  });

  test("the history that was read after a reset must not leave a message out", () => {
    expect(kinds(seenAs(seqs, [3, 4]))).toEqual([]);
    expect(kinds(seenAs([1, 2, 4, 5, 6], [4]))).toEqual(["hole"]);
  });

  test("the history that was read after a reset holds messages only", () => {
    const history = seenAs([1, 2, 4, 5, 6], [4]);
    const log = history.log.map((one) =>
      one.seq === 3 ? { ...one, type: "action.taken", id: null, key: null } : one,
    );
    const others = (one: { seq: number }): boolean => one.seq !== 3;
    const listed = history.listed.filter(others);
    const acknowledged = history.acknowledged.filter(others);
    expect(kinds({ ...history, log, listed, acknowledged })).toEqual([]);
    // What comes live after it may stand behind one, too, but only right after it.
    const observed = (read: number[]) => ({
      observations: seenAs([1, 2, 4, 5, 6], read).observations,
    });
    expect(kinds({ ...history, log, listed, acknowledged, ...observed([2]) })).toEqual([]);
    expect(kinds({ ...history, log, listed, acknowledged, ...observed([1]) })).toEqual(["hole"]);
  });
});
