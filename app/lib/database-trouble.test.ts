import { expect, test } from "vitest";
import { isDatabaseTrouble } from "./database-trouble";

const withCode = (code: string): Error => Object.assign(new Error("no"), { code });

test.each([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"],
  ...["57P01", "57P03", "08006", "53300", "40P01", "25006", "P1001", "P1017", "P2024"],
])("%s says that the database is away", (code) => {
  expect(isDatabaseTrouble(withCode(code))).toBe(true);
});

test.each([
  "Connection terminated unexpectedly",
  "Connection terminated due to connection timeout",
  "timeout exceeded when trying to connect",
  "Query read timeout",
  "Client has encountered a connection error and is not queryable",
  "Client was closed and is not queryable",
])("so does: %s", (message) => {
  expect(isDatabaseTrouble(new Error(message))).toBe(true);
});

test("it is found in what a library wrapped around it", () => {
  const inner = withCode("57P01");
  expect(isDatabaseTrouble(new Error("failed", { cause: inner }))).toBe(true);
  const meta = { driverAdapterError: { cause: { kind: "ConnectionClosed" } } };
  expect(isDatabaseTrouble(Object.assign(new Error("failed"), { meta }))).toBe(true);
});

test.each([withCode("23505"), withCode("P2002"), new TypeError("x is not a function"), null, "no"])(
  "%s is no such thing",
  (thrown) => {
    expect(isDatabaseTrouble(thrown)).toBe(false);
  },
);
