import { Prisma } from "~/generated/prisma/client";
import { likePattern, searchWords } from "~/lib/fold-text";
import type { AuthorRole, Message } from "./events";

export type MessageQuery = {
  /** Exclusive seqs. Without both, the newest page. */
  before?: number | undefined;
  after?: number | undefined;
  /** Inclusive: the head that a cursor beside the page names, so that both are of one moment. */
  upTo?: number | undefined;
  limit: number;
  /** Every word must occur; case and accents don't matter. */
  q?: string | undefined;
  author?: AuthorRole | undefined;
};

/** One page of a session's messages, ascending; `hasMore` looks the way the page was read. */
export async function listMessages(
  db: Pick<Prisma.TransactionClient, "$queryRaw">,
  sessionId: string,
  { before, after, upTo, limit, q, author }: MessageQuery,
): Promise<{ messages: Message[]; hasMore: boolean }> {
  const forwards = after !== undefined;
  const conditions = [
    Prisma.sql`m.session_id = ${sessionId}::uuid`,
    ...(before === undefined ? [] : [Prisma.sql`m.seq < ${before}::bigint`]),
    ...(after === undefined ? [] : [Prisma.sql`m.seq > ${after}::bigint`]),
    ...(upTo === undefined ? [] : [Prisma.sql`m.seq <= ${upTo}::bigint`]),
    ...(author === undefined ? [] : [Prisma.sql`m.author_role = ${author}`]),
    ...searchWords(q ?? "").map((word) => Prisma.sql`m.search_text LIKE ${likePattern(word)}`),
  ];
  const rows = await db.$queryRaw<{ data: Message }[]>`
    SELECT e.data FROM message m
    JOIN event e ON e.session_id = m.session_id AND e.seq = m.seq
    WHERE ${Prisma.join(conditions, " AND ")}
    ORDER BY m.seq ${forwards ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit).map((row) => row.data);
  return { messages: forwards ? page : page.reverse(), hasMore: rows.length > limit };
}
