import { beforeEach, describe, expect, test } from "vitest";
import { createTokenKeeper, type SignedIn, type TokenKeeper } from "./token-keeper";

type Sent = { url: string; authorization: string | null; body: unknown; credentials: unknown };

let sent: Sent[];
let now: number;
let signedIn: SignedIn[];
let refresh: (handle: string) => Response | Promise<Response>;
let answer: (authorization: string) => number;
let keeper: TokenKeeper;

const pair = (n: number) =>
  Response.json({ accessToken: `access-${n}`, refreshHandle: `handle-${n}`, expiresIn: 900 });

beforeEach(async () => {
  [sent, signedIn, now] = [[], [], 0];
  let issued = 1;
  refresh = () => pair((issued += 1));
  answer = () => 200;
  keeper = createTokenKeeper({
    now: () => now,
    changed: (is) => signedIn.push(is),
    fetch: async (url, init) => {
      const authorization = new Headers(init.headers).get("Authorization");
      const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : null;
      sent.push({ url, authorization, body, credentials: init.credentials });
      if (url === "/api/v1/token") return pair(1);
      if (url === "/api/v1/token/refresh") {
        return refresh((body as { refreshHandle: string }).refreshHandle);
      }
      return new Response(null, { status: answer(authorization ?? "") });
    },
  });
  await keeper.signIn({ email: "a@example.com", password: "x" });
});

const asks = (url: string) => sent.filter((one) => one.url === url);

describe("a page without cookies", () => {
  test("carries its token by header, and no cookie", async () => {
    expect((await keeper.fetch("/x", {})).status).toBe(200);
    expect(asks("/x")).toEqual([
      { url: "/x", authorization: "Bearer access-1", body: null, credentials: "omit" },
    ]);
    expect(signedIn).toEqual(["yes"]);
  });

  test("renews its token before it runs out, once for all requests at that moment", async () => {
    now = 850_000;
    await Promise.all([keeper.fetch("/x", {}), keeper.fetch("/x", {})]);
    expect(asks("/api/v1/token/refresh").map(({ body }) => body)).toEqual([
      { refreshHandle: "handle-1" },
    ]);
    expect(asks("/x").map(({ authorization }) => authorization)).toEqual([
      "Bearer access-2",
      "Bearer access-2",
    ]);
  });

  test("renews a token that was refused and asks again, the user seeing nothing of it", async () => {
    answer = (authorization) => (authorization === "Bearer access-1" ? 401 : 200);
    expect((await keeper.fetch("/x", {})).status).toBe(200);
    expect(signedIn).toEqual(["yes"]);
  });

  test("is signed out when the handle is refused, and in again by the password", async () => {
    answer = (authorization) => (authorization === "Bearer access-1" ? 401 : 200);
    refresh = () => new Response(null, { status: 401 });
    expect((await keeper.fetch("/x", {})).status).toBe(401);
    expect((await keeper.fetch("/x", {})).status).toBe(401);
    expect(asks("/x")).toHaveLength(1);
    expect(signedIn).toEqual(["yes", "was"]);
    expect(await keeper.signIn({ email: "a@example.com", password: "x" })).toBeNull();
    expect(signedIn).toEqual(["yes", "was", "yes"]);
  });

  test("isn't signed out by a network that fails at that moment", async () => {
    now = 850_000;
    refresh = () => Promise.reject(new TypeError("offline"));
    await expect(keeper.fetch("/x", {})).rejects.toThrow(TypeError);
    refresh = () => new Response(null, { status: 503 });
    await expect(keeper.fetch("/x", {})).rejects.toThrow(TypeError);
    expect(signedIn).toEqual(["yes"]);
    refresh = () => pair(2);
    expect((await keeper.fetch("/x", {})).status).toBe(200);
  });

  test("forgets at signing out, whatever the server says", async () => {
    answer = () => 503;
    await keeper.signOut();
    expect(asks("/api/v1/token/revocation")).toHaveLength(1);
    expect((await keeper.fetch("/x", {})).status).toBe(401);
    expect(signedIn).toEqual(["yes", "no"]);
  });
});
