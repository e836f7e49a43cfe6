import type {
  Action,
  Author,
  Message,
  Presence,
  Receipt,
  SessionChange,
  SessionEvent,
  Typing,
} from "./events";

/**
 * Reads what the server sends without a schema library: on the chat page its
 * bytes would cost more than they protect, since the server checks the same
 * shapes before it sends. Only what the page would trip over is looked at;
 * what is unknown or malformed is `null` and gets ignored.
 */

type Fields = Readonly<Partial<Record<string, unknown>>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isPosition(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isSeq = (value: unknown): value is number => isPosition(value) && value > 0;
const isFlag = (value: unknown): value is boolean => typeof value === "boolean";

function isAuthor(value: unknown): value is Author {
  return isRecord(value) && isText(value["role"]) && isText(value["name"]);
}

export function isMessage(value: unknown): value is Message {
  return (
    isRecord(value) &&
    isText(value["id"]) &&
    isSeq(value["seq"]) &&
    isAuthor(value["author"]) &&
    isText(value["text"]) &&
    isText(value["createdAt"])
  );
}

export const isAction = (value: unknown): value is Action =>
  isRecord(value) && isSeq(value["seq"]) && isText(value["label"]);

const isChange = (value: unknown): value is SessionChange =>
  isRecord(value) && isSeq(value["seq"]) && isText(value["status"]);

const isTyping = (value: unknown): value is Typing =>
  isRecord(value) &&
  isAuthor(value["author"]) &&
  isFlag(value["typing"]) &&
  isPosition(value["expiresInMs"]);

export const isReceipt = (value: unknown): value is Receipt =>
  isRecord(value) &&
  isText(value["role"]) &&
  isPosition(value["deliveredSeq"]) &&
  isPosition(value["readSeq"]);

const isPresence = (value: unknown): value is Presence =>
  isAuthor(value) && isFlag((value as Fields)["present"]);

/** A frame's type and data as an event of the vocabulary, or null. */
export function parseEvent(type: string, data: unknown): SessionEvent | null {
  switch (type) {
    case "message.posted":
      return isMessage(data) ? { type, data } : null;
    case "action.taken":
      return isAction(data) ? { type, data } : null;
    case "session.changed":
      return isChange(data) ? { type, data } : null;
    case "typing.changed":
      return isTyping(data) ? { type, data } : null;
    case "receipt.changed":
      return isReceipt(data) ? { type, data } : null;
    case "presence.changed":
      return isPresence(data) ? { type, data } : null;
    default:
      return null;
  }
}

/** The position in `hello`, `heartbeat` and answers; null when there is none. */
export function headIn(data: unknown): number | null {
  return isRecord(data) && isPosition(data["head"]) ? data["head"] : null;
}
