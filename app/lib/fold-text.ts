/** The text without case and accents, so that a search finds "Café" by "cafe". */
export function foldText(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The words of a search, folded; every one must occur. */
export function searchWords(query: string): string[] {
  return foldText(query).split(/\s+/u).filter(Boolean);
}

/**
 * For LIKE: the word anywhere, its `%`, `_` and `\` taken as ordinary characters. PostgreSQL
 * takes no NUL, so a word with one becomes a word that no text holds either.
 */
export function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, "\\$&").replaceAll("\0", "\uFFFF")}%`;
}
