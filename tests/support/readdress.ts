/** A configuration as it is deployed, with the addresses of a test. */
export function readdress(text: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((before, [from, to]) => {
    if (before.split(from).length !== 2) throw new Error(`${from} isn't there once`);
    return before.replace(from, to);
  }, text);
}
