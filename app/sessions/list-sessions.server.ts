import { z } from "zod";
import type { Viewer } from "~/accounts/user";
import { Prisma } from "~/generated/prisma/client";
import { likePattern, searchWords } from "~/lib/fold-text";
import { getScenario } from "~/scenarios/catalogue.server";
import type { Services } from "~/services.server";
import { mayRead } from "./access-session.server";
import type { EndReason, SessionListItem } from "./session-view";

export type SessionQuery = {
  status?: "active" | "ended" | undefined;
  scenarioId?: string | undefined;
  /** Every word must occur in the subject's messages; case and accents don't matter. */
  q?: string | undefined;
  /** A user's id; for trainers. */
  traineeId?: string | undefined;
  /** Started on or after, and before, these times. */
  from?: Date | undefined;
  to?: Date | undefined;
  minScore?: number | undefined;
  /** The id of the last session of the page before; one they may not read has none before it. */
  before?: string | undefined;
  limit: number;
};

type Row = {
  id: string;
  traineeId: string;
  ticketNumber: string;
  scenarioId: string;
  scenarioVersion: number;
  level: number;
  seed: number;
  status: "active" | "ended";
  endReason: EndReason | null;
  startedAt: Date;
  endedAt: Date | null;
  traineeName: string;
  customerName: string;
  answered: boolean;
  unread: number;
  lastMessage: SessionListItem["lastMessage"];
  score: number | null;
  continued: boolean;
  excerpt: string | null;
};
export type ListedSession = SessionListItem &
  Pick<Row, "traineeId" | "scenarioVersion" | "level" | "seed" | "endReason">;

/** The sessions that the viewer may read, newest first. */
export async function listSessions(
  services: Services,
  viewer: Viewer,
  query: SessionQuery,
): Promise<{ sessions: ListedSession[]; hasMore: boolean }> {
  const rows = await services.db.$queryRaw<Row[]>`
    SELECT s.id, s.trainee_id AS "traineeId", s.ticket_number AS "ticketNumber", s.scenario_id AS "scenarioId",
      s.scenario_version AS "scenarioVersion", s.level, s.seed, s.status,
      s.end_reason AS "endReason", s.started_at AS "startedAt", s.ended_at AS "endedAt",
      t.name AS "traineeName", c.name AS "customerName", d.score,
      s.continued_seq IS NOT NULL AS continued,
      EXISTS (SELECT 1 FROM message m WHERE m.session_id = s.id AND m.author_role = 'trainee')
        AS answered,
      (SELECT count(*)::int FROM message m WHERE m.session_id = s.id AND m.seq > t.read_seq
        AND m.author_role <> 'trainee') AS unread,
      (SELECT json_build_object('role', m.author_role, 'text', left(m.text, 200),
          'at', iso_time(m.created_at))
        FROM message m WHERE m.session_id = s.id AND m.author_role <> 'system'
        ORDER BY m.seq DESC LIMIT 1) AS "lastMessage",
      ${excerpt(query.q)} AS excerpt
    FROM session s
    JOIN participant t ON t.session_id = s.id AND t.role = 'trainee'
    JOIN participant c ON c.session_id = s.id AND c.role = 'customer'
    LEFT JOIN debrief d ON d.session_id = s.id
    WHERE ${Prisma.join(conditions(viewer, query), " AND ")}
    ORDER BY s.started_at DESC, s.id DESC LIMIT ${query.limit + 1}`;
  const page = rows.slice(0, query.limit);
  const sessions = await Promise.all(page.map((row) => toItem(services, row)));
  return { sessions, hasMore: rows.length > query.limit };
}

function conditions(viewer: Viewer, query: SessionQuery): Prisma.Sql[] {
  const { status, scenarioId, traineeId, from, to, minScore, before } = query;
  return [
    mayRead(viewer),
    ...(status ? [Prisma.sql`s.status = ${status}`] : []),
    ...(scenarioId ? [Prisma.sql`s.scenario_id = ${scenarioId.replaceAll("\0", " ")}`] : []),
    ...(traineeId ? [Prisma.sql`s.trainee_id = ${uuidOrNone(traineeId)}::uuid`] : []),
    ...(from ? [Prisma.sql`s.started_at >= ${from}`] : []),
    ...(to ? [Prisma.sql`s.started_at < ${to}`] : []),
    ...(minScore === undefined ? [] : [Prisma.sql`d.score >= ${minScore}`]),
    ...(before
      ? [
          Prisma.sql`(s.started_at, s.id) < (SELECT s.started_at, s.id FROM session s
            WHERE s.id = ${uuidOrNone(before)}::uuid AND ${mayRead(viewer)})`,
        ]
      : []),
    ...searchWords(query.q ?? "").map(
      (word) => Prisma.sql`EXISTS (SELECT 1 FROM message m
        WHERE m.session_id = s.id AND m.search_text LIKE ${likePattern(word)})`,
    ),
  ];
}

/** What is no id is nobody's. */
function uuidOrNone(text: string): string | null {
  return z.uuid().safeParse(text).success ? text : null;
}

function excerpt(q: string | undefined): Prisma.Sql {
  const [word] = searchWords(q ?? "");
  if (!word) return Prisma.sql`NULL::text`;
  return Prisma.sql`(SELECT left(m.text, 200) FROM message m WHERE m.session_id = s.id
    AND m.search_text LIKE ${likePattern(word)} ORDER BY m.seq LIMIT 1)`;
}

async function toItem(services: Services, row: Row): Promise<ListedSession> {
  const { title, ticket } = await getScenario(services, row.scenarioId, row.scenarioVersion);
  return {
    ...row,
    subject: ticket.subject,
    scenarioTitle: title,
    priority: ticket.priority,
    sla: ticket.sla,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
