import { z } from "zod";
import { getCookieViewer } from "~/accounts/require-viewer.server";
import { requireTokenViewer } from "~/accounts/access-token.server";
import { requireSameOrigin } from "~/accounts/forgery.server";
import type { Viewer } from "~/accounts/user";
import { formatCursor } from "~/conversation/cursor";
import { takeStreamTicket } from "~/conversation/stream/stream-ticket.server";
import { AppError, toAppError } from "~/errors";
import type { Services } from "~/services.server";
import { type AccessedSession, accessSession } from "~/sessions/access-session.server";
import { type Answer, type ApiCall, headerOf } from "./api-call.server";
import { readBody } from "./body.server";

type Schema = z.ZodType;
type Parsed<S extends Schema | undefined> = S extends Schema ? z.output<S> : undefined;

export type Call<Q extends Schema | undefined, B extends Schema | undefined, S, V> = {
  services: Services;
  viewer: V;
  session: S;
  query: Parsed<Q>;
  body: Parsed<B>;
  call: ApiCall;
};

type Described<Q extends Schema | undefined, B extends Schema | undefined> = {
  method: "get" | "post";
  /** E.g. `/sessions/:id`. */
  path: string;
  summary: string;
  query?: Q;
  body?: B;
  /** Status → schema of the answer; null for an empty one. */
  answers: Record<number, Schema | null>;
  idempotent?: boolean;
  /** `?ticket=` may say who asks, for what can send no header. */
  byTicket?: boolean;
};

export type Operation = Omit<Described<Schema, Schema>, "query" | "body"> & {
  query: Schema | undefined;
  body: Schema | undefined;
  public: boolean;
  /** The answer; null when it is under way already. Rejects with what becomes a problem. */
  answer: (call: ApiCall) => Promise<Answer | null>;
};

/** An operation about one session: fetched through permission, its head on every answer. */
export function sessionOperation<
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(
  services: Services,
  described: Described<Q, B>,
  run: (call: Call<Q, B, AccessedSession, Viewer>) => Promise<Answer | null>,
): Operation {
  return operation(described, async (call) => {
    const { viewer, session } = await requireApiSession(services, call, described.byTicket);
    const { query, body } = await parse(described, call);
    return run({ services, viewer, session, query, body, call });
  });
}

/**
 * A write that looks at the session itself, in the same round trip, and sets the head of
 * its answer. A refusal, too, tells the head of a session that the caller may read.
 */
export function writeOperation<B extends Schema>(
  services: Services,
  described: Described<undefined, B>,
  run: (call: Call<undefined, B, { id: string; viewer: Viewer }, Viewer>) => Promise<Answer>,
): Operation {
  return operation(described, async (call) => {
    const viewer = await requireApiViewer(services, call);
    try {
      const { query, body } = await parse(described, call);
      const session = { id: call.id ?? "", viewer };
      return await run({ services, viewer, session, query, body, call });
    } catch (error) {
      // A database that is away has nothing to say of the session, and would be waited for again.
      if (toAppError(error).code !== "unavailable") await requireApiSession(services, call);
      throw error;
    }
  });
}

/** An operation for anyone signed in. */
export function viewerOperation<
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(
  services: Services,
  described: Described<Q, B>,
  run: (call: Call<Q, B, null, Viewer>) => Promise<Answer | null>,
): Operation {
  return operation(described, async (call) => {
    const viewer = await requireApiViewer(services, call);
    const { query, body } = await parse(described, call);
    return run({ services, viewer, session: null, query, body, call });
  });
}

/** An operation for anyone. */
export function publicOperation<
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(
  services: Services,
  described: Described<Q, B>,
  run: (call: Call<Q, B, null, null>) => Promise<Answer | null>,
): Operation {
  const built = operation(described, async (call) => {
    const { query, body } = await parse(described, call);
    return run({ services, viewer: null, session: null, query, body, call });
  });
  return { ...built, public: true };
}

function operation<Q extends Schema | undefined, B extends Schema | undefined>(
  { query, body, ...described }: Described<Q, B>,
  answer: Operation["answer"],
): Operation {
  return { ...described, query, body, public: false, answer };
}

/** The cursor at a seq of this session's log, noting it as the head of the answer. */
export function headCursor(call: ApiCall, { epoch }: { epoch: string }, head: number): string {
  call.head = head;
  return formatCursor({ epoch, seq: head });
}

/** The session that the address names, fetched through the caller's permission; its head on the answer. */
export async function requireApiSession(
  services: Services,
  call: ApiCall,
  byTicket = false,
): Promise<{ viewer: Viewer; session: AccessedSession }> {
  const ticket = byTicket && call.method === "GET" ? call.query.get("ticket") : null;
  const viewer =
    ticket === null
      ? await requireApiViewer(services, call)
      : await takeStreamTicket(services, ticket, call.id);
  const session = await accessSession(services, viewer, call.id);
  call.head = session.head;
  return { viewer, session };
}

/** A bearer token, else the browser's cookie; with a token, cookies are ignored. */
async function requireApiViewer(services: Services, call: ApiCall): Promise<Viewer> {
  const authorization = headerOf(call, "authorization");
  if (authorization !== undefined) {
    const [, token] = /^Bearer +([^ ]+)$/i.exec(authorization) ?? [];
    if (token === undefined) throw new AppError("invalid_token");
    return requireTokenViewer(services, token);
  }
  const asking = { url: call.origin(), headers: headersOf(call) };
  const viewer = await getCookieViewer(services, asking);
  if (!viewer)
    throw new AppError("not_signed_in", "Give an access token as Authorization: Bearer.");
  if (!safeMethods.includes(call.method)) await requireSameOrigin(services.env, asking);
  return viewer;
}

const safeMethods = ["GET", "HEAD", "OPTIONS"];

function headersOf(call: ApiCall): Headers {
  const headers = new Headers();
  for (const name of ["cookie", "origin", "sec-fetch-site", "sec-fetch-dest", "x-csrf-token"]) {
    const value = headerOf(call, name);
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

async function parse<Q extends Schema | undefined, B extends Schema | undefined>(
  described: Described<Q, B>,
  call: ApiCall,
): Promise<{ query: Parsed<Q>; body: Parsed<B> }> {
  const query =
    described.query && read(described.query, flat(call.query, listsOf(described.query)));
  const body = described.body && read(described.body, await readBody(call));
  return { query: query as Parsed<Q>, body: body as Parsed<B> };
}

/**
 * Of `?a=1&a=2` the last counts, unless the schema wants a list. An empty value is none, but for a `limit`, which has to be a
 * number. What others read as a list or an object (`?a[]=1`, `?a[b]=1`) is no text.
 */
function flat(query: URLSearchParams, lists: readonly string[]): Record<string, unknown> {
  const entries = [...query].filter(([name, value]) => value !== "" || name === "limit");
  const single = entries.map(([name, value]) => {
    const [plain = "", nested] = name.split("[");
    return [plain, nested === undefined ? value : [value]];
  });
  const several = lists.map((name) => [name, query.getAll(name).filter((value) => value !== "")]);
  return Object.fromEntries([...single, ...several]) as Record<string, unknown>;
}

function listsOf(schema: Schema): string[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Record<string, unknown> = schema.shape;
  return Object.keys(shape).filter((name) => shape[name] instanceof z.ZodArray);
}

function read(schema: Schema, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({
    field: issue.path.join(".") || "body",
    message: issue.message,
  }));
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join("; ");
  throw new AppError("invalid_input", detail, { errors });
}
