import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { LanguageModel } from "~/env.server";

export type ReceivedRequest = { path: string; headers: IncomingHttpHeaders; body: string };

/** What the server does with a request; `lines` are those it was asked to reword. */
export type Behaviour = (answer: ServerResponse, lines: string[], request: ReceivedRequest) => void;

export type TestLanguageModel = {
  /** Everything that ever came in, oldest first. */
  requests: ReceivedRequest[];
  behave(behaviour: Behaviour): void;
  settings(changes?: Partial<LanguageModel>): LanguageModel;
  close(): Promise<void>;
};

/** A local server that really speaks chat completions, and misbehaves when told to. */
export async function startLanguageModel(first: Behaviour = polite): Promise<TestLanguageModel> {
  let behaviour = first;
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, answer) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const received = { path: request.url ?? "", headers: request.headers, body };
      requests.push(received);
      behaviour(answer, linesOf(body), received);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    behave: (next) => {
      behaviour = next;
    },
    settings: (changes = {}) => ({
      ...{ baseUrl: `http://127.0.0.1:${String(port)}/v1`, apiKey: "sk-zanzibar", model: "test-1" },
      ...{ tokensPerSession: 1_000_000, concurrency: 8, patienceMs: 5_000 },
      ...changes,
    }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type Sent = { messages: { role: string; content: string }[] };

function linesOf(body: string): string[] {
  const sent = JSON.parse(body) as Sent;
  const material = JSON.parse(sent.messages.at(-1)?.content ?? "{}") as { lines?: string[] };
  return material.lines ?? [];
}

function completion(content: string | null): string {
  return JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion",
    model: "test-1",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 300, completion_tokens: 20, total_tokens: 320 },
  });
}

export function sayAll(answer: ServerResponse, content: string | null): void {
  answer.writeHead(200, { "Content-Type": "application/json" }).end(completion(content));
}

/** Rewords as it should: every line in other words, in order. */
export const polite: Behaviour = (answer, lines) => {
  sayAll(answer, lines.map((line, i) => `${String(i + 1)}. ${reworded(line)}`).join("\n"));
};
export const reworded = (line: string): string => `Well, ${line}`;

export const silent: Behaviour = () => undefined;

/** The connection ends in the middle of the answer. */
export const cut: Behaviour = (answer) => {
  const whole = completion("Well, that is how it is.");
  answer.writeHead(200, { "Content-Type": "application/json", "Content-Length": whole.length });
  answer.write(whole.slice(0, 60), () => answer.destroy());
};

export const fail =
  (status: number, body = '{"error":{"message":"no"}}'): Behaviour =>
  (answer) => {
    answer.writeHead(status, { "Content-Type": "application/json" }).end(body);
  };

export const raw =
  (body: string): Behaviour =>
  (answer) => {
    answer.writeHead(200, { "Content-Type": "application/json" }).end(body);
  };

/** The same for every line. */
export const always =
  (text: string): Behaviour =>
  (answer, lines) => {
    sayAll(answer, lines.map((_, i) => `${String(i + 1)}. ${text}`).join("\n"));
  };

/** Returns all that it was sent: what a jailbroken model could do at the worst. */
export const parrot: Behaviour = (answer, _lines, { body }) => {
  sayAll(answer, body);
};

/** Returns a piece of what it was sent as each line, another one each time. */
export function createFragmentParrot(): Behaviour {
  let at = 0;
  return (answer, lines, { body }) => {
    const sent = JSON.parse(body) as Sent;
    const pieces = sent.messages
      .flatMap(({ content }) => content.split(/[.\n",:]+/))
      .map((piece) => piece.trim())
      .filter((piece) => piece.length > 2);
    const next = (): string => pieces[(at += 7) % pieces.length] ?? "";
    sayAll(answer, lines.map((_, i) => `${String(i + 1)}. ${next()}`).join("\n"));
  };
}
