/** The length of a text in Unicode code points, which is how limits are counted. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const character of text) if (character) count += 1;
  return count;
}
