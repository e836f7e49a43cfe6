const here = "http://x";

/**
 * The address within this site that was asked for, else `home`. Read as a browser reads it, which
 * skips tabs and line ends and takes a backslash for a slash: `/\t/evil.example` is another site.
 */
export function ownPath(asked: unknown, home: string): string {
  if (typeof asked !== "string" || !asked.startsWith("/") || !URL.canParse(asked, here)) {
    return home;
  }
  const { origin, pathname, search, hash } = new URL(asked, here);
  return origin === here && !pathname.startsWith("//") ? pathname + search + hash : home;
}
