import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatCursor, parseCursor } from "./cursor";

describe("cursor", () => {
  test("a cursor that was formatted is read back as it was", () => {
    const epoch = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
    fc.assert(
      fc.property(epoch, fc.nat(), (epoch, seq) => {
        expect(parseCursor(formatCursor({ epoch, seq }))).toEqual({ epoch, seq });
      }),
    );
  });

  test.each([
    null,
    undefined,
    "",
    ":",
    "e:",
    ":1",
    "e:-1",
    "e:1.5",
    "e:01",
    "e:1e3",
    "e:1 ",
    " e:1",
    "e:1\n",
    "e:f:1",
    "e:9999999999999999",
    "é:1",
    `${"e".repeat(65)}:1`,
  ])("%j is no cursor", (text) => {
    expect(parseCursor(text)).toBeNull();
  });

  test("whatever a client sends, reading it never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseCursor(text)));
  });
});
