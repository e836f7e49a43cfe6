import type { Prisma } from "~/generated/prisma/client";
import type { Action } from "./events";

/** The tools that were used in a session up to a seq, in order. */
export async function listActions(
  db: Pick<Prisma.TransactionClient, "action">,
  sessionId: string,
  upTo: number,
): Promise<Action[]> {
  const actions = await db.action.findMany({
    where: { sessionId, seq: { lte: upTo } },
    orderBy: { seq: "asc" },
    select: { seq: true, tool: true, label: true, by: true, at: true },
  });
  return actions.map((one) => ({ ...one, at: one.at.toISOString() }));
}
