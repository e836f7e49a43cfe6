/** One frame of an event stream; `event` as the stream names it. */
export type SseFrame = { event: string; data: string };

/**
 * Takes an event stream in pieces and gives the frames that each completes. As
 * much of the standard as this page needs: ids, retry and comments are passed
 * over, and a frame without data is none. Written here because the package that
 * does it all costs more of the page's 120 KB than the whole ladder; the test
 * compares the two.
 */
export function createSseParser(): (text: string) => SseFrame[] {
  let rest = "";
  let event = "";
  let data: string[] = [];

  function takeLine(line: string): SseFrame[] {
    if (line === "") {
      const frame = { event: event || "message", data: data.join("\n") };
      const isComplete = data.length > 0;
      event = "";
      data = [];
      return isComplete ? [frame] : [];
    }
    const [, field, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === "event") event = value;
    if (field === "data") data.push(value);
    return [];
  }

  return (text) => {
    rest += text;
    // A carriage return at the end may be half of a line's end.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    return lines.flatMap(takeLine);
  };
}
