import {
  decodeJwt,
  decodeProtectedHeader,
  type JWTHeaderParameters,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accounts, createApi, expectProblem, password, signIn } from "../support/api";
import { startServer, type TestServer } from "../support/server";

const secret = "the-secret-of-this-very-test-server";
const bytes = new TextEncoder().encode(secret);
let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await startServer({ env: { TOKEN_SECRET: secret } });
  token = (await signIn(server.url, "trainee")).token ?? "";
});
afterAll(() => server.stop());

const ask = (body: unknown) => createApi(server.url).call("POST", "/token", { body });
const withHeader = (value: string) =>
  createApi(server.url).call("GET", "/scenarios", { headers: { Authorization: value } });

describe("signing in by the API", () => {
  test("e-mail and password give a bearer token of fifteen minutes", async () => {
    const answer = await ask({ email: accounts.trainee, password });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      accessToken: expect.any(String) as string,
      tokenType: "Bearer",
      expiresIn: 900,
    });
    expect(answer.headers.get("Cache-Control")).toContain("no-store");
  });

  test("case and spaces around the e-mail don't matter", async () => {
    expect((await ask({ email: " Trainee@Example.com ", password })).status).toBe(200);
  });

  test("a wrong password and an unknown e-mail get the same answer", async () => {
    const answers = await Promise.all([
      ask({ email: accounts.trainee, password: "wrong" }),
      ask({ email: "nobody@example.com", password: "wrong" }),
      ask({ email: "no\u0000body@example.com", password: "wr\u0000ong" }),
      ask({ email: "", password: "" }),
    ]);
    for (const answer of answers) expectProblem(answer, 401, "wrong_credentials");
    const bodies = answers.map(({ body }) =>
      JSON.stringify(body, (name, value: unknown) => (name === "requestId" ? "" : value)),
    );
    expect(new Set(bodies).size).toBe(1);
  });

  test("what is no e-mail and password is 422", async () => {
    const bad = [{}, { email: accounts.trainee }, { email: [accounts.trainee], password }, []];
    for (const body of bad) expectProblem(await ask(body), 422, "invalid_input");
    expectProblem(await ask({ email: accounts.trainee, password: 5 }), 422, "invalid_input");
  });
});

describe("a token", () => {
  type Change = (jwt: SignJWT) => SignJWT;
  const same: Change = (jwt) => jwt;
  const header = { alg: "HS256", typ: "at+jwt" };
  type Signing = { head?: JWTHeaderParameters; key?: Uint8Array };
  const signed = (change: Change, { head = header, key = bytes }: Signing = {}) =>
    change(new SignJWT(decodeJwt(token)).setProtectedHeader(head)).sign(key);
  const claiming = (claims: Record<string, unknown>) =>
    new SignJWT({ ...decodeJwt(token), ...claims }).setProtectedHeader(header).sign(bytes);

  test("made by the server opens the API, the scheme in any case", async () => {
    expect((await withHeader(`Bearer ${token}`)).status).toBe(200);
    expect((await withHeader(`bearer ${token}`)).status).toBe(200);
  });

  test("made anew with the same key and claims is good, so the refusals below are for their reasons", async () => {
    expect(decodeProtectedHeader(token)).toEqual(header);
    expect((await withHeader(`Bearer ${await signed(same)}`)).status).toBe(200);
  });

  test("missing is 401 and says how to sign in", async () => {
    const answer = await createApi(server.url).call("GET", "/scenarios");
    expectProblem(answer, 401, "not_signed_in");
    expect(answer.headers.get("WWW-Authenticate")).toMatch(/^Bearer /);
  });

  test.each<[string, () => string | Promise<string>]>([
    ["garbage", () => "garbage"],
    ["three parts of garbage", () => "a.b.c"],
    ["nothing behind the scheme", () => ""],
    ["two tokens", () => `${token} ${token}`],
    ["a cut signature", () => token.slice(0, -1)],
    [
      "one letter changed",
      () => `${token.slice(0, 30)}${token[30] === "x" ? "y" : "x"}${token.slice(31)}`,
    ],
    ["an expired one", () => signed((jwt) => jwt.setExpirationTime("1 minute ago"))],
    ["one that isn't valid yet", () => signed((jwt) => jwt.setNotBefore("5 minutes"))],
    ["another key", () => signed(same, { key: new TextEncoder().encode("k".repeat(32)) })],
    ["another audience", () => signed((jwt) => jwt.setAudience("deskside-launch"))],
    ["another issuer", () => signed((jwt) => jwt.setIssuer("elsewhere"))],
    ["another algorithm", () => signed(same, { head: { ...header, alg: "HS512" } })],
    ["an id_token's type", () => signed(same, { head: { ...header, typ: "JWT" } })],
    ["no type", () => signed(same, { head: { alg: "HS256" } })],
    ["an unknown sign-in", () => claiming({ sid: crypto.randomUUID() })],
    ["a sign-in that is no id", () => claiming({ sid: "\0" })],
    ["alg none", () => new UnsecuredJWT(decodeJwt(token)).encode()],
  ])("with %s is 401", async (_what, make) => {
    const answer = await withHeader(`Bearer ${await make()}`);
    expectProblem(answer, 401, "invalid_token");
    expect(answer.headers.get("WWW-Authenticate")).toMatch(/^Bearer .*error="invalid_token"/);
  });

  test("is not what another scheme carries", async () => {
    const basic = `Basic ${btoa(`${accounts.trainee}:${password}`)}`;
    expectProblem(await withHeader(basic), 401, "invalid_token");
  });
});
