export type CsvValue = string | number | null;

/** Where spreadsheets see a formula, or skip characters and then see one; wide forms included. */
const formula = /^[\s\u200b-\u200f\u2028-\u202e\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/**
 * A table by RFC 4180, UTF-8 with a byte order mark, since Excel reads anything else as Latin-1.
 * What a spreadsheet would run as a formula gets an apostrophe in front; numbers are ours and stay.
 */
export function toCsv(rows: readonly (readonly CsvValue[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(field).join(",")}\r\n`).join("")}`;
}

function field(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
