import type { Fetch } from "~/conversation/session-http";
import { isRecord } from "~/conversation/wire";

export type Credentials = { email: string; password: string };
/** Null when it went well, else what to tell people. */
export type SignInProblem = string | null;

/** `was`: the server has ended it, which nobody here asked for. */
export type SignedIn = "no" | "yes" | "was";

/**
 * Holds the tokens of this page, in memory alone: a reload or another page begins without. Nothing
 * of them is ever in storage or in an address.
 */
export type TokenKeeper = {
  signIn(given: Credentials): Promise<SignInProblem>;
  signOut(): Promise<void>;
  /** As the browser's, with the token, renewed when it is due. 401 when nobody is signed in. */
  fetch: Fetch;
};

type Tokens = { access: string; handle: string; renewAt: number };

/** Before the token runs out, for the time that a request takes and clocks that differ. */
const renewEarlyMs = 60_000;
const unreachable = "The server can't be reached. Try again in a moment.";

export function createTokenKeeper(deps: {
  fetch: Fetch;
  now: () => number;
  changed: (signedIn: SignedIn) => void;
}): TokenKeeper {
  let tokens: Tokens | null = null;
  let renewing: Promise<void> | null = null;

  function hold(next: Tokens): void {
    const isNew = tokens === null;
    tokens = next;
    if (isNew) deps.changed("yes");
  }

  function drop(why: "no" | "was"): void {
    tokens = null;
    deps.changed(why);
  }

  async function signIn(given: Credentials): Promise<SignInProblem> {
    const answer = await ask("/api/v1/token", { ...given, refreshable: true }).catch(() => null);
    if (answer === null) return unreachable;
    const body: unknown = await answer.json().catch(() => null);
    const next = answer.ok ? readTokens(body, deps.now()) : null;
    if (next === null) return detailOf(body);
    hold(next);
    return null;
  }

  async function signOut(): Promise<void> {
    // Whether or not the server hears of it, this page forgets.
    await authorized("/api/v1/token/revocation", { method: "POST" }).catch(() => null);
    drop("no");
  }

  function ask(url: string, body: unknown): Promise<Response> {
    return deps.fetch(url, {
      ...{ method: "POST", cache: "no-store", credentials: "omit" },
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
    });
  }

  /** One at a time: the handle is good once. Rejects when the server can't be reached. */
  function renew(): Promise<void> {
    renewing ??= exchange().finally(() => {
      renewing = null;
    });
    return renewing;
  }

  async function exchange(): Promise<void> {
    const held = tokens;
    if (!held) return;
    const answer = await ask("/api/v1/token/refresh", { refreshHandle: held.handle });
    if (answer.status === 401) drop("was");
    else if (!answer.ok) throw new TypeError("the token can't be renewed now");
    else {
      const next = readTokens(await answer.json(), deps.now());
      if (next) hold(next);
    }
  }

  function withToken(url: string, init: RequestInit, { access }: Tokens): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("Authorization", `Bearer ${access}`);
    return deps.fetch(url, { ...init, headers, credentials: "omit" });
  }

  async function authorized(url: string, init: RequestInit): Promise<Response> {
    if (tokens && deps.now() >= tokens.renewAt) await renew();
    const used = tokens;
    if (!used) return Response.json({ code: "invalid_token" }, { status: 401 });
    const answer = await withToken(url, init, used);
    if (answer.status !== 401) return answer;
    // The machine slept, or its clock is wrong. Another request may have renewed it meanwhile.
    if (tokens === used) await renew();
    return tokens ? withToken(url, init, tokens) : answer;
  }

  return { signIn, signOut, fetch: authorized };
}

function readTokens(body: unknown, now: number): Tokens | null {
  if (!isRecord(body)) return null;
  const { accessToken, refreshHandle, expiresIn } = body;
  if (typeof accessToken !== "string" || typeof refreshHandle !== "string") return null;
  const lifeMs = typeof expiresIn === "number" ? expiresIn * 1_000 : 0;
  return { access: accessToken, handle: refreshHandle, renewAt: now + lifeMs - renewEarlyMs };
}

function detailOf(body: unknown): string {
  const detail = isRecord(body) ? body["detail"] : undefined;
  return typeof detail === "string" ? detail : unreachable;
}
