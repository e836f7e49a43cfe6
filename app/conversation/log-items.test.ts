import { expect, test } from "vitest";
import type { Action, Author, Message } from "./events";
import { type LogItem, logItems } from "./log-items";
import type { PendingMessage } from "./outbox/pending";

const trainee: Author = { role: "trainee", name: "Tomas" };
const customer: Author = { role: "customer", name: "Priya" };
const system: Author = { role: "system", name: "System" };

function at(minutes: number): string {
  return new Date(Date.UTC(2025, 2, 4, 10, minutes)).toISOString();
}

function said(seq: number, author: Author, minutes: number, key: string | null = null): Message {
  return {
    id: `id-${seq}`,
    sessionId: "session",
    seq,
    author,
    text: `text ${seq}`,
    clientMessageId: key,
    createdAt: at(minutes),
  };
}

function unsent(key: string, minutes: number): PendingMessage {
  const createdAt = at(minutes);
  return { key, text: key, createdAt, wantedAt: createdAt, state: "sending", error: null };
}

type Given = { messages?: Message[]; actions?: Action[]; pending?: PendingMessage[] } & {
  firstUnreadSeq?: number;
  timeZone?: string;
};

function items(given: Given): LogItem[] {
  return logItems({
    messages: given.messages ?? [],
    actions: given.actions ?? [],
    pending: given.pending ?? [],
    viewer: trainee,
    firstUnreadSeq: given.firstUnreadSeq ?? null,
    timeZone: given.timeZone ?? "UTC",
  });
}

/** `day | 1 2 | 3`: groups as their seqs or keys, the rest by kind. */
function outline(given: Given): string {
  return items(given)
    .map((item) => (item.kind === "group" ? item.entries.map(nameOf).join(" ") : item.kind))
    .join(" | ");
}

function nameOf(entry: Extract<LogItem, { kind: "group" }>["entries"][number]): string {
  return entry.kind === "stored" ? String(entry.message.seq) : entry.key;
}

test("messages of one author within five minutes stand together", () => {
  const messages = [said(1, customer, 0), said(2, customer, 4), said(3, customer, 5)];
  expect(outline({ messages })).toBe("day | 1 2 | 3");
});

test("another author begins another group", () => {
  const messages = [said(1, customer, 0), said(2, trainee, 0), said(3, customer, 0)];
  expect(outline({ messages })).toBe("day | 1 | 2 | 3");
});

test("a system line parts a group and belongs to none", () => {
  const messages = [said(1, customer, 0), said(2, system, 0), said(3, customer, 0)];
  expect(outline({ messages })).toBe("day | 1 | system | 3");
});

test("a new day is told by the reader's own midnight", () => {
  const messages = [said(1, customer, 0), said(2, customer, 2)];
  expect(outline({ messages })).toBe("day | 1 2");
  const atMidnight = messages.map((message, index) => ({
    ...message,
    createdAt: new Date(Date.UTC(2025, 2, 4, 22, 59 + index * 2)).toISOString(),
  }));
  expect(outline({ messages: atMidnight })).toBe("day | 1 2");
  expect(outline({ messages: atMidnight, timeZone: "Europe/Berlin" })).toBe("day | 1 | day | 2");
});

test("a tool stands where it was used", () => {
  const used = { seq: 2, tool: "reset_mfa", label: "Reset MFA", by: "Tomas", at: at(1) };
  const messages = [said(1, customer, 0), said(3, customer, 2)];
  expect(outline({ messages, actions: [used] })).toBe("day | 1 | action | 3");
});

test("tools used before the first message on the page are left out", () => {
  const used = { seq: 2, tool: "reset_mfa", label: "Reset MFA", by: "Tomas", at: at(1) };
  expect(outline({ messages: [said(3, customer, 2)], actions: [used] })).toBe("day | 3");
});

test("the divider stands before the first unread message", () => {
  const messages = [said(1, customer, 0), said(2, customer, 1), said(3, customer, 2)];
  expect(outline({ messages, firstUnreadSeq: 2 })).toBe("day | 1 | unread | 2 3");
});

test("nothing is divided when everything is new", () => {
  expect(outline({ messages: [said(1, customer, 0)], firstUnreadSeq: 1 })).toBe("day | 1");
});

test("unsent messages come last and join the sender's group", () => {
  const messages = [said(1, customer, 0), said(2, trainee, 1, "k2")];
  expect(outline({ messages, pending: [unsent("k3", 2)] })).toBe("day | 1 | 2 k3");
});

test("an unsent message that is stored already is shown once", () => {
  const messages = [said(1, trainee, 0, "k1")];
  expect(outline({ messages, pending: [unsent("k1", 0)] })).toBe("day | 1");
});

test("a message keeps its key from unsent to stored", () => {
  const before = items({ pending: [unsent("k1", 0)] });
  const after = items({ messages: [said(1, trainee, 0, "k1")] });
  expect(before.map((item) => item.key)).toEqual(after.map((item) => item.key));
});
