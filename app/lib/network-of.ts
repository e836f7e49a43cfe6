/**
 * Whose address this is, as far as a limit can tell: an IPv6 network of 64 bits is one caller's,
 * who may choose the rest anew for each request. An IPv4 address in IPv6 is an IPv4 address.
 */
export function networkOf(address: string): string {
  const [, ipv4] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  if (ipv4 !== undefined) return ipv4;
  if (!address.includes(":") || !URL.canParse(`http://[${address}]`)) return address;
  return `${groupsOf(address).slice(0, 4).join(":")}::/64`;
}

/** All eight groups, as a URL writes them: in lower case and without leading zeros. */
function groupsOf(address: string): string[] {
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = [], after] = short.split("::").map((part) => part.split(":").filter(Boolean));
  if (after === undefined) return before;
  return [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
}
