import type { Message, Receipt } from "./events";

export type MessageStatus = "sent" | "delivered" | "read";

/**
 * How far an own, stored message has got with the customer. Other readers (a
 * trainer who watches, the sender's own second tab) don't count: the sender
 * wants to know whether the person they are talking to has seen it.
 */
export function statusOf(
  message: Pick<Message, "seq">,
  receipts: readonly Receipt[],
): MessageStatus {
  const customer = receipts.filter((receipt) => receipt.role === "customer");
  if (customer.some((receipt) => receipt.readSeq >= message.seq)) return "read";
  if (customer.some((receipt) => receipt.deliveredSeq >= message.seq)) return "delivered";
  return "sent";
}
