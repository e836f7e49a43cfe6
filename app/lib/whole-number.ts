/** The largest number that PostgreSQL's `integer` holds. */
export const largestInteger = 2_147_483_647;

/** Digits alone as a number from 0 to `largestInteger`; anything else, nothing included, is null. */
export function parseWholeNumber(text: string | null | undefined): number | null {
  if (!text || !/^\d{1,10}$/.test(text)) return null;
  const number = Number(text);
  return number <= largestInteger ? number : null;
}
