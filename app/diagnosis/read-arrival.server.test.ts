import { expect, test } from "vitest";
import { readArrival } from "./read-arrival.server";

const arrivalOf = (headers: Record<string, string>, origin = "http://desk.example.com") =>
  readArrival({ httpVersion: "1.1", origin, header: (name) => headers[name] });

test("proxies are named and addresses are only counted", () => {
  const arrived = arrivalOf({
    via: "1.0 campus, 1.1 edge",
    "x-forwarded-for": "10.1.2.3, 10.0.0.1",
  });
  expect(arrived).toMatchObject({ via: ["1.0 campus", "1.1 edge"], forwardedFor: 2 });
  expect(JSON.stringify(arrived)).not.toContain("10.1.2.3");
});

test("cookies of ours are told from others', and never shown", () => {
  expect(arrivalOf({ cookie: "a=1; __Host-deskside-csrf=secret" }).cookies).toBe(true);
  expect(arrivalOf({ cookie: "not-deskside-csrf=1" }).cookies).toBe(false);
  expect(JSON.stringify(arrivalOf({ cookie: "deskside-auth=secret" }))).not.toContain("secret");
});

test("long headers are shortened", () => {
  const arrived = arrivalOf({ via: "x,".repeat(5_000), "last-event-id": "y".repeat(9_000) });
  expect(arrived.via).toHaveLength(10);
  expect(arrived.lastEventId).toHaveLength(100);
});

test("what is missing is nothing", () => {
  expect(arrivalOf({}, "https://desk.example.com")).toEqual({
    ...{ httpVersion: "1.1", scheme: "https", via: [], forwardedFor: 0, cookies: false },
    ...{ acceptsCompression: false, lastEventId: null, idempotencyKey: null },
  });
});
