import { z } from "zod";
import type { Role, Viewer } from "~/accounts/user";
import { AppError } from "~/errors";
import { Prisma } from "~/generated/prisma/client";
import type { Statement } from "~/lib/sql.server";
import type { Services } from "~/services.server";
import type { EndReason } from "./session-view";

export type ParticipantRow = {
  id: string;
  role: "trainee" | "customer" | "trainer";
  name: string;
  deliveredSeq: number;
  readSeq: number;
};

/** A session row that the viewer may read: the only way to get one. */
export type AccessedSession = {
  id: string;
  scenarioId: string;
  scenarioVersion: number;
  traineeId: string;
  seed: number;
  level: number;
  ticketNumber: string;
  status: "active" | "ended";
  endReason: EndReason | null;
  head: number;
  startedAt: Date;
  endedAt: Date | null;
  continuedFromId: string | null;
  /** Up to which seq its log is that other session's; null for one from its beginning. */
  continuedSeq: number | null;
  epoch: string;
  participants: ParticipantRow[];
  viewer: Viewer;
};

type Row = Omit<AccessedSession, "viewer">;
const uuid = z.uuid();

const selected = `
  SELECT s.id, s.scenario_id AS "scenarioId", s.scenario_version AS "scenarioVersion",
    s.trainee_id AS "traineeId", s.seed, s.level, s.ticket_number AS "ticketNumber",
    s.status, s.end_reason AS "endReason", s.head_seq AS head,
    s.started_at AS "startedAt", s.ended_at AS "endedAt",
    s.continued_from_id AS "continuedFromId", s.continued_seq AS "continuedSeq",
    (SELECT value FROM epoch) AS epoch,
    (SELECT json_agg(json_build_object('id', p.id, 'role', p.role, 'name', p.name,
        'deliveredSeq', p.delivered_seq, 'readSeq', p.read_seq) ORDER BY p.role, p.name)
      FROM participant p WHERE p.session_id = s.id) AS participants
  FROM session s WHERE s.id = ANY($1::uuid[])`;

const statements: Record<Role, Statement> = {
  trainee: { name: "access_own_sessions", text: `${selected} AND s.trainee_id = $2::uuid` },
  trainer: { name: "access_any_sessions", text: selected },
};

/**
 * Fetches a session through the viewer's permission, in one round trip. Throws
 * `not_found` for a session that doesn't exist and for one they may not see alike.
 */
export async function accessSession(
  services: Pick<Services, "sql">,
  viewer: Viewer,
  id: string | undefined,
): Promise<AccessedSession> {
  const [session] = id === undefined ? [] : await accessSessions(services, viewer, [id]);
  if (!session) throw new AppError("not_found", "There is no such session.");
  return session;
}

/** Those of the sessions that the viewer may see, in one round trip; the others are left out. */
export async function accessSessions(
  { sql }: Pick<Services, "sql">,
  viewer: Viewer,
  ids: readonly string[],
): Promise<AccessedSession[]> {
  const known = ids.filter((id) => uuid.safeParse(id).success);
  if (known.length === 0) return [];
  const rows = await sql<Row>(
    statements[viewer.role],
    viewer.role === "trainer" ? [known] : [known, viewer.id],
  );
  return rows.map((row) => ({ ...row, viewer }));
}

/** The where-clause of permission, on the alias `s`: a trainee's own; all for a trainer. */
export function mayRead(viewer: Viewer): Prisma.Sql {
  return viewer.role === "trainer"
    ? Prisma.sql`TRUE`
    : Prisma.sql`s.trainee_id = ${viewer.id}::uuid`;
}

/** The viewer's own participant, if they may change the session; throws `read_only`. */
export function requireWriter(session: AccessedSession): ParticipantRow {
  const own = session.participants.find((one) => one.role === "trainee");
  if (!own || session.viewer.id !== session.traineeId) throw new AppError("read_only");
  return own;
}

export function customerOf(session: AccessedSession): ParticipantRow {
  const customer = session.participants.find((one) => one.role === "customer");
  if (!customer) throw new Error(`session ${session.id} has no customer`);
  return customer;
}
