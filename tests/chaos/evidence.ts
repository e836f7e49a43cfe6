import { setTimeout as pause } from "node:timers/promises";
import type { Rng } from "~/lib/rng";
import { askUntilAnswered } from "./caller";
import { checkCustomer, type Line } from "./customers";
import type { Deeds, UsedTool } from "./deeds";
import { checkHistory, type Finding, type Listed, type Logged } from "./history";
import type { Journal, SessionNotes } from "./journal";
import type { ChaosPostgres } from "./postgres";
import type { ReceiptNews } from "./receipt-trail";
import type { World } from "./world";

type EventRow = Required<Logged> & { at: string };
type SessionRow = {
  id: string;
  head: number;
  seed: number;
  level: number;
  startedAt: Date;
  reason: string | null;
};

const quietWithinMs = 90_000;
/** Sessions that are checked at the same time. */
const checkedAtOnce = 4;

/** Resolves when no customer owes an answer; returns how long that took, or null if they never settle. */
export async function untilCustomersAreQuiet(
  postgres: ChaosPostgres,
  world: World,
): Promise<number | null> {
  const from = Date.now();
  while (Date.now() - from < quietWithinMs) {
    const owed = await postgres.query(
      "SELECT 1 FROM due_effect WHERE due_at <= now() OR kind <> 'wake' LIMIT 1",
      world.name,
    );
    if (owed.length === 0) return Date.now() - from;
    await pause(250);
  }
  return null;
}

/** How far each session's log goes. */
export async function readHeads(
  postgres: ChaosPostgres,
  world: World,
): Promise<Map<string, number>> {
  const rows = await readSessions(postgres, world);
  return new Map(rows.map(({ id, head }) => [id, head]));
}

type Ground = { postgres: ChaosPostgres; journal: Journal };
type Checking = { heads: ReadonlyMap<string, number>; rng: Rng };

/**
 * Checks everything of a world up to the heads, as PostgreSQL and a healed process tell it,
 * against the journal; one session after the other, since all at once would not fit.
 */
export async function checkWorld(
  ground: Ground,
  world: World,
  checking: Checking,
): Promise<{ findings: Finding[]; events: number }> {
  const sessions = await readSessions(ground.postgres, world);
  const findings: Finding[] = [];
  let events = 0;
  const work = async (): Promise<void> => {
    for (let one = sessions.pop(); one; one = sessions.pop()) {
      const checked = await checkSession(ground, world, { ...checking, one });
      findings.push(...checked.findings);
      events += checked.events;
    }
  };
  await Promise.all(Array.from({ length: checkedAtOnce }, work));
  return { findings, events };
}

async function checkSession(
  { postgres, journal }: Ground,
  world: World,
  { heads, rng, one }: Checking & { one: SessionRow },
): Promise<{ findings: Finding[]; events: number }> {
  const head = heads.get(one.id) ?? one.head;
  const isOld = ({ seq }: { seq: number }): boolean => seq <= head;
  const all = await readLog(postgres, world, one.id);
  const log = all.filter(isOld);
  const notes = journal.of(one.id);
  const session = `${world.name} ${one.id}`;
  const end = all.find(({ type }) => type === "session.changed");
  const reason = end && !isOld(end) ? null : one.reason;
  const history = checkHistory({
    ...{ session, head, log },
    listed: (await listAll(world, rng, one.id)).filter(isOld),
    acknowledged: notes.acknowledged,
    observations: notes.observations.map((each) => ({
      ...each,
      seen: [...each.seen].filter(isOld),
    })),
    deeds: await readDeeds(postgres, world, { notes, rng, one: { ...one, reason } }),
  });
  if (world.pace !== "instant") return { findings: history, events: all.length };
  const { seed, level, startedAt } = one;
  const lines = log.map((event) => toLine(event, startedAt));
  const customer = checkCustomer({ session, seed, level, lines });
  return { findings: [...history, ...customer], events: all.length };
}

function readSessions(postgres: ChaosPostgres, world: World): Promise<SessionRow[]> {
  return postgres.query<SessionRow>(
    `SELECT id, head_seq AS head, seed, level, started_at AS "startedAt", end_reason AS reason
      FROM session`,
    world.name,
  );
}

function readLog(postgres: ChaosPostgres, world: World, session: string): Promise<EventRow[]> {
  return postgres.query<EventRow>(
    `SELECT seq, type, data->>'id' AS id, data->>'clientMessageId' AS key,
        data->'author'->>'role' AS role, coalesce(data->>'createdAt', data->>'at') AS at,
        coalesce(data->>'tool', data->>'status', data->>'text') AS what
      FROM event WHERE session_id = '${session}' ORDER BY seq`,
    world.name,
  );
}

function toLine({ type, role, key, what, at }: EventRow, startedAt: Date): Line {
  const isAction = type === "action.taken";
  return {
    ...{ role: role ?? "", key, text: what ?? "", tool: isAction ? (what ?? "") : undefined },
    at: Date.parse(at) - startedAt.getTime(),
  };
}

async function readDeeds(
  postgres: ChaosPostgres,
  world: World,
  { notes, rng, one }: { notes: SessionNotes; rng: Rng; one: SessionRow },
): Promise<Deeds> {
  const { id, reason } = one;
  const tools = await postgres.query<UsedTool>(
    `SELECT idempotency_key AS key, tool, seq FROM action WHERE session_id = '${id}'`,
    world.name,
  );
  const resolved = await postgres.query<{ key: string }>(
    `SELECT idempotency_key AS key FROM resolution WHERE session_id = '${id}'`,
    world.name,
  );
  const receipts = await postgres.query<ReceiptNews & { head: number }>(
    `SELECT role, delivered_seq AS "deliveredSeq", read_seq AS "readSeq", head_seq AS head
      FROM participant JOIN session s ON s.id = session_id WHERE session_id = '${id}'`,
    world.name,
  );
  const debrief = reason !== null && (await canReadDebrief(world, rng, id));
  const end = {
    acknowledged: notes.resolutions,
    stored: resolved[0]?.key ?? null,
    reason,
    debrief,
  };
  const { receipt: acknowledged, trails } = notes;
  const head = receipts[0]?.head ?? 0;
  return {
    tools: { acknowledged: notes.tools, stored: tools },
    end,
    receipts: { acknowledged, trails, stored: receipts, head },
  };
}

async function canReadDebrief(world: World, rng: Rng, session: string): Promise<boolean> {
  const { reply } = await askUntilAnswered(world.caller(rng), `/sessions/${session}/debrief`, {});
  return reply.status === 200 && "score" in (JSON.parse(reply.body) as object);
}

type Page = {
  messages: { seq: number; id: string; clientMessageId: string | null }[];
  hasMore: boolean;
};

async function listAll(world: World, rng: Rng, session: string): Promise<Listed[]> {
  const listed: Listed[] = [];
  const caller = world.caller(rng);
  for (;;) {
    const after = listed.at(-1)?.seq ?? 0;
    const path = `/sessions/${session}/messages?after=${after}&limit=100`;
    const { reply } = await askUntilAnswered(caller, path, {});
    const { messages, hasMore } = JSON.parse(reply.body) as Page;
    for (const { seq, id, clientMessageId } of messages) {
      listed.push({ seq, id, key: clientMessageId });
    }
    if (hasMore && messages.length > 0) continue;
    caller.agent().destroy();
    return listed;
  }
}
