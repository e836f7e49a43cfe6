import { limitTime } from "./time-limit";

/** One request and how long it took. `status` 0: no answer came, or not in time. */
export type Asked = { status: number; headers: Headers; body: unknown; tookMs: number };

const root = "/api/v1/diagnose";

/** Never throws: whatever keeps an answer from coming is status 0. */
export async function ask(
  path: string,
  { headers = {}, timeoutMs, signal }: AskOptions,
): Promise<Asked> {
  const startedAt = performance.now();
  const tookMs = () => performance.now() - startedAt;
  const limit = limitTime(timeoutMs, signal);
  try {
    const init = { headers, cache: "no-store", signal: limit.signal } as const;
    const response = await fetch(`${root}/${path}`, init);
    const text = await response.text();
    const { status } = response;
    return { status, headers: response.headers, body: parse(text), tookMs: tookMs() };
  } catch {
    return { status: 0, headers: new Headers(), body: undefined, tookMs: tookMs() };
  } finally {
    limit.clear();
  }
}

type AskOptions = { headers?: Record<string, string>; timeoutMs: number; signal: AbortSignal };

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
