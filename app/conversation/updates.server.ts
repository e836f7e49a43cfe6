import type { Services } from "~/services.server";
import type { AccessedSession, ParticipantRow } from "~/sessions/access-session.server";
import { formatCursor } from "./cursor";
import type { DurableEvent, EphemeralEvent, ResetReason } from "./events";
import { positionOf } from "./position";

export type ReceiptView = Omit<ParticipantRow, "id">;
export type Update = { id?: string; type: string; data: unknown };
export type Updates =
  | { events: Update[]; cursor: string; head: number; receipts?: ReceiptView[] }
  | { reset: { reason: ResetReason }; cursor: string; head: number };

/**
 * One long poll: what came after the cursor, at once if there is any, else the first
 * thing that happens within `waitMs`. Ephemeral events are those that happen while
 * it waits; with `receipts` the answer also tells how far all have read by then, since
 * that may have changed between two polls. Ends early when `signal` aborts.
 */
export async function waitForUpdates(
  services: Services,
  session: AccessedSession,
  { receipts = false, ...input }: UpdatesInput & { receipts?: boolean },
): Promise<Updates> {
  const updates = await waitForEvents(services, session, input);
  if (!receipts || "reset" in updates) return updates;
  return { ...updates, receipts: await listReceipts(services, session.id) };
}

async function listReceipts({ db }: Services, sessionId: string): Promise<ReceiptView[]> {
  const rows = await db.participant.findMany({
    where: { sessionId },
    select: { role: true, name: true, deliveredSeq: true, readSeq: true },
    orderBy: [{ role: "asc" }, { name: "asc" }],
  });
  return rows.map((row) => ({ ...row, role: row.role as ReceiptView["role"] }));
}

type UpdatesInput = { cursor: string | null | undefined; waitMs: number; signal: AbortSignal };

async function waitForEvents(
  services: Services,
  session: AccessedSession,
  { cursor, waitMs, signal }: UpdatesInput,
): Promise<Updates> {
  const position = positionOf(cursor, session);
  const { epoch, id, head } = session;
  if (position.reset) {
    const reset = { reason: position.reset };
    return { reset, cursor: formatCursor({ epoch, seq: head }), head };
  }
  const { hub, metrics } = services;
  const ephemeral: EphemeralEvent[] = [];
  let ring: () => void = () => undefined;
  const bell = new Promise<void>((resolve) => {
    ring = resolve;
  });
  const leave = hub.join(id, {
    authSessionId: session.viewer.authSessionId,
    epoch,
    wake: ring,
    drain: ring,
    end: ring,
    tell(event) {
      ephemeral.push(event);
      ring();
    },
  });
  // What the session said is known from here on: nothing older is told.
  hub.current(id, session.participants);
  metrics.openReaders.inc({ transport: "poll" });
  try {
    const waiting = await hub.read(id, position.from);
    if (waiting.length > 0 || waitMs === 0) return toUpdates(session, position.from, waiting, []);
    await ringOrTime(bell, waitMs, signal);
    return toUpdates(session, position.from, await hub.read(id, position.from), ephemeral);
  } finally {
    metrics.openReaders.dec({ transport: "poll" });
    leave();
  }
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
  await Promise.race([bell, over]);
  clearTimeout(timer);
  signal.removeEventListener("abort", stop);
}
