/**
 * A reader of event streams that forgives nothing, written from the contract and
 * not from the server: what a lenient browser would swallow is an error here.
 */

export type SseEvent = { id: string | undefined; type: string; data: Record<string, unknown> };

type Known = { id: "always" | "never"; members: readonly string[] };

const vocabulary: Readonly<Record<string, Known>> = {
  hello: { id: "always", members: ["cursor", "head", "resumed", "serverTime", "heartbeatMs"] },
  "message.posted": {
    id: "always",
    members: ["id", "sessionId", "seq", "author", "text", "clientMessageId", "createdAt"],
  },
  "action.taken": { id: "always", members: ["seq", "tool", "label", "by", "at"] },
  "session.changed": { id: "always", members: ["seq", "status", "at"] },
  "typing.changed": { id: "never", members: ["author", "typing", "expiresInMs"] },
  "receipt.changed": { id: "never", members: ["role", "deliveredSeq", "readSeq"] },
  "presence.changed": { id: "never", members: ["role", "name", "present"] },
  heartbeat: { id: "never", members: ["head"] },
  reset: { id: "never", members: ["reason", "head"] },
};
/** What only a stream of several sessions says. */
const gone = ["sessionId", "status"];

export class SseError extends Error {}

export type SseParser = {
  /** The events that these bytes complete. Throws SseError at the first thing out of order. */
  feed(bytes: Uint8Array): SseEvent[];
  /** Throws SseError when the stream stopped in the middle of a frame. */
  end(): void;
  /** Milliseconds, once the stream has said it. */
  retry(): number | undefined;
  /** Bytes of comments so far. */
  padding(): number;
};

export function createSseParser(): SseParser {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  let retry: number | undefined;
  let padding = 0;

  function readFrame(frame: string): SseEvent[] {
    const fields = new Map<string, string>();
    for (const line of frame.split("\n")) {
      const [, name, value] = /^([a-z]*): (.*)$/s.exec(line) ?? refuse(`not a field: ${line}`);
      if (name === "") padding += line.length;
      else if (fields.has(name ?? "")) refuse(`${name} twice: ${frame}`);
      else fields.set(name ?? "", value ?? "");
    }
    const waited = fields.get("retry");
    if (waited !== undefined) {
      if (fields.size > 1 || !/^[1-9]\d*$/.test(waited)) refuse(`bad retry: ${frame}`);
      retry = Number(waited);
      return [];
    }
    return fields.size === 0 ? [] : [readEvent(fields, frame)];
  }

  return {
    feed(bytes) {
      rest += decoder.decode(bytes, { stream: true });
      if (rest.includes("\r")) refuse("a carriage return");
      const frames = rest.split("\n\n");
      rest = frames.pop() ?? "";
      if (rest.startsWith("\n")) refuse("an empty frame");
      return frames.flatMap(readFrame);
    },
    end() {
      decoder.decode();
      if (rest !== "") refuse(`the stream stopped in the middle of: ${rest}`);
    },
    retry: () => retry,
    padding: () => padding,
  };
}

function readEvent(fields: Map<string, string>, frame: string): SseEvent {
  const unknown = [...fields.keys()].filter((name) => !["id", "event", "data"].includes(name));
  if (unknown.length > 0) refuse(`unknown field ${unknown.join()}: ${frame}`);
  const type = fields.get("event") ?? refuse(`no event: ${frame}`);
  const id = fields.get("id");
  const data = parse(fields.get("data") ?? refuse(`no data: ${frame}`));
  if (type === "gone") requireMembers(data, gone, frame);
  else if ("sessionId" in data && "data" in data) checkShared(type, id, data, frame);
  else checkEvent(type, id, data, frame);
  return { id, type, data };
}

function checkEvent(type: string, id: string | undefined, data: object, frame: string): void {
  const known = vocabulary[type] ?? refuse(`unknown event: ${frame}`);
  if ((known.id === "always") !== (id !== undefined)) refuse(`id ${known.id}: ${frame}`);
  if (id !== undefined && !/^[\w-]+:\d+$/.test(id)) refuse(`the id is no cursor: ${frame}`);
  requireMembers(data, known.members, frame);
  const seq = id?.split(":")[1];
  if ("seq" in data && String(data.seq) !== seq) refuse(`id and seq differ: ${frame}`);
}

/** On a stream of several sessions the id travels inside, beside the session's. */
function checkShared(
  type: string,
  outer: string | undefined,
  { id, data, ...rest }: Record<string, unknown>,
  frame: string,
): void {
  if (outer !== undefined) refuse(`an id for several sessions: ${frame}`);
  requireMembers(rest, ["sessionId"], frame);
  if (id !== undefined && typeof id !== "string") refuse(`the id is no text: ${frame}`);
  checkEvent(type, id, parse(JSON.stringify(data)), frame);
}

function parse(text: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data === "object" && data !== null && !Array.isArray(data)) return { ...data };
  } catch {
    // Told below, with the text.
  }
  return refuse(`data is not one line with a JSON object: ${text}`);
}

function requireMembers(data: object, members: readonly string[], frame: string): void {
  const [given, wanted] = [Object.keys(data).sort().join(), [...members].sort().join()];
  if (given !== wanted) refuse(`members ${given} instead of ${wanted}: ${frame}`);
}

function refuse(reason: string): never {
  throw new SseError(reason);
}
