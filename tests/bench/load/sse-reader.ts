export type SseSink = {
  /** A stream's first event; the cursor it goes on from. */
  hello(cursor: string): void;
  /** An event with an id; `number` is the one in our key, or -1 when it is no message of ours. */
  event(seq: number, number: number): void;
  /** The server couldn't continue the cursor. */
  reset(): void;
};

const LINE_FEED = 10;
const COLON = 58;

/**
 * Reads a `text/event-stream` without making a string of it: thousands of streams share one
 * core with the database. Of an event it sees the type, the number behind the id's colon, and
 * the number behind `marker` in the data. Returns what takes the chunks.
 */
export function createSseReader(marker: string, sink: SseSink): (chunk: Buffer) => void {
  const wanted = Buffer.from(marker);
  let rest: Buffer | undefined;

  function frame(bytes: Buffer, from: number, end: number): void {
    let id = -1;
    let idEnd = -1;
    let type = 0;
    for (let line = from; line < end;) {
      let lineEnd = bytes.indexOf(LINE_FEED, line);
      if (lineEnd === -1 || lineEnd > end) lineEnd = end;
      if (startsWith(bytes, line, "id: ")) [id, idEnd] = [line + 4, lineEnd];
      else if (startsWith(bytes, line, "event: ")) type = bytes[line + 7] ?? 0;
      line = lineEnd + 1;
    }
    // The type's first letter is enough: of those that have an id, only hello begins with an h.
    if (type === "h".charCodeAt(0) && id !== -1) sink.hello(bytes.toString("latin1", id, idEnd));
    else if (type === "r".charCodeAt(0) && isReset(bytes, from, end)) sink.reset();
    else if (id !== -1) {
      const at = bytes.indexOf(wanted, from);
      const number = at === -1 || at >= end ? -1 : digits(bytes, at + wanted.length);
      sink.event(digits(bytes, bytes.lastIndexOf(COLON, idEnd - 1) + 1), number);
    }
  }

  return (chunk) => {
    const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (;;) {
      const end = bytes.indexOf("\n\n", from, "latin1");
      if (end === -1) break;
      frame(bytes, from, end);
      from = end + 2;
    }
    rest = from < bytes.length ? bytes.subarray(from) : undefined;
  };
}

function isReset(bytes: Buffer, from: number, end: number): boolean {
  const at = bytes.indexOf("event: reset\n", from, "latin1");
  return at !== -1 && at < end;
}

function startsWith(bytes: Buffer, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

function digits(bytes: Buffer, at: number): number {
  let value = 0;
  for (let index = at; ; index += 1) {
    const digit = (bytes[index] ?? 0) - 48;
    if (digit < 0 || digit > 9) return value;
    value = value * 10 + digit;
  }
}
