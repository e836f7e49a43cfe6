import type { Prisma } from "~/generated/prisma/client";
import type { Services } from "~/services.server";
import type { AccessedSession } from "~/sessions/access-session.server";
import type { EphemeralEvent } from "./events";
import { publish } from "./publish.server";

export type ReceiptInput = { deliveredSeq?: number | undefined; readSeq?: number | undefined };
type Moved = { role: "trainee" | "customer" | "trainer"; deliveredSeq: number; readSeq: number };

/**
 * Moves a participant's cursors forward, never back and never past the head; what is
 * read was delivered. Returns the event to publish after commit, or null when nothing moved.
 */
export async function moveReceipt(
  db: Pick<Prisma.TransactionClient, "$queryRaw">,
  participantId: string,
  { deliveredSeq = 0, readSeq = 0 }: ReceiptInput,
): Promise<EphemeralEvent | null> {
  const delivered = Math.max(deliveredSeq, readSeq);
  const rows = await db.$queryRaw<Moved[]>`
    UPDATE participant p SET
      delivered_seq = greatest(p.delivered_seq, least(${delivered}::int, s.head_seq)),
      read_seq = greatest(p.read_seq, least(${readSeq}::int, s.head_seq))
    FROM session s
    WHERE p.id = ${participantId}::uuid AND s.id = p.session_id
      AND (p.delivered_seq < least(${delivered}::int, s.head_seq)
        OR p.read_seq < least(${readSeq}::int, s.head_seq))
    RETURNING p.role, p.delivered_seq AS "deliveredSeq", p.read_seq AS "readSeq"`;
  const moved = rows[0];
  return moved ? { type: "receipt.changed", data: moved } : null;
}

/** The trainee's own receipts; a trainer's reading leaves no trace. */
export async function noteReceipts(
  services: Services,
  session: AccessedSession,
  input: ReceiptInput,
): Promise<void> {
  const own = session.participants.find((one) => one.role === session.viewer.role);
  if (!own) return;
  services.delivery.noteReceipt(session.id, Math.max(input.deliveredSeq ?? 0, input.readSeq ?? 0));
  const event = await moveReceipt(services.db, own.id, input);
  if (event) await publish(services, session.id, [event]);
}
