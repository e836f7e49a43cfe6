import { Agent, request, type IncomingHttpHeaders } from "node:http";

export type Reply = { status: number; headers: IncomingHttpHeaders; body: string };
export type Asking = {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Whose connections to use. */
  agent?: Agent;
};

const usualTimeoutMs = 5_000;

/** Connections kept alive as a browser's are, so that they die under requests. */
export function createAgent(): Agent {
  return new Agent({ keepAlive: true });
}

/** One request and its whole answer. Rejects when none came, in time or at all. */
export function ask(url: string, asking: Asking = {}): Promise<Reply> {
  const { method = "GET", body, timeoutMs = usualTimeoutMs, agent, signal } = asking;
  const json = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(json === undefined ? {} : { "Content-Type": "application/json" }),
    ...asking.headers,
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: agent ?? false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        if (response.complete) {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        } else reject(new Error("the answer was cut short"));
      });
    });
    // A timer of its own: Node 20 may collect AbortSignal.any with its timeout, which then never comes.
    const late = setTimeout(() => {
      giveUp(`no answer in ${timeoutMs} ms`);
    }, timeoutMs);
    const stop = (): void => {
      giveUp("stopped");
    };
    const giveUp = (why: string): void => {
      reject(new Error(why));
      asked.destroy();
    };
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
    asked.on("error", reject);
    asked.on("close", () => {
      clearTimeout(late);
      signal?.removeEventListener("abort", stop);
      reject(new Error("the connection closed"));
    });
    asked.end(json);
  });
}
