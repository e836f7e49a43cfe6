/**
 * A version-4 UUID. `crypto.randomUUID` is missing on pages that came over plain
 * HTTP from another machine, which is how a school's server may well be reached.
 */
export function randomUUID(source: Pick<Crypto, "getRandomValues"> = crypto): string {
  const bytes = source.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, at) => marked(byte, at).toString(16).padStart(2, "0"));
  const groups = [
    hex.slice(0, 4),
    hex.slice(4, 6),
    hex.slice(6, 8),
    hex.slice(8, 10),
    hex.slice(10),
  ];
  return groups.map((group) => group.join("")).join("-");
}

/** Version 4 and the variant stand in fixed bits (RFC 9562, section 5.4). */
function marked(byte: number, at: number): number {
  if (at === 6) return (byte & 0x0f) | 0x40;
  return at === 8 ? (byte & 0x3f) | 0x80 : byte;
}
