/** First letters of the first and last word: "Priya Raman" → "PR". Quotes and titles don't count. */
export function initials(name: string): string {
  const words = name.split(/[\s,]+/u).flatMap((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? []);
  const first = words[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return (first + last).toUpperCase();
}
