import type { Statement } from "~/lib/sql.server";
import type { Services } from "~/services.server";

/** The usual look at the log: what a crash between commit and publish left unsaid. */
const usual = { lowMs: 5_000, highMs: 10_000 };
/** While other processes can't be heard the log is all there is, and it is looked at so often. */
const tick = { lowMs: 400, highMs: 800 };
const rightsEveryMs = 4_000;

/**
 * The regular looks of this process at the sessions it serves: how far their logs have
 * got (one query), who is there, and whether their readers still may read. Returns the undo.
 */
export function startWatch(services: Services): () => void {
  const { bus, hub } = services;
  const isDue = createSchedule(() => bus.isReachable());
  const stopHeads = repeat(services, tick, async () => {
    if (!isDue()) return;
    const ids = [...hub.served().keys()];
    if (ids.length === 0) return;
    await lookAtHeads(services, ids);
    if (bus.isReachable()) await lookAtPresence(services, ids);
  });
  const everyFour = { lowMs: rightsEveryMs, highMs: rightsEveryMs };
  const stopRights = repeat(services, everyFour, () => lookAtRights(services));
  return () => {
    stopHeads();
    stopRights();
  };
}

/**
 * Whether a look is due at this tick: at every one while others can't be heard and at the
 * first after it, for what was said meanwhile; else every five to ten seconds.
 */
function createSchedule(isHeard: () => boolean): () => boolean {
  let wasHeard = true;
  let next = 0;
  return () => {
    const heard = isHeard();
    const due = !heard || !wasHeard || performance.now() >= next;
    wasHeard = heard;
    if (due) next = performance.now() + between(usual);
    return due;
  };
}

function between({ lowMs, highMs }: { lowMs: number; highMs: number }): number {
  return lowMs + Math.random() * (highMs - lowMs);
}

const heads: Statement = {
  name: "heads",
  text: `SELECT id, head_seq AS head, (SELECT value FROM epoch) AS epoch
    FROM session WHERE id = ANY($1::uuid[])`,
};

type Head = { id: string; head: number; epoch: string };

/** Exported for its test. */
export async function lookAtHeads(
  { sql, hub, metrics }: Pick<Services, "sql" | "hub" | "metrics">,
  ids: string[],
): Promise<void> {
  const heardBefore = new Map(ids.map((id) => [id, hub.head(id)]));
  const rows = new Map((await sql<Head>(heads, [ids])).map((row) => [row.id, row]));
  const served = hub.served();
  for (const [id, before] of heardBefore) {
    const row = rows.get(id);
    const readers = [...(served.get(id) ?? [])];
    // The session was deleted, the log is another one since a backup was restored, or the database
    // is a standby that hadn't got everything: whoever comes back is told.
    const isAnother = readers.some(({ epoch }) => epoch !== row?.epoch);
    if (!row || isAnother || row.head < before) {
      hub.forget(id);
      continue;
    }
    const heard = hub.head(id);
    if (heard > 0 && row.head > heard) metrics.lateHeads.inc();
    hub.noteHead(id, row.head);
  }
}

async function lookAtPresence({ hub, presence }: Services, ids: string[]): Promise<void> {
  for (const [id, authors] of await presence.list(ids)) hub.setPresent(id, authors);
}

const liveAuthSessions: Statement = {
  name: "live_auth_sessions",
  text: `SELECT id FROM auth_session
    WHERE id = ANY($1::uuid[]) AND revoked_at IS NULL AND expires_at > $2::timestamptz`,
};

/** Streams of an auth session that was revoked, or has expired, end within five seconds. */
async function lookAtRights({ sql, hub, clock }: Services): Promise<void> {
  const readers = [...hub.served().values()].flatMap((set) => [...set]);
  if (readers.length === 0) return;
  const ids = [...new Set(readers.map((reader) => reader.authSessionId))];
  const live = await sql<{ id: string }>(liveAuthSessions, [ids, clock.now()]);
  const allowed = new Set(live.map(({ id }) => id));
  for (const reader of readers) if (!allowed.has(reader.authSessionId)) reader.end();
}

function repeat(
  { log }: Services,
  spread: { lowMs: number; highMs: number },
  work: () => Promise<void>,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const plan = (): void => {
    if (!stopped) timer = setTimeout(run, between(spread));
  };
  const run = (): void => {
    work()
      .catch((error: unknown) => {
        log.warn({ err: error }, "a look at the database failed and comes again");
      })
      .finally(plan);
  };
  plan();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
