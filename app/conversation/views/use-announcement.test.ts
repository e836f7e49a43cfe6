import { expect, test } from "vitest";
import { customer, trainee } from "../fakes/fake-session-log";
import { FakeSessionServer } from "../fakes/fake-session-server";
import { nextAnnouncement } from "./use-announcement";

const server = new FakeSessionServer();
const hello = server.post(customer, "Hello?");

test("the customer's lines are spoken with their name, those of the trainee aren't", () => {
  expect(nextAnnouncement("", [hello])).toBe("Priya Raman: Hello?");
  expect(nextAnnouncement("as before", [server.post(trainee, "Good morning")])).toBe("as before");
});

test("the same line twice in a row is spoken twice", () => {
  const said = [hello, hello, hello].reduce<string[]>(
    (before, one) => [...before, nextAnnouncement(before.at(-1) ?? "", [one])],
    [],
  );
  expect(said.map((text) => text.trim())).toEqual(said.map(() => "Priya Raman: Hello?"));
  expect(said[1]).not.toBe(said[0]);
  expect(said[2]).not.toBe(said[1]);
});
