import { setTimeout as pause } from "node:timers/promises";
import type { Rng } from "~/lib/rng";
import { askUntilAnswered } from "./caller";
import { checkCustomer, type Line } from "./customers";
import { checkHistory, type Finding, type Listed, type Logged } from "./history";
import type { Journal } from "./journal";
import type { ChaosPostgres } from "./postgres";
import type { World } from "./world";

type EventRow = {
  session: string;
  seq: number;
  type: string;
  data: {
    id?: string;
    clientMessageId?: string | null;
    text?: string;
    author?: { role: string };
    createdAt?: string;
  };
};
type SessionRow = { id: string; head: number; seed: number; level: number; startedAt: Date };

const quietWithinMs = 90_000;

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

/**
 * Checks everything of a world up to the heads, as PostgreSQL and a healed process tell it,
 * against the journal.
 */
export async function checkWorld(
  { postgres, journal }: { postgres: ChaosPostgres; journal: Journal },
  world: World,
  { heads, rng }: { heads: ReadonlyMap<string, number>; rng: Rng },
): Promise<{ findings: Finding[]; events: number }> {
  const rows = await postgres.query<EventRow>(
    `SELECT session_id AS session, seq, type, data FROM event ORDER BY session_id, seq`,
    world.name,
  );
  const findings: Finding[] = [];
  for (const one of await readSessions(postgres, world)) {
    const head = heads.get(one.id) ?? one.head;
    const isOld = ({ seq }: { seq: number }): boolean => seq <= head;
    const events = rows.filter(({ session }) => session === one.id).filter(isOld);
    const observations = journal.observations.get(one.id) ?? [];
    findings.push(
      ...checkHistory({
        ...{ session: `${world.name} ${one.id}`, head, log: events.map(toLogged) },
        listed: (await listAll(world, rng, one.id)).filter(isOld),
        acknowledged: journal.acknowledged.get(one.id) ?? [],
        observations: observations.map((each) => ({ ...each, seen: each.seen.filter(isOld) })),
      }),
    );
    if (world.pace === "instant") {
      const { seed, level } = one;
      const lines = events.map((event) => toLine(event, one.startedAt));
      findings.push(...checkCustomer({ session: `${world.name} ${one.id}`, seed, level, lines }));
    }
  }
  return { findings, events: rows.length };
}

function readSessions(postgres: ChaosPostgres, world: World): Promise<SessionRow[]> {
  return postgres.query<SessionRow>(
    `SELECT id, head_seq AS head, seed, level, started_at AS "startedAt" FROM session`,
    world.name,
  );
}

function toLogged({ seq, type, data }: EventRow): Logged {
  return { seq, type, id: data.id ?? null, key: data.clientMessageId ?? null };
}

function toLine({ data }: EventRow, startedAt: Date): Line {
  return {
    role: data.author?.role ?? "",
    key: data.clientMessageId ?? null,
    text: data.text ?? "",
    at: Date.parse(data.createdAt ?? "") - startedAt.getTime(),
  };
}

type Page = {
  messages: { seq: number; id: string; clientMessageId: string | null }[];
  hasMore: boolean;
};

async function listAll(world: World, rng: Rng, session: string): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (;;) {
    const after = listed.at(-1)?.seq ?? 0;
    const path = `/sessions/${session}/messages?after=${after}&limit=100`;
    const { reply } = await askUntilAnswered(world.caller(rng), path, {});
    const { messages, hasMore } = JSON.parse(reply.body) as Page;
    listed.push(
      ...messages.map(({ seq, id, clientMessageId }) => ({ seq, id, key: clientMessageId })),
    );
    if (!hasMore || messages.length === 0) return listed;
  }
}
