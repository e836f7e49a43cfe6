import { dayKey } from "~/ui/time-format";
import type { Action, Author, Message } from "./events";
import type { PendingMessage } from "./outbox/pending";

/** A message in the log: stored, or still only in this browser. */
export type Entry =
  | { kind: "stored"; key: string; at: string; message: Message }
  | { kind: "pending"; key: string; at: string; pending: PendingMessage };

export type LogItem =
  | { kind: "day"; key: string; at: string }
  | { kind: "unread"; key: string }
  | { kind: "group"; key: string; author: Author; own: boolean; entries: Entry[] }
  | { kind: "system"; key: string; message: Message }
  | { kind: "action"; key: string; action: Action };

type LogInput = {
  /** Ascending by seq. */
  messages: readonly Message[];
  /** Ascending by seq; may reach further back than the messages. */
  actions: readonly Action[];
  pending: readonly PendingMessage[];
  viewer: Author;
  firstUnreadSeq: number | null;
  /** IANA name; days begin at its midnight. */
  timeZone: string;
};

/** Messages of one author closer than this to the group's first stand together. */
const groupMs = 5 * 60_000;

/**
 * What the log shows, from top to bottom: day separators, the "New" divider,
 * groups by author, system lines, tools used, and own unsent messages last.
 * An unsent message that is already in the history is left out.
 */
export function logItems(input: LogInput): LogItem[] {
  const items: LogItem[] = [];
  let day = "";
  for (const step of inOrder(input)) {
    const today = dayKey(step.at, input.timeZone);
    if (today !== day) items.push({ kind: "day", key: `day-${today}`, at: step.at });
    day = today;
    if (isFirstUnread(step, input)) items.push({ kind: "unread", key: "unread" });
    place(items, step, input.viewer);
  }
  return items;
}

type Step = Entry | { kind: "action"; key: string; at: string; action: Action };

function inOrder({ messages, actions, pending }: LogInput): Step[] {
  const from = messages[0]?.seq ?? 0;
  const stored: Step[] = [
    ...messages.map(storedEntry),
    ...actions.filter((action) => action.seq > from || from === 1).map(actionStep),
  ].sort((a, b) => seqOf(a) - seqOf(b));
  const known = new Set(messages.map((message) => message.clientMessageId));
  return [...stored, ...pending.filter((p) => !known.has(p.key)).map(pendingEntry)];
}

/** The sender's key is kept from unsent to stored, so that the element stays the same. */
function storedEntry(message: Message): Entry {
  const key = message.clientMessageId ?? message.id;
  return { kind: "stored", key, at: message.createdAt, message };
}

function pendingEntry(pending: PendingMessage): Entry {
  return { kind: "pending", key: pending.key, at: pending.createdAt, pending };
}

function actionStep(action: Action): Step {
  return { kind: "action", key: `action-${action.seq}`, at: action.at, action };
}

function seqOf(step: Step): number {
  if (step.kind === "stored") return step.message.seq;
  return step.kind === "action" ? step.action.seq : Number.POSITIVE_INFINITY;
}

/** A divider above everything there is would divide nothing. */
function isFirstUnread(step: Step, { firstUnreadSeq, messages }: LogInput): boolean {
  if (step.kind !== "stored" || firstUnreadSeq === null) return false;
  return step.message.seq === firstUnreadSeq && messages[0]?.seq !== firstUnreadSeq;
}

function place(items: LogItem[], step: Step, viewer: Author): void {
  if (step.kind === "action") {
    items.push({ kind: "action", key: step.key, action: step.action });
    return;
  }
  if (step.kind === "stored" && step.message.author.role === "system") {
    items.push({ kind: "system", key: step.key, message: step.message });
    return;
  }
  const author = step.kind === "stored" ? step.message.author : viewer;
  const last = items.at(-1);
  if (last?.kind === "group" && belongs(last, author, step.at)) last.entries.push(step);
  else items.push(newGroup(author, viewer, step));
}

function newGroup(author: Author, viewer: Author, entry: Entry): LogItem {
  const own = isSame(author, viewer);
  return { kind: "group", key: `group-${entry.key}`, author, own, entries: [entry] };
}

function belongs(group: Extract<LogItem, { kind: "group" }>, author: Author, at: string): boolean {
  const first = group.entries[0];
  if (!first || !isSame(group.author, author)) return false;
  return Math.abs(Date.parse(at) - Date.parse(first.at)) < groupMs;
}

function isSame(a: Author, b: Author): boolean {
  return a.role === b.role && a.name === b.name;
}
