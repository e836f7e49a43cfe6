import { afterAll, beforeAll, expect, test } from "vitest";
import { signIn } from "../support/api";
import { openStream } from "../support/open-stream";
import { visitAs } from "../support/page-visitor";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off" } });
});
afterAll(() => server.stop());

const streamBy = (cookies: string, id: string) =>
  openStream(`${server.url}/api/v1/sessions/${id}/events`, {
    method: "GET",
    headers: { Cookie: cookies },
  });

test("signing out everywhere ends every sign-in of this user, its streams within five seconds, and nobody else's", async () => {
  const [here, elsewhere, trainer] = [
    await visitAs(server.url, "trainee"),
    await visitAs(server.url, "trainee"),
    await visitAs(server.url, "trainer"),
  ];
  const api = await signIn(server.url, "trainee");
  const { session } = await api.start();
  const ending = [
    await streamBy(here.cookies(), session.id),
    await streamBy(elsewhere.cookies(), session.id),
    await api.stream(session.id),
  ];
  const staying = await streamBy(trainer.cookies(), session.id);
  for (const stream of [...ending, staying]) await stream.find(({ type }) => type === "heartbeat");

  const account = await (await here.get("/account")).text();
  expect(account).toContain("Sign out everywhere");
  const from = Date.now();
  expect((await here.post("/logout", { everywhere: "1" })).status).toBe(303);
  await Promise.all(ending.map(({ ended }) => ended));
  expect(Date.now() - from).toBeLessThan(12_000);

  for (const visitor of [here, elsewhere]) {
    expect((await visitor.get("/scenarios")).headers.get("Location")).toMatch(/^\/login/);
  }
  expect((await api.call("GET", "/scenarios")).status).toBe(401);
  expect((await trainer.get("/scenarios")).status).toBe(200);
  const again = await signIn(server.url, "trainee");
  await again.post(session.id, "back again");
  await staying.find(({ data }) => data["text"] === "back again");
  await staying.close();
});

test("signing out here leaves the other sign-ins alone", async () => {
  const [here, elsewhere] = [
    await visitAs(server.url, "trainee"),
    await visitAs(server.url, "trainee"),
  ];
  expect((await here.post("/logout", {})).status).toBe(303);
  expect((await here.get("/scenarios")).status).toBe(302);
  expect((await elsewhere.get("/scenarios")).status).toBe(200);
});
