import { expect, test } from "vitest";
import { toCsv } from "./csv";

const line = (...values: (string | number | null)[]) => toCsv([values]).slice(1);

test("fields are parted by commas and lines by CRLF, with a byte order mark in front", () => {
  expect(
    toCsv([
      ["a", 1, null],
      ["b", 2.5, ""],
    ]),
  ).toBe("\ufeffa,1,\r\nb,2.5,\r\n");
});

test("commas, quotation marks and line breaks are quoted as RFC 4180 says", () => {
  expect(line("a,b", 'say "hi"', "two\nlines", "cr\rlf")).toBe(
    '"a,b","say ""hi""","two\nlines","cr\rlf"\r\n',
  );
});

test.each(["=1+1", "+44 20", "-2", "@SUM(A1)", " =1", "\t=1", "\u200b=1", "＝1", "\ufeff+1"])(
  "what a spreadsheet would run is text: %j",
  (text) => {
    expect(line(text).replace(/^"/, "")).toMatch(/^'/);
  },
);

test.each([
  ["hello;=1+1", "hello;'=1+1"],
  ["hello; +44", "hello; '+44"],
  ["hello\t@x", "hello\t'@x"],
  ['say "a";"=1', '"say ""a"";""\'=1"'],
  ["notes\n=1+1", '"notes\n\'=1+1"'],
  ["notes;\u00ad=1", "notes;\u00ad'=1"],
])("nor does one that parts at semicolons, tabs and line ends run %j", (text, field) => {
  expect(line(text)).toBe(`${field}\r\n`);
});

test("numbers stay numbers, and ordinary text stays as it is", () => {
  expect(line(-3, "a=b", "2 + 2", "e-mail", "“quoted”")).toBe("-3,a=b,2 + 2,e-mail,“quoted”\r\n");
});
