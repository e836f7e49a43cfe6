import { request } from "node:http";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import {
  type Answer,
  ask,
  follow,
  startStubApp,
  type StubApp,
} from "../support/middleboxes/stub-app";
import * as proxies from "../support/proxies";

let app: StubApp;
beforeAll(async () => {
  app = await startStubApp();
});
afterAll(() => app.stop());

async function behind(start: (appUrl: string) => Promise<proxies.Proxy>): Promise<string> {
  const proxy = await start(app.url);
  onTestFinished(() => proxy.stop());
  return proxy.url;
}

async function expectToPassAtOnce(answer: Answer): Promise<void> {
  for (const said of ["data: 1\n\n", "data: 2\n\n"]) {
    app.stream().write(said);
    await expect.poll(answer.text).toContain(said);
  }
}

test.each([
  ["nginx", proxies.startDeployedNginx],
  ["HAProxy", proxies.startDeployedHaproxy],
  ["Apache", proxies.startDeployedApache],
] as const)(
  "%s, set as we say, passes events as they come, hides the operator's page and says who called",
  async (_name, start) => {
    const url = await behind(start);
    await expectToPassAtOnce(await ask(`${url}/api/v1/sessions/1/events`));
    const forged = { "X-Forwarded-Host": "elsewhere.example" };
    expect((await ask(`${url}/other`, forged)).status).toBe(200);
    const { headers } = app.last();
    expect(headers.host).toBe(new URL(url).host);
    expect(headers["x-forwarded-for"]).toBe("127.0.0.1");
    expect(headers["x-forwarded-proto"]).toBe("http");
    expect((await ask(`${url}/metrics`)).status).toBe(404);
  },
);

test("nginx, set as we fear, holds a stream back until it ends", async () => {
  const url = await behind(proxies.startBufferingNginx);
  const asked = ask(`${url}/stream`, { "Accept-Encoding": "gzip" });
  const came = vi.fn();
  void asked.then(came);
  await expect.poll(() => app.last().url).toBe("/stream");
  const stream = app.stream();
  stream.write(`data: ${"x".repeat(20_000)}\n\n`);
  for (let n = 0; n < 20; n += 1) await ask(`${url}/other`);
  expect(came).not.toHaveBeenCalled();
  stream.end();
  await expect.poll(async () => (await asked).text()).toHaveLength(20_008);
});

test("HAProxy in a hurry gives up on a poll that waits, and on a stream that says nothing", async () => {
  const url = await behind(proxies.startHurriedHaproxy(3));
  expect((await ask(`${url}/never`)).status).toBe(504);
  const answer = await ask(`${url}/stream`);
  await expectToPassAtOnce(answer);
  await expect.poll(answer.end).toBe("cut");
});

test("Squid takes whole addresses and passes streams", async () => {
  const port = new URL(await behind(proxies.startSquid)).port;
  const path = `${app.url}/stream`;
  const answer = await new Promise<Answer>((resolve, reject) => {
    const asked = request({ port, path, agent: false }, (response) => resolve(follow(response)));
    asked.once("error", reject).end();
  });
  expect(answer.headers["via"]).toContain("squid");
  await expectToPassAtOnce(answer);
});
