import type { Services } from "~/services.server";
import type { AccessedSession, ParticipantRow } from "~/sessions/access-session.server";
import type { AskedSession } from "./asked-sessions.server";
import { formatCursor } from "../cursor";
import type { Reader } from "./event-hub.server";
import type { DurableEvent, EphemeralEvent, ResetReason } from "../events";
import { type Position, positionOf } from "./position";

export type ReceiptView = Omit<ParticipantRow, "id">;
export type Update = { id?: string; type: string; data: unknown };
export type Updates =
  | { events: Update[]; cursor: string; head: number; receipts?: ReceiptView[] }
  | { reset: { reason: ResetReason }; cursor: string; head: number };

type Waiting = { waitMs: number; signal: AbortSignal; receipts?: boolean };
type Place = { session: AccessedSession; cursor: string | null | undefined };

/**
 * One long poll: what came after the cursor, at once if there is any, else the first
 * thing that happens within `waitMs`. Ephemeral events are those that happen while
 * it waits; with `receipts` the answer also tells how far all have read by then, since
 * that may have changed between two polls. Ends early when `signal` aborts.
 */
export async function waitForUpdates(
  services: Services,
  session: AccessedSession,
  { cursor, ...waiting }: Waiting & { cursor: string | null | undefined },
): Promise<Updates> {
  const updates = (await waitForFirst(services, [{ session, cursor }], waiting)).get(session.id);
  if (!updates) throw new Error("a session that was asked about has an answer");
  return updates;
}

export type SharedUpdates = Record<string, Updates | { status: 404 }>;

/** The same for several sessions at once: answered as soon as any of them has news. */
export async function waitForSharedUpdates(
  services: Services,
  asked: readonly AskedSession[],
  waiting: Waiting,
): Promise<SharedUpdates> {
  const places = asked.flatMap(({ session, cursor }) => (session ? [{ session, cursor }] : []));
  // That one can't be read is news, too.
  const waitMs = places.length < asked.length ? 0 : waiting.waitMs;
  const updates = await waitForFirst(services, places, { ...waiting, waitMs });
  return Object.fromEntries(asked.map(({ id }) => [id, updates.get(id) ?? { status: 404 }]));
}

async function waitForFirst(
  services: Services,
  places: readonly Place[],
  { receipts = false, ...waiting }: Waiting,
): Promise<Map<string, Updates>> {
  const updates = await listen(services, places, waiting);
  if (!receipts) return updates;
  for (const [id, rows] of await listReceipts(services, [...updates.keys()])) {
    const one = updates.get(id);
    if (one && !("reset" in one)) updates.set(id, { ...one, receipts: rows });
  }
  return updates;
}

async function listReceipts(
  { db }: Services,
  sessionIds: string[],
): Promise<Map<string, ReceiptView[]>> {
  const rows = await db.participant.findMany({
    where: { sessionId: { in: sessionIds } },
    select: { sessionId: true, role: true, name: true, deliveredSeq: true, readSeq: true },
    orderBy: [{ role: "asc" }, { name: "asc" }],
  });
  const found = new Map<string, ReceiptView[]>(sessionIds.map((id) => [id, []]));
  for (const { sessionId, role, ...row } of rows) {
    found.get(sessionId)?.push({ role: role as ReceiptView["role"], ...row });
  }
  return found;
}

async function listen(
  services: Services,
  places: readonly Place[],
  { waitMs, signal }: Waiting,
): Promise<Map<string, Updates>> {
  const bell = createBell();
  const listeners = places.map(({ session, cursor }) =>
    createListener(services, session, positionOf(cursor, session), bell.ring),
  );
  const readAll = async () => new Map(await Promise.all(listeners.map((one) => one.read())));
  services.metrics.openReaders.inc({ transport: "poll" });
  try {
    const waiting = await readAll();
    if (waitMs === 0 || [...waiting.values()].some(isNews)) return waiting;
    for (const one of listeners) one.hasWaited();
    await ringOrTime(bell.rung, waitMs, signal);
    return await readAll();
  } finally {
    services.metrics.openReaders.dec({ transport: "poll" });
    for (const one of listeners) one.leave();
  }
}

function isNews(updates: Updates): boolean {
  return "reset" in updates || updates.events.length > 0;
}

function createBell(): { ring: () => void; rung: Promise<void> } {
  let ring: () => void = () => undefined;
  const rung = new Promise<void>((resolve) => {
    ring = resolve;
  });
  return { ring, rung };
}

type Listener = {
  /** The session's id, and what there is to say of it. */
  read(): Promise<[string, Updates]>;
  /** From here on, what was told meanwhile belongs to the answer. */
  hasWaited(): void;
  leave(): void;
};

/** Subscribed before it looks at the log; rings when there may be news. */
function createListener(
  { hub }: Services,
  session: AccessedSession,
  position: Position,
  ring: () => void,
): Listener {
  const { epoch, id, head } = session;
  if (position.reset) {
    const reset = { reason: position.reset };
    const answer = { reset, cursor: formatCursor({ epoch, seq: head }), head };
    const nothing = () => undefined;
    return { read: () => Promise.resolve([id, answer]), hasWaited: nothing, leave: nothing };
  }
  const ephemeral: EphemeralEvent[] = [];
  let waited = false;
  const reader: Reader = {
    authSessionId: session.viewer.authSessionId,
    epoch,
    wake: ring,
    drain: ring,
    end: ring,
    tell(event) {
      ephemeral.push(event);
      ring();
    },
  };
  const leave = hub.join(id, reader, head);
  // What the session said is known from here on: nothing older is told.
  hub.current(id, session.participants, reader);
  return {
    async read() {
      const events = await hub.read(id, position.from);
      return [id, toUpdates(session, position.from, events, waited ? ephemeral : [])];
    },
    hasWaited() {
      waited = true;
    },
    leave,
  };
}

function toUpdates(
  { epoch, head }: AccessedSession,
  from: number,
  durable: DurableEvent[],
  ephemeral: EphemeralEvent[],
): Updates {
  const last = durable.at(-1)?.data.seq ?? from;
  const withIds = durable.map((event) => ({
    id: formatCursor({ epoch, seq: event.data.seq }),
    ...event,
  }));
  const cursor = formatCursor({ epoch, seq: last });
  return { events: [...withIds, ...ephemeral], cursor, head: Math.max(head, last) };
}

async function ringOrTime(bell: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let stop: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
    stop = resolve;
  });
  signal.addEventListener("abort", stop, { once: true });
  // Who left while the log was being read says so no more.
  if (signal.aborted) stop();
  await Promise.race([bell, over]);
  clearTimeout(timer);
  signal.removeEventListener("abort", stop);
}
