import { expect, test } from "vitest";
import { ownPath } from "./own-path";

test.each([
  "/",
  "/sessions",
  "/sessions/0b1c?before=3&q=a%20b#m-4",
  "/scenarios/mfa-new-phone?to=//elsewhere.example",
])("%j leads there", (path) => {
  expect(ownPath(path, "/home")).toBe(path);
});

test.each([
  "//evil.example",
  "/\t/evil.example",
  "/\r/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  "/\\evil.example",
  "/\t\\evil.example",
  "\\\\evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "///evil.example",
  "//x//evil.example",
  "//user@evil.example:1/",
  "//[",
  "https://evil.example/",
  "javascript:alert(1)",
  "sessions",
  "",
  null,
  undefined,
  new Blob(["/sessions"]),
])("%j leads home", (asked) => {
  const path = ownPath(asked, "/home");
  expect(path).toBe("/home");
});
