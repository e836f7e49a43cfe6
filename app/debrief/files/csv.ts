export type CsvValue = string | number | null;

/** Where spreadsheets see a formula, or skip characters and then see one; wide forms included. */
const formula = /^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;
/** Where a list is parted by semicolons or tabs, a cell begins behind each, and behind every line end. */
const formulaInside = /([;\t\r\n]["'\s\p{Cf}]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

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
  const inside = value.replace(formulaInside, "$1'");
  const safe = formula.test(value) ? `'${inside}` : inside;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
