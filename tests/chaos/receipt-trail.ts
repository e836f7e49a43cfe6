/** How far a role has received and read, as an observer was told. */
export type ReceiptNews = { role: string; deliveredSeq: number; readSeq: number };

/** What one observer was told of receipts, in the order in which it came. */
export type ReceiptTrail = { observer: string; came: ReceiptNews[] };

/** Adds what came; of steps forward the last one is enough, as each step back is kept. */
export function noteReceiptNews(came: ReceiptNews[], news: ReceiptNews): void {
  const own = came.findLastIndex(({ role }) => role === news.role);
  const last = came[own];
  const before =
    own > 0 ? came.slice(0, own).findLast(({ role }) => role === news.role) : undefined;
  if (last && isForward(last, news) && (!before || isForward(before, last))) came[own] = news;
  else came.push(news);
}

export function isForward(from: ReceiptNews, to: ReceiptNews): boolean {
  return to.deliveredSeq >= from.deliveredSeq && to.readSeq >= from.readSeq;
}
