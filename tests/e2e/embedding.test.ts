import type { Frame } from "@playwright/test";
import pg from "pg";
import { type Account, createAccount } from "./support/accounts";
import { expect, type Framed, test } from "./support/frame-test";
import { chatOn, converse, expectConnected, payrollDay, resolveAs } from "./support/screens";

let trainee: Account;
test.beforeEach(async ({ sites, complaints }) => {
  trainee = await createAccount(sites.server, "trainee");
  // Chromium's own words for cookies that it blocks, and for a certificate that nobody trusts.
  complaints.allow(/cookie|SSL certificate/i);
  // The resolution that was sent empty.
  complaints.allow(/status of 422/);
});

async function signIn(frame: Frame): Promise<void> {
  await frame.getByRole("textbox", { name: "Email" }).fill(trainee.email);
  await frame.getByRole("textbox", { name: "Password" }).fill(trainee.password);
  await frame.getByRole("button", { name: "Sign in" }).click();
  await expect(frame.getByRole("heading", { name: "Scenario library" })).toBeVisible();
}

async function start(frame: Frame): Promise<void> {
  const scenario = frame.getByRole("article", { name: payrollDay.title });
  await scenario.getByRole("button", { name: "Start session" }).click();
  await expect(chatOn(frame).by("customer").first()).toBeVisible();
  await expectConnected(frame);
}

/** Talk, a tool, the resolution, the debrief; gives the score on the screen. */
async function practise(frame: Frame): Promise<number> {
  const chat = chatOn(frame);
  await converse(frame, "Which phone do the approval requests go to?");
  await converse(frame, "Could I have your full name and staff number, please?");
  await chat.tool("Reset MFA").click();
  await expect(chat.log.getByText("You used Reset MFA")).toHaveCount(1);
  await converse(frame, "Please scan the QR code with your new phone. Are you in now?");
  await chat.resolve.click();
  await frame.getByRole("button", { name: "Resolve and end the session" }).click();
  await expect(frame.getByRole("alert").first()).toContainText("missing or wrong");
  await resolveAs(frame, { cause: "New phone, the authenticator was on the old one" });
  const title = frame.getByRole("heading", { name: `Debrief: ${payrollDay.title}` });
  await expect(title).toBeVisible();
  const score = await frame.getByRole("img", { name: /of 100 points/ }).getAttribute("aria-label");
  return Number.parseInt(score ?? "", 10);
}

/** A tool again is another use, not a repeat of the first. */
async function useTwice({ frame }: Framed, tool: string): Promise<void> {
  const chat = chatOn(frame);
  const key = frame.locator("form", { has: chat.tool(tool) }).locator("input[name=key]");
  const before = await key.inputValue();
  await chat.tool(tool).click();
  await expect(chat.log.getByText(`You used ${tool}`)).toHaveCount(1);
  // The page has had its answer.
  await expect(key).not.toHaveValue(before);
  await chat.tool(tool).click();
  await expect(chat.log.getByText(`You used ${tool}`)).toHaveCount(2);
}

async function expectToldEnding(framed: Framed, tool: string, score: number): Promise<void> {
  const endings = async () =>
    (await framed.told()).filter(({ data }) => data["subject"] === "deskside.sessionEnded");
  await expect.poll(endings).toEqual([
    {
      origin: tool,
      data: {
        ...{ subject: "deskside.sessionEnded", version: 1, score, outcome: expect.any(String) },
        ...{ scenarioId: payrollDay.id, endReason: "resolved" },
        sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      },
    },
  ]);
}

test("where third-party cookies are blocked, a trainee practises in an LMS by a cookie of the frame's own", async ({
  sites,
  openFramed,
}) => {
  const framed = await openFramed({ path: "/", cookies: "partitioned" });
  const { context, frame } = framed;
  await signIn(frame);

  const cookies = (await context.cookies()).filter(({ domain }) => domain === "tool.test");
  expect(cookies.map(({ name }) => name).sort()).toEqual([
    "__Host-deskside-embed",
    "__Host-deskside-embed-csrf",
  ]);
  for (const cookie of cookies) {
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: "None", path: "/" });
    expect(cookie.partitionKey).toBe("https://lms.test");
  }

  await start(frame);
  const score = await practise(frame);
  await expectToldEnding(framed, sites.tool, score);
  const heights = (await framed.told()).filter(({ data }) => data["subject"] === "lti.frameResize");
  expect(heights.length).toBeGreaterThanOrEqual(2);
  for (const { data } of heights) expect(data["height"]).toBeGreaterThanOrEqual(400);

  // A page of its own is another place: whoever signs in there has the cookie for that.
  const opening = context.waitForEvent("page");
  await frame.getByRole("link", { name: "Open in a new tab" }).click();
  const tab = await opening;
  await expect(tab.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(new URL(tab.url()).pathname).toBe("/login");

  await frame.getByRole("button", { name: "Sign out" }).click();
  await expect(frame.getByRole("textbox", { name: "Password" })).toBeVisible();
  const left = (await context.cookies()).filter(({ name }) => name.endsWith("-embed"));
  expect(left).toEqual([]);
});

test("where cookies are refused altogether, a trainee practises by a token that only the page's memory has", async ({
  sites,
  openFramed,
}) => {
  const framed = await openFramed({ path: "/embed", cookies: "blocked" });
  const { context, frame, requests } = framed;
  await signIn(frame);
  await start(frame);
  await useTwice(framed, "Look up user");
  const score = await practise(frame);
  await expectToldEnding(framed, sites.tool, score);
  expect(await context.cookies()).toEqual([]);

  const api = requests.filter(({ url }) => url.startsWith(`${sites.tool}/api/v1/`));
  expect(requests.every(({ cookie }) => cookie === null)).toBe(true);
  const streams = api.filter(({ url }) => url.endsWith("/events"));
  expect(streams.length).toBeGreaterThan(0);
  for (const { method, token } of streams) {
    expect([method, token]).toEqual(["POST", expect.stringMatching(/^Bearer ey/)]);
  }
  const tokens = new Set(api.flatMap(({ token }) => token?.slice("Bearer ".length) ?? []));
  expect(tokens.size).toBe(1);
  for (const token of tokens) {
    expect(requests.filter(({ url }) => url.includes(token))).toEqual([]);
    expect(sites.server.log.filter((line) => line.includes(token))).toEqual([]);
  }

  await frame.getByRole("button", { name: "Sign out" }).click();
  await expect(frame.getByRole("textbox", { name: "Password" })).toBeVisible();
  expect(await liveSignIns(sites.server.databaseUrl)).toBe(0);
});

test("a sign-in that ended in a page without cookies is made again and what was written is still there", async ({
  sites,
  openFramed,
  complaints,
}) => {
  complaints.allow(/status of 401/);
  const { frame } = await openFramed({
    path: `/embed?to=/scenarios/${payrollDay.id}`,
    cookies: "blocked",
  });
  await frame.getByRole("textbox", { name: "Email" }).fill(trainee.email);
  await frame.getByRole("textbox", { name: "Password" }).fill(trainee.password);
  await frame.getByRole("button", { name: "Sign in" }).click();
  await frame.getByRole("button", { name: "Start session" }).click();
  await expectConnected(frame);
  const chat = chatOn(frame);
  await chat.reply.fill("Half a sentence");
  await queryAs(sites.server.databaseUrl, "UPDATE auth_session SET revoked_at = now()", trainee);
  await expect(frame.getByText("Sign in again to go on. Unsent text")).toBeVisible({
    timeout: 20_000,
  });
  await expect(chat.reply).toBeHidden();
  await frame.getByRole("textbox", { name: "Email" }).fill(trainee.email);
  await frame.getByRole("textbox", { name: "Password" }).fill(trainee.password);
  await frame.getByRole("button", { name: "Sign in" }).click();
  await expect(chat.reply).toHaveValue("Half a sentence");
  await expectConnected(frame);
  await converse(frame, "Half a sentence and the rest");
});

test("where nothing can be stored, what waits and what is being written outlive the chat's page", async ({
  openFramed,
  complaints,
}) => {
  complaints.allow(/ERR_|Failed to load resource/);
  const { context, frame } = await openFramed({ path: "/embed", cookies: "blocked" });
  await signIn(frame);
  await start(frame);
  const chat = chatOn(frame);
  await chat.reply.fill("being written");
  await chat.resolve.click();
  await frame.getByRole("link", { name: "Back to the conversation" }).click();
  await expect(chat.reply).toHaveValue("being written");
  await context.route("**/messages", (route) => route.abort());
  await chat.send("Waits for a while.");
  await expect(chat.messages("Waits for a while.")).toContainText(/Waiting to send|Sending/);
  await frame.getByRole("button", { name: "Library" }).click();
  await context.unroute("**/messages");
  await frame.getByRole("article", { name: payrollDay.title }).waitFor();
  await frame.evaluate(() => history.back());
  const waiting = chat.messages("Waits for a while.");
  await expect(waiting).toHaveAttribute("data-seq", /\d+/, { timeout: 35_000 });
  await expect(waiting).toHaveCount(1);
});

test("where fetch can't stream, each EventSource has a ticket of its own", async ({
  sites,
  openFramed,
  complaints,
}) => {
  complaints.allow(/ERR_|Failed to load resource/);
  const { frame, requests } = await openFramed({
    path: "/embed",
    cookies: "blocked",
    before: () => {
      Reflect.deleteProperty(Response.prototype, "body");
    },
  });
  await signIn(frame);
  await start(frame);
  const ticketsUsed = () =>
    requests.flatMap(({ url }) => new URL(url).searchParams.get("ticket") ?? []);
  await expect.poll(() => ticketsUsed().length).toBeGreaterThan(0);
  const before = ticketsUsed().length;
  sites.cutStreams();
  await expect.poll(() => ticketsUsed().length).toBeGreaterThan(before);
  await expectConnected(frame);
  await converse(frame, "Which phone do the approval requests go to?");
  const used = ticketsUsed();
  expect(new Set(used).size).toBe(used.length);
  for (const ticket of used) {
    expect(sites.server.log.filter((line) => line.includes(ticket))).toEqual([]);
  }
});

test("a site that isn't configured can't frame us", async ({ openFramed, complaints }) => {
  complaints.allow(/frame-ancestors|Framing/);
  const { page, told } = await openFramed({ path: "/", cookies: "partitioned", site: "other" });
  await expect.poll(() => page.frame({ name: "deskside" })?.url()).toMatch(/^chrome-error:/);
  expect(await told()).toEqual([]);
});

test("a site that isn't configured is told nothing, even if its browser let it frame us", async ({
  sites,
  openFramed,
}) => {
  sites.ignoreFrameAncestors(true);
  try {
    const { frame, told } = await openFramed({
      path: "/embed",
      cookies: "blocked",
      site: "other",
    });
    await signIn(frame);
    await start(frame);
    await practise(frame);
    await frame.getByRole("button", { name: "Library" }).click();
    await expect(frame.getByRole("heading", { name: "Scenario library" })).toBeVisible();
    expect(await told()).toEqual([]);
  } finally {
    sites.ignoreFrameAncestors(false);
  }
});

function liveSignIns(databaseUrl: string): Promise<number> {
  return queryAs(
    databaseUrl,
    "SELECT FROM auth_session WHERE revoked_at IS NULL AND expires_at > now()",
    trainee,
  );
}

/** Runs a statement on this trainee's sign-ins; gives how many rows it met. */
async function queryAs(databaseUrl: string, sql: string, { email }: Account): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const own = `user_id = (SELECT id FROM "user" WHERE email = $1)`;
    const where = sql.includes(" WHERE ") ? " AND " : " WHERE ";
    const { rowCount } = await client.query(sql + where + own, [email]);
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}
