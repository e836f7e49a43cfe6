import type { Client } from "./client";
import { textOf } from "./client";
import { createHttp, type Http, openSse } from "./http";

const password = "deskside-demo";
const trainee = "trainee@example.com";
const trainer = "trainer@example.com";
const form = { "Content-Type": "application/x-www-form-urlencoded" };
const json = { "Content-Type": "application/json" };

type Post = (session: string, key: string, text: string) => Promise<number>;
type Door = { post: Post; headers: Record<string, string> };

/**
 * The app by one of its doors. `api`: the HTTP API with a bearer token. `action`: what the
 * browser posts to, with cookie and form token. The other reader is the trainer.
 */
export async function createDesksideClient(
  door: "api" | "action",
  url: string,
  tag: string,
): Promise<Client> {
  const http = createHttp(url);
  const sender = await (door === "api" ? apiDoor(http, trainee) : actionDoor(http, url, trainee));
  const other = await (door === "api" ? apiDoor(http, trainer) : actionDoor(http, url, trainer));
  const marker = `"clientMessageId":"${tag}-`;
  return {
    async post(session, number) {
      const status = await sender.post(session, `${tag}-${String(number)}`, textOf(number));
      if (status !== 201) throw new Error(`Deskside answered a post with ${String(status)}`);
    },
    read(session, sink, as) {
      const { headers } = as === "sender" ? sender : other;
      return openSse({ url: `${url}/api/v1/sessions/${session}/events`, headers, marker, sink });
    },
    close: http.close,
  };
}

/** Starts so many sessions; returns their ids. */
export async function startSessions(url: string, count: number): Promise<string[]> {
  const http = createHttp(url);
  const { headers } = await apiDoor(http, trainee);
  const ids: string[] = [];
  let asked = 0;
  const worker = async (): Promise<void> => {
    while (asked < count) {
      asked += 1;
      const body = JSON.stringify({ scenarioId: "mfa-new-phone", seed: 7 });
      const options = { method: "POST", headers: { ...headers, ...json }, body };
      const answer = await http.send("/api/v1/sessions", options);
      if (answer.status !== 201) throw new Error(`no session was started: ${answer.text}`);
      ids.push((JSON.parse(answer.text) as { session: { id: string } }).session.id);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  http.close();
  return ids;
}

async function apiDoor(http: Http, email: string): Promise<Door> {
  const body = JSON.stringify({ email, password });
  const answer = await http.send("/api/v1/token", { method: "POST", headers: json, body });
  if (answer.status !== 200) throw new Error(`no token: ${answer.text}`);
  const { accessToken } = JSON.parse(answer.text) as { accessToken: string };
  const headers = { Authorization: `Bearer ${accessToken}` };
  const post: Post = async (session, key, text) => {
    const { status } = await http.send(`/api/v1/sessions/${session}/messages`, {
      method: "POST",
      headers: { ...headers, ...json, "Idempotency-Key": key },
      body: JSON.stringify({ text }),
    });
    return status;
  };
  return { post, headers };
}

async function actionDoor(http: Http, url: string, email: string): Promise<Door> {
  const page = await http.send("/login");
  const csrfCookie = cookiesOf(page.headers["set-cookie"]);
  const token = csrfTokenIn(page.text);
  const signIn = await http.send("/login", {
    method: "POST",
    headers: { ...form, Cookie: csrfCookie, Origin: url, "Sec-Fetch-Site": "same-origin" },
    body: new URLSearchParams({ _csrf: token, email, password }).toString(),
  });
  if (signIn.status !== 303) throw new Error(`no sign-in: ${String(signIn.status)}`);
  const cookie = `${csrfCookie}; ${cookiesOf(signIn.headers["set-cookie"])}`;
  const headers = { Cookie: cookie, Origin: url, "Sec-Fetch-Site": "same-origin" };
  const post: Post = async (session, key, text) => {
    const { status } = await http.send(`/sessions/${session}/messages`, {
      method: "POST",
      headers: { ...headers, ...form },
      body: new URLSearchParams({ _csrf: token, key, text }).toString(),
    });
    return status;
  };
  return { post, headers };
}

function cookiesOf(lines: string[] | undefined): string {
  return (lines ?? []).map((line) => line.split(";")[0] ?? "").join("; ");
}

function csrfTokenIn(html: string): string {
  const input = /<input[^>]*name="_csrf"[^>]*>/.exec(html)?.[0] ?? "";
  const token = /value="([^"]+)"/.exec(input)?.[1];
  if (token === undefined) throw new Error("the sign-in page has no form token");
  return token;
}
