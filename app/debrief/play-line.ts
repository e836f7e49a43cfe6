import type { Scenario } from "~/scenarios/schema";
import { resolution, type Resolution } from "./resolution";
import { categories, resolutionCodes } from "./resolution-choices";

/** A typed line that can't be played; the message says why and what would do. */
export class PlayError extends Error {
  override name = "PlayError";
}

export type TypedLine =
  | { kind: "message"; text: string }
  | { kind: "tool"; tool: string }
  | { kind: "wait"; seconds: number }
  | { kind: "resolve"; resolution: Resolution };

const longestMessage = 4000;
const longestWaitSeconds = 86_400;

/** Reads one line as typed in the shell. Throws a PlayError. */
export function readLine(text: string, scenario: Scenario, hasLeft: boolean): TypedLine {
  const line = text.trim();
  if (line === "") throw new PlayError("An empty line: type a message, /tool, /wait or /resolve");
  if (hasLeft && !line.startsWith("/resolve"))
    throw new PlayError("The customer has left; only /resolve is possible now");
  const [command = "", ...rest] = line.split(/\s+/);
  if (!command.startsWith("/")) return readMessage(line);
  switch (command) {
    case "/tool":
      return readTool(rest, scenario);
    case "/wait":
      return readWait(rest);
    case "/resolve":
      return readResolve(line.slice("/resolve".length));
    default:
      throw new PlayError(`Unknown command ${command}: there are /tool, /wait and /resolve`);
  }
}

function readMessage(text: string): TypedLine {
  const length = [...text].length;
  if (length > longestMessage)
    throw new PlayError(
      `The message has ${length} characters; at most ${longestMessage} are allowed`,
    );
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text))
    throw new PlayError("The message holds control characters");
  return { kind: "message", text };
}

function readTool(words: string[], { tools }: Scenario): TypedLine {
  const [tool, ...rest] = words;
  const offered = tools.map(({ id }) => id).join(", ");
  if (tool === undefined || rest.length > 0)
    throw new PlayError(`Use /tool <tool-id>; this scenario offers ${offered}`);
  if (!tools.some(({ id }) => id === tool))
    throw new PlayError(`Unknown tool ${tool}; this scenario offers ${offered}`);
  return { kind: "tool", tool };
}

function readWait(words: string[]): TypedLine {
  const [word = "", ...rest] = words;
  const seconds = /^\d+(\.\d+)?$/.test(word) ? Number(word) : Number.NaN;
  if (rest.length > 0 || !(seconds > 0 && seconds <= longestWaitSeconds)) {
    throw new PlayError(`Use /wait <seconds>, more than 0 and at most ${longestWaitSeconds}`);
  }
  return { kind: "wait", seconds };
}

function readResolve(text: string): TypedLine {
  const [category = "", rootCause = "", code = "", ...notes] = text
    .split("|")
    .map((part) => part.trim());
  if (notes.length === 0)
    throw new PlayError("Use /resolve <category> | <root cause> | <code> | <notes>");
  const result = resolution.safeParse({ category, rootCause, code, notes: notes.join(" | ") });
  if (result.success) return { kind: "resolve", resolution: result.data };
  const reasons = result.error.issues
    .map(({ path, message }) => `${path.join(".")}: ${message}`)
    .join("; ");
  throw new PlayError(
    `Malformed /resolve: ${reasons}. Categories: ${categories.join(", ")}. Codes: ${resolutionCodes.join(", ")}`,
  );
}
