export type MarkedPart = { text: string; marked: boolean };

/**
 * Cuts a text where words of a search occur in it, whatever their case. Joined,
 * the parts' texts are the text.
 */
export function markMatches(text: string, query: string): MarkedPart[] {
  const words = query.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  const lower = text.toLocaleLowerCase();
  // Some letters change their length with their case; then positions can't be trusted.
  if (words.length === 0 || lower.length !== text.length) return [{ text, marked: false }];
  const parts: MarkedPart[] = [];
  for (let from = 0; from < text.length;) {
    const next = nextMatch(lower, words, from);
    if (next.start > from) parts.push({ text: text.slice(from, next.start), marked: false });
    if (next.end > next.start) {
      parts.push({ text: text.slice(next.start, next.end), marked: true });
    }
    from = next.end;
  }
  return parts;
}

function nextMatch(lower: string, words: string[], from: number): { start: number; end: number } {
  let best = { start: lower.length, end: lower.length };
  for (const word of words) {
    const start = lower.indexOf(word, from);
    if (start >= 0 && start < best.start) best = { start, end: start + word.length };
  }
  return best;
}
