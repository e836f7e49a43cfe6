import { describe, expect, test } from "vitest";
import type { Deeds } from "./deeds";
import { checkHistory, type FindingKind, type Logged, type SessionHistory } from "./history";
import type { ReceiptNews } from "./receipt-trail";

const message = (seq: number): Logged => ({
  ...{ seq, type: "message.posted", id: `m${seq}`, key: `k${seq}`, role: "trainee", what: "Hi" },
});
const result = (seq: number): Logged => ({ ...message(seq), key: null, role: "system" });
const use = (seq: number): Logged => ({
  ...{ seq, type: "action.taken", id: null, key: null, role: null, what: "reset_mfa" },
});
const end = (seq: number): Logged => ({
  ...{ seq, type: "session.changed", id: null, key: null, role: null, what: "ended" },
});
const receipt = (deliveredSeq: number, readSeq: number): ReceiptNews => ({
  ...{ role: "trainee", deliveredSeq, readSeq },
});

/** Two tools with their results, a resolution, and a reader's receipts. */
const goodLog = [message(1), use(2), result(3), message(4), use(5), result(6), end(7)];
const goodTools = [
  { key: "t1", tool: "reset_mfa", seq: 2 },
  { key: "t2", tool: "reset_mfa", seq: 5 },
];
const goodDeeds: Deeds = {
  tools: { acknowledged: goodTools, stored: goodTools },
  end: { acknowledged: ["end"], stored: "end", reason: "resolved", debrief: true },
  receipts: {
    acknowledged: receipt(6, 4),
    trails: [{ observer: "poll", read: [receipt(2, 1), receipt(6, 4)], held: [receipt(6, 4)] }],
    stored: [receipt(6, 4)],
    head: 7,
  },
};

type Forged = { log?: Logged[]; acknowledged?: SessionHistory["acknowledged"] } & {
  [Part in keyof Deeds]?: Partial<Deeds[Part]>;
};

function kinds(forged: Forged = {}): FindingKind[] {
  const { log = goodLog, acknowledged = [] } = forged;
  const messages = log.filter(({ type }) => type === "message.posted");
  const history: SessionHistory = {
    ...{ session: "s", head: log.length, log, acknowledged, observations: [] },
    listed: messages.map(({ seq, id, key }) => ({ seq, id: id ?? "", key })),
    deeds: {
      tools: { ...goodDeeds.tools, ...forged.tools },
      end: { ...goodDeeds.end, ...forged.end },
      receipts: { ...goodDeeds.receipts, ...forged.receipts },
    },
  };
  return checkHistory(history).map(({ kind }) => kind);
}

test("tools, a resolution and receipts as they should be have no findings", () => {
  expect(kinds()).toEqual([]);
});

describe("a tool", () => {
  const third = { key: "t3", tool: "reset_mfa", seq: 4 };

  test("whose acknowledged use is not in the log is lost", () => {
    expect(kinds({ tools: { acknowledged: [...goodTools, third] } })).toEqual(["lost"]);
  });

  test("whose acknowledged use is in the log, but under no key, is lost", () => {
    const stored = goodTools.slice(0, 1);
    expect(kinds({ tools: { stored } })).toEqual(["lost", "doubled"]);
  });

  test("that was used once more than anybody asked for is doubled", () => {
    const log = [...goodLog.slice(0, 6), use(7), result(8), end(9)];
    expect(kinds({ log })).toEqual(["doubled"]);
  });

  test("whose key stands twice is doubled", () => {
    const log = [...goodLog.slice(0, 6), use(7), result(8), end(9)];
    const again = { key: "t2", tool: "reset_mfa", seq: 7 };
    expect(kinds({ log, tools: { acknowledged: [], stored: [...goodTools, again] } })).toEqual([
      "doubled",
    ]);
  });

  test("that was answered with another place is different", () => {
    const acknowledged = goodTools.map((one) => ({ ...one, seq: one.seq === 2 ? 5 : 2 }));
    expect(kinds({ tools: { acknowledged } })).toEqual(["different", "different"]);
  });

  test("that was answered as another tool is different", () => {
    const acknowledged = [{ key: "t1", tool: "unlock_account", seq: 2 }];
    expect(kinds({ tools: { acknowledged } })).toEqual(["different"]);
  });

  test("without its system line has lost its result", () => {
    const log = [...goodLog.slice(0, 5), message(6), end(7)];
    expect(kinds({ log })).toEqual(["lost"]);
  });

  test("used as the customer leaves may lack its result, but only the last one", () => {
    const left = { acknowledged: [], stored: null, reason: "customer_left" };
    const last = [...goodLog.slice(0, 5), message(6), end(7)];
    expect(kinds({ log: last, end: left })).toEqual([]);
    const both = last.map((one) => (one.seq === 3 ? message(3) : one));
    expect(kinds({ log: both, end: left })).toEqual(["lost"]);
  });

  test("has no part in the system line that says that the customer left, but in no other", () => {
    const left = { acknowledged: [], stored: null, reason: "customer_left" };
    const leaving = (seq: number) => ({ ...result(seq), what: "Priya Raman left the chat" });
    const log = [...goodLog.slice(0, 6), leaving(7), end(8)];
    expect(kinds({ log, end: left })).toEqual([]);
    expect(kinds({ log: [...log.slice(0, 7), leaving(8), end(9)], end: left })).toEqual([
      "doubled",
    ]);
    expect(kinds({ log })).toContain("doubled");
    // The second use comes after the line and before the end.
    const crossed = goodLog.slice(0, 4).concat(leaving(5), use(6), end(7));
    const used = goodTools.map((one) => (one.seq === 5 ? { ...one, seq: 6 } : one));
    const tools = { acknowledged: used, stored: used };
    expect(kinds({ log: crossed, end: left, tools })).toEqual([]);
  });

  test("with two system lines is doubled", () => {
    const log = goodLog.map((one) => (one.seq === 4 ? result(4) : one));
    expect(kinds({ log })).toEqual(["out of order", "doubled"]);
  });

  test("whose system line stands before it is out of order", () => {
    const log = [result(1), use(2), message(3), message(4), use(5), result(6), end(7)];
    expect(kinds({ log })).toEqual(["out of order"]);
  });
});

describe("a resolution", () => {
  test("that was acknowledged without an end in the log is lost", () => {
    const log = [...goodLog.slice(0, 6), message(7)];
    expect(kinds({ log, end: { reason: null } })).toEqual(["lost"]);
  });

  test("that was acknowledged without being stored is lost", () => {
    expect(kinds({ end: { stored: null } })).toEqual(["lost"]);
  });

  test("that ended a session of whose end the log doesn't know is lost", () => {
    const log = [...goodLog.slice(0, 6), message(7)];
    expect(kinds({ log, end: { reason: "customer_left", acknowledged: [] } })).toEqual(["lost"]);
  });

  test("that nobody was told of is lost", () => {
    expect(kinds({ end: { acknowledged: [] } })).toEqual(["lost"]);
  });

  test("that was acknowledged to two callers is doubled", () => {
    expect(kinds({ end: { acknowledged: ["end", "other"] } })).toEqual(["doubled", "different"]);
  });

  test("that stands in the log twice is doubled", () => {
    expect(kinds({ log: [...goodLog, end(8)] })).toEqual(["doubled"]);
  });

  test("other than the stored one is different", () => {
    expect(kinds({ end: { acknowledged: ["other"] } })).toEqual(["different"]);
  });

  test("whose debrief can't be read has lost it", () => {
    expect(kinds({ end: { debrief: false } })).toEqual(["lost"]);
  });

  test("before something else in the log is out of order", () => {
    expect(kinds({ log: [...goodLog, message(8)] })).toEqual(["out of order"]);
  });

  test("before a message that was acknowledged is out of order", () => {
    const log = [...goodLog, message(8)];
    const acknowledged = [{ writer: "w", n: 1, key: "k8", seq: 8, id: "m8" }];
    expect(kinds({ log, acknowledged })).toEqual(["out of order", "out of order"]);
  });
});

describe("receipts", () => {
  const read = (...news: ReceiptNews[]): Forged => ({
    receipts: { trails: [{ observer: "poll", read: news, held: [] }] },
  });
  const held = (...news: ReceiptNews[]): Forged => ({
    receipts: { trails: [{ observer: "stream", read: [], held: news }] },
  });

  test("that go back at an observer are out of order", () => {
    expect(kinds(read(receipt(6, 4), receipt(5, 4), receipt(6, 4)))).toEqual(["out of order"]);
    expect(kinds(read(receipt(6, 4), receipt(6, 3)))).toEqual(["out of order"]);
  });

  test("of one role say nothing about those of another", () => {
    const customer = { ...receipt(3, 3), role: "customer" };
    const stored = [receipt(6, 4), customer];
    const trails = [{ observer: "poll", read: [receipt(6, 4), customer, receipt(6, 4)], held: [] }];
    expect(kinds({ receipts: { stored, trails } })).toEqual([]);
  });

  test("beyond the head are different, at an observer and at the end", () => {
    expect(kinds(read(receipt(8, 4)))).toEqual(["different"]);
    expect(kinds(held(receipt(8, 4)))).toEqual(["different"]);
    expect(kinds({ receipts: { stored: [receipt(8, 4)] } })).toEqual(["different"]);
  });

  test("of more read than delivered are different", () => {
    expect(kinds(read(receipt(3, 4)))).toEqual(["different"]);
    expect(kinds(held(receipt(3, 4)))).toEqual(["different"]);
  });

  test("that an observer was told of and nobody stored are lost", () => {
    expect(kinds(read(receipt(7, 4)))).toEqual(["lost"]);
    expect(kinds(held(receipt(7, 4)))).toEqual(["lost"]);
  });

  test("that were acknowledged and are not there are lost", () => {
    expect(kinds({ receipts: { acknowledged: receipt(6, 5) } })).toEqual(["lost"]);
    expect(kinds({ receipts: { stored: [], trails: [] } })).toEqual(["lost"]);
  });
});
