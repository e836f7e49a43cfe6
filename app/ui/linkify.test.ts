import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linkify } from "./linkify";

const links = (text: string) => linkify(text).flatMap((part) => part.href ?? []);

describe("linkify", () => {
  test("a web address in a sentence becomes a link, its full stop doesn't", () => {
    expect(linkify("See https://example.com/help.")).toEqual([
      { text: "See ", href: null },
      { text: "https://example.com/help", href: "https://example.com/help" },
      { text: ".", href: null },
    ]);
  });

  test("a mail address is a link when it says mailto", () => {
    expect(links("write to mailto:help@example.com please")).toEqual(["mailto:help@example.com"]);
  });

  test("a bracket that the address opened belongs to it, one around it doesn't", () => {
    expect(links("https://example.com/a_(b)")).toEqual(["https://example.com/a_(b)"]);
    expect(links("(https://example.com/a)")).toEqual(["https://example.com/a"]);
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "http://",
    "mailto:x",
  ])("%s stays plain text", (text) => {
    expect(linkify(text)).toEqual([{ text, href: null }]);
  });

  test("nothing of any text is lost or doubled", () => {
    const piece = fc.constantFrom(
      "http://",
      "https://",
      "mailto:",
      "a@b.c",
      ")",
      "(",
      ".",
      " ",
      "\n",
    );
    const text = fc.array(fc.oneof(piece, fc.string())).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (input) => {
        expect(
          linkify(input)
            .map((part) => part.text)
            .join(""),
        ).toBe(input);
      }),
    );
  });

  test("every link is http, https or mailto, whatever is written", () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.string(), (url, rest) => {
        for (const href of links(`${url}${rest} ${rest}${url}`)) {
          expect(href).toMatch(/^(https?:|mailto:)/iu);
        }
      }),
    );
  });
});
