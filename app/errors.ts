import { isDatabaseTrouble } from "~/lib/database-trouble";

/** Every way a request can fail, with its HTTP status and its title. The only such table. */
export const errorTable = {
  bad_request: [400, "The request can't be read"],
  invalid_json: [400, "The body is not JSON"],
  not_signed_in: [401, "Sign in first"],
  wrong_credentials: [401, "E-mail or password is wrong"],
  invalid_token: [401, "The access token is not valid"],
  read_only: [403, "You may read this session, not change it"],
  forbidden: [403, "Not allowed"],
  csrf_failed: [403, "The form is out of date"],
  not_found: [404, "Not found"],
  method_not_allowed: [405, "This address doesn't take that method"],
  session_ended: [409, "The session has ended"],
  session_active: [409, "The session is still running"],
  body_too_large: [413, "The body is too large"],
  unsupported_media_type: [415, "Send JSON"],
  invalid_input: [422, "Something in the request is not valid"],
  empty_text: [422, "The message is empty"],
  text_too_long: [422, "The message is too long"],
  control_characters: [422, "The message holds characters that can't be sent"],
  idempotency_key_missing: [422, "The Idempotency-Key header is missing or not valid"],
  idempotency_key_reused: [422, "This key was used for something else"],
  unknown_tool: [422, "This scenario has no such tool"],
  too_many_requests: [429, "Too many requests"],
  internal: [500, "Something went wrong on our side"],
  unavailable: [503, "Not available at the moment"],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof errorTable;
export const errorCodes = Object.keys(errorTable) as ErrorCode[];

/**
 * The one error that use-cases throw. `detail` is for people to read and holds
 * nothing private; `extra` are further members of the problem document.
 */
export class AppError extends Error {
  readonly status: number;
  /** Of the answer, besides Retry-After. */
  readonly headers: Record<string, string> = {};

  constructor(
    readonly code: ErrorCode,
    readonly detail: string = errorTable[code][1],
    readonly extra: Record<string, unknown> = {},
    readonly retryAfterSeconds?: number,
  ) {
    super(`${code}: ${detail}`);
    this.status = errorTable[code][0];
  }

  withHeader(name: string, value: string): this {
    this.headers[name] = value;
    return this;
  }
}

const databaseAway =
  "The database can't be reached. What was acknowledged is kept; try again soon.";
/** Whoever asked while the database was away is told to come back after so long. */
const retryDatabaseSeconds = 1;

/**
 * The AppError behind what was thrown: a database that can't be reached is `unavailable`,
 * anything unknown is `internal`.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (!isDatabaseTrouble(thrown)) return new AppError("internal");
  return new AppError("unavailable", databaseAway, {}, retryDatabaseSeconds);
}

export function errorTitle(code: ErrorCode): string {
  return errorTable[code][1];
}
