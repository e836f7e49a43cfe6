import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, test } from "vitest";
import { errorForLog } from "./error-for-log";

test("the log says what went wrong, where and under which code, and nothing that hangs on it", () => {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString("utf8"));
      done();
    },
  });
  const error = Object.assign(new TypeError("it broke", { cause: new Error("a secret cause") }), {
    code: "NOAUTH",
    command: { name: "auth", args: ["a secret"] },
    client: { activeQuery: { values: ["a secret"] } },
  });
  pino({ serializers: { err: errorForLog } }, sink).error({ err: error }, "a request failed");
  const { err } = JSON.parse(lines.join("")) as { err: unknown };
  const stack = expect.stringContaining("error-for-log.test.ts") as unknown;
  expect(err).toEqual({ type: "TypeError", message: "it broke", stack, code: "NOAUTH" });
  expect(lines.join("")).not.toContain("secret");
});
