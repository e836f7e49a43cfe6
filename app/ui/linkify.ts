/** A stretch of plain text, or one that leads somewhere. */
export type TextPart = { text: string; href: string | null };

// Candidates only: each alternative consumes what it starts, so the search is linear.
const candidate = /https?:\/\/[^\s<>"]+|mailto:[^\s<>"]+/giu;
const trailing = new Set(".,;:!?'\")]}");

/**
 * Cuts a text into plain parts and links. Only http, https and mailto are
 * recognised; what the URL parser refuses stays plain. Joined, the parts'
 * texts are the text.
 */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(candidate)) {
    const found = trimEnd(match[0]);
    if (!isSafe(found)) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null });
    parts.push({ text: found, href: found });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/** Punctuation at the end belongs to the sentence, but for a bracket that the address opened. */
function trimEnd(url: string): string {
  let end = url.length;
  while (end > 0 && trailing.has(url.charAt(end - 1))) end -= 1;
  const closes = url.charAt(end) === ")" && url.slice(0, end).includes("(");
  return url.slice(0, closes ? end + 1 : end);
}

function isSafe(url: string): boolean {
  try {
    const { protocol, hostname, pathname } = new URL(url);
    if (protocol === "mailto:") return pathname.includes("@");
    return (protocol === "http:" || protocol === "https:") && hostname !== "";
  } catch {
    return false;
  }
}
