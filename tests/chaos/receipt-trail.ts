/** How far a role has received and read, as an observer was told. */
export type ReceiptNews = { role: string; deliveredSeq: number; readSeq: number };

/** What one observer was told of receipts. */
export type ReceiptTrail = {
  observer: string;
  /** Of what its polls read from the database, in the order in which it came. */
  read: ReceiptNews[];
  /** The furthest of what came by events, each of which must go forward. */
  held: ReceiptNews[];
};

/** Adds what a poll read; of steps forward the last one is enough, as each step back is kept. */
export function noteRead({ read }: Pick<ReceiptTrail, "read">, news: ReceiptNews): void {
  const own = read.findLastIndex(({ role }) => role === news.role);
  const last = read[own];
  const before =
    own > 0 ? read.slice(0, own).findLast(({ role }) => role === news.role) : undefined;
  if (last && isForward(last, news) && (!before || isForward(before, last))) read[own] = news;
  else read.push(news);
}

/** Folds in what an event told; false when it came after later news. */
export function noteHeard({ held }: Pick<ReceiptTrail, "held">, news: ReceiptNews): boolean {
  const index = held.findIndex(({ role }) => role === news.role);
  const known = held[index];
  if (!known) {
    held.push(news);
    return true;
  }
  held[index] = {
    role: news.role,
    deliveredSeq: Math.max(known.deliveredSeq, news.deliveredSeq),
    readSeq: Math.max(known.readSeq, news.readSeq),
  };
  return isForward(known, news);
}

export function isForward(from: ReceiptNews, to: ReceiptNews): boolean {
  return to.deliveredSeq >= from.deliveredSeq && to.readSeq >= from.readSeq;
}
