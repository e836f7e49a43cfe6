import { randomUUID } from "node:crypto";
import type { Env } from "~/env.server";
import { isDatabaseTrouble } from "~/lib/database-trouble";
import { foldText } from "~/lib/fold-text";
import { gather } from "~/lib/gather";
import type { Sql, Statement } from "~/lib/sql.server";
import type { Clock } from "~/ports/clock";
import type { Message } from "./events";

/** What a trainee wants to post to a session, which may not be theirs. */
export type OwnPost = { sessionId: string; userId: string; key: string; text: string };

/** What the SQL function `post_message` answers; `data` is null when the session has ended. */
export type Outcome = { outcome: "posted" | "replayed" | "ended"; head: number; data: Message };
export type OwnOutcome = Outcome & { epoch: string };

/** Stores a trainee's message and makes the customer's turn due; null where they may not write. */
export type OwnPosts = (post: OwnPost) => Promise<OwnOutcome | null>;

/** So many posts share a round trip and a commit at the most. */
const mostTogether = 64;
/** A statement that hangs for longer, with its connection, no longer holds up the others. */
const patienceMs = 250;

/**
 * Posts that come while others are under way share one statement and one commit with what
 * came beside them (docs/decisions/009). Where that can't be, each goes alone.
 */
export function createOwnPosts(parts: {
  sql: Sql;
  clock: Clock;
  env: Pick<Env, "customerPace">;
}): OwnPosts {
  const together = gather((posts: OwnPost[]) => postTogether(parts, posts), {
    most: mostTogether,
    patienceMs,
  });
  return async (post) => {
    const outcome = await together(post).catch((error: unknown) => {
      if (isDatabaseTrouble(error)) throw error;
      // One of them is what the database refuses: alone, it fails alone.
      return null;
    });
    return outcome ?? postAlone(parts, post);
  };
}

type Parts = Parameters<typeof createOwnPosts>[0];

const called = `post_message(s.id, w.id, post.key, post.id, post.text, post.search_text,
      $7::timestamptz, $8::boolean)`;
/** The permission is the join: without it there is no row, and nothing is called. */
const writable = `JOIN participant w
      ON w.session_id = s.id AND w.user_id = s.trainee_id AND w.role = 'trainee'`;
const columns = `p.outcome, p.head, p.data, (SELECT value FROM epoch) AS epoch`;

const alone: Statement = {
  name: "post_own_message",
  text: `SELECT ${columns}
    FROM (SELECT $3::text AS key, $4::uuid AS id, $5::text AS text, $6::text AS search_text) post
    JOIN session s ON s.id = $1::uuid AND s.trainee_id = $2::uuid
    ${writable}
    CROSS JOIN LATERAL ${called} p`,
};

async function postAlone({ sql, ...parts }: Parts, post: OwnPost): Promise<OwnOutcome | null> {
  const { sessionId, userId, key, text } = post;
  const values = [sessionId, userId, key, randomUUID(), text, foldText(text), ...rest(parts)];
  const [row] = await sql<OwnOutcome>(alone, values);
  return row ?? null;
}

/**
 * Takes only sessions that nobody else holds at this moment, so it never waits for a lock:
 * one session can't hold up the others, and two processes can't wait for each other.
 */
const together: Statement = {
  name: "post_own_messages",
  text: `WITH post AS (
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[])
        WITH ORDINALITY AS post (session_id, user_id, key, id, text, search_text, n)
    ), s AS MATERIALIZED (
      SELECT session.id, session.trainee_id FROM session
      WHERE (session.id, session.trainee_id) IN (SELECT session_id, user_id FROM post)
      FOR UPDATE SKIP LOCKED
    )
    SELECT post.n::int, ${columns}
    FROM post JOIN s ON s.id = post.session_id AND s.trainee_id = post.user_id
    ${writable}
    CROSS JOIN LATERAL ${called} p`,
};

async function postTogether(
  { sql, ...parts }: Parts,
  posts: OwnPost[],
): Promise<(OwnOutcome | null)[]> {
  const values = [
    posts.map(({ sessionId }) => sessionId),
    posts.map(({ userId }) => userId),
    posts.map(({ key }) => key),
    posts.map(() => randomUUID()),
    posts.map(({ text }) => text),
    posts.map(({ text }) => foldText(text)),
    ...rest(parts),
  ];
  const rows = await sql<OwnOutcome & { n: number }>(together, values);
  const found = new Map(rows.map(({ n, ...outcome }) => [n, outcome]));
  return posts.map((_, index) => found.get(index + 1) ?? null);
}

function rest({ clock, env }: Omit<Parts, "sql">): unknown[] {
  return [clock.now(), env.customerPace !== "off"];
}
