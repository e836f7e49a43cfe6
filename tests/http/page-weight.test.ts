import { afterAll, beforeAll, expect, test } from "vitest";
import { signIn } from "../support/api";
import { visitAs } from "../support/page-visitor";
import { weighScripts } from "../support/page-weight";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off" } });
});
afterAll(() => server.stop());

test("the chat page sends at most 120 KB of compressed JavaScript", async () => {
  const api = await signIn(server.url, "trainee");
  const { session } = await api.start();
  const visitor = await visitAs(server.url, "trainee");
  expect(await weighScripts(visitor, `/sessions/${session.id}`)).toBeLessThanOrEqual(120);
});

test("scripts and styles come compressed, streams and pages with their tokens don't", async () => {
  const visitor = await visitAs(server.url, "trainee");
  const page = await visitor.get("/scenarios", { "Accept-Encoding": "gzip" });
  const style = /href="(\/build\/[^"]+\.css)"/.exec(await page.clone().text())?.[1] ?? "";
  for (const [accepted, sent] of [
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["identity", null],
  ] as const) {
    const sheet = await visitor.get(style, { "Accept-Encoding": accepted });
    expect(sheet.headers.get("Content-Encoding")).toBe(sent);
    expect(sheet.headers.get("Content-Type")).toContain("text/css");
    expect(sheet.headers.get("Cache-Control")).toContain("immutable");
    expect(sheet.headers.get("Vary")).toContain("Accept-Encoding");
    expect(await sheet.text()).toContain("--surface");
  }
  expect(page.headers.get("Content-Encoding")).toBeNull();
});

test("it can be installed: manifest and icons are there and fit each other", async () => {
  const visitor = await visitAs(server.url, "trainee");
  const html = await (await visitor.get("/scenarios")).text();
  expect(html).toContain('<link rel="manifest" href="/manifest.webmanifest"/>');
  const answer = await visitor.get("/manifest.webmanifest");
  expect(answer.headers.get("Content-Type")).toContain("application/manifest+json");
  const manifest = (await answer.json()) as {
    start_url: string;
    display: string;
    icons: { src: string; sizes: string; type: string }[];
  };
  expect(manifest).toMatchObject({ start_url: "/scenarios", display: "standalone" });
  for (const { src, sizes, type } of manifest.icons) {
    const icon = await visitor.get(src);
    expect([src, icon.status]).toEqual([src, 200]);
    expect(icon.headers.get("Content-Type")).toContain(type);
    if (type !== "image/png") continue;
    const header = Buffer.from(await icon.arrayBuffer());
    expect(`${String(header.readUInt32BE(16))}x${String(header.readUInt32BE(20))}`).toBe(sizes);
  }
});
