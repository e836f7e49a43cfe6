/** The values that have come before, each time that they come again. */
export function repeated<T>(values: readonly T[]): T[] {
  const known = new Set<T>();
  return values.filter((value) => known.size === known.add(value).size);
}
