const most = 56;

/** The beginning of a text on one line, in quotation marks, cut between words. */
export function excerptOf(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  if (line.length <= most) return `“${line}”`;
  const cut = line.slice(0, most).replace(/\s\S*$/u, "");
  return `“${cut} …”`;
}
