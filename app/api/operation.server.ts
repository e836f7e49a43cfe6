import type { Request, RequestHandler, Response } from "express";
import type { z } from "zod";
import { getCookieViewer } from "~/accounts/require-viewer.server";
import { requireTokenViewer } from "~/accounts/access-token.server";
import { requireSameOrigin } from "~/accounts/forgery.server";
import type { Viewer } from "~/accounts/user";
import { formatCursor } from "~/conversation/cursor";
import { AppError } from "~/errors";
import { urlOf } from "~/http/request-address.server";
import type { Services } from "~/services.server";
import { type AccessedSession, accessSession } from "~/sessions/access-session.server";
import { readBody } from "./body.server";

type Schema = z.ZodType;
type Parsed<S extends Schema | undefined> = S extends Schema ? z.output<S> : undefined;

export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

export type Call<Q extends Schema | undefined, B extends Schema | undefined, S, V> = {
  services: Services;
  viewer: V;
  session: S;
  query: Parsed<Q>;
  body: Parsed<B>;
  req: Request;
  res: Response;
};

type Described<Q extends Schema | undefined, B extends Schema | undefined> = {
  method: "get" | "post";
  /** As Express and OpenAPI both read it, e.g. `/sessions/:id`. */
  path: string;
  summary: string;
  query?: Q;
  body?: B;
  /** Status → schema of the answer; null for an empty one. */
  answers: Record<number, Schema | null>;
  idempotent?: boolean;
};

export type Operation = Omit<Described<Schema, Schema>, "query" | "body"> & {
  query: Schema | undefined;
  body: Schema | undefined;
  public: boolean;
  handle: RequestHandler;
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
  return operation(described, async (req, res) => {
    const { viewer, session } = await requireApiSession(services, req, res);
    const { query, body } = await parse(described, req, res);
    return run({ services, viewer, session, query, body, req, res });
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
  return operation(described, async (req, res) => {
    const viewer = await requireApiViewer(services, req);
    try {
      const { query, body } = await parse(described, req, res);
      const session = { id: req.params["id"] ?? "", viewer };
      return await run({ services, viewer, session, query, body, req, res });
    } catch (error) {
      await requireApiSession(services, req, res);
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
  return operation(described, async (req, res) => {
    const viewer = await requireApiViewer(services, req);
    const { query, body } = await parse(described, req, res);
    return run({ services, viewer, session: null, query, body, req, res });
  });
}

/** An operation for anyone. */
export function publicOperation<B extends Schema>(
  services: Services,
  described: Described<undefined, B>,
  run: (call: Call<undefined, B, null, null>) => Promise<Answer | null>,
): Operation {
  const built = operation(described, async (req, res) => {
    const { query, body } = await parse(described, req, res);
    return run({ services, viewer: null, session: null, query, body, req, res });
  });
  return { ...built, public: true };
}

function operation<Q extends Schema | undefined, B extends Schema | undefined>(
  { query, body, ...described }: Described<Q, B>,
  answer: (req: Request, res: Response) => Promise<Answer | null>,
): Operation {
  return {
    ...described,
    query,
    body,
    public: false,
    handle: (req, res, next) => {
      answer(req, res).then((done) => {
        if (done) send(res, done);
      }, next);
    },
  };
}

/** Not by `res.json`, which turns an answer into a 304 by an ETag that stands for less than its body. */
function send(res: Response, { status, body, headers = {} }: Answer): void {
  res.status(status).setHeaders(new Headers(headers));
  if (body === undefined) {
    res.end();
    return;
  }
  const json = JSON.stringify(body);
  res
    .type("application/json")
    .set("Content-Length", String(Buffer.byteLength(json)))
    .end(json);
}

export function setHead(res: Response, head: number): void {
  res.setHeader("Session-Head", head);
}

/** The cursor at a seq of this session's log, noting it as the head of the answer. */
export function headCursor(res: Response, { epoch }: { epoch: string }, head: number): string {
  setHead(res, head);
  return formatCursor({ epoch, seq: head });
}

/** The session that the address names, fetched through the caller's permission; its head on the answer. */
export async function requireApiSession(
  services: Services,
  req: Request,
  res: Response,
): Promise<{ viewer: Viewer; session: AccessedSession }> {
  const viewer = await requireApiViewer(services, req);
  const session = await accessSession(services, viewer, req.params["id"]);
  setHead(res, session.head);
  return { viewer, session };
}

/** A bearer token, else the browser's cookie; with a token, cookies are ignored. */
async function requireApiViewer(services: Services, req: Request): Promise<Viewer> {
  const authorization = req.get("Authorization");
  if (authorization !== undefined) {
    const [, token] = /^Bearer +([^ ]+)$/i.exec(authorization) ?? [];
    if (token === undefined) throw new AppError("invalid_token");
    return requireTokenViewer(services, token);
  }
  const asking = { url: urlOf(req), headers: headersOf(req) };
  const viewer = await getCookieViewer(services, asking);
  if (!viewer)
    throw new AppError("not_signed_in", "Give an access token as Authorization: Bearer.");
  if (!safeMethods.includes(req.method)) await requireSameOrigin(services.env, asking);
  return viewer;
}

const safeMethods = ["GET", "HEAD", "OPTIONS"];

function headersOf(req: Request): Headers {
  const headers = new Headers();
  for (const name of ["Cookie", "Origin", "Sec-Fetch-Site", "X-CSRF-Token"]) {
    const value = req.get(name);
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

async function parse<Q extends Schema | undefined, B extends Schema | undefined>(
  described: Described<Q, B>,
  req: Request,
  res: Response,
): Promise<{ query: Parsed<Q>; body: Parsed<B> }> {
  const query = described.query && read(described.query, flat(req.query));
  const body = described.body && read(described.body, await readBody(req, res));
  return { query: query as Parsed<Q>, body: body as Parsed<B> };
}

/** Of `?a=1&a=2` the last counts. An empty value is none, but for a `limit`, which has to be a number. */
function flat(query: Request["query"]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query)
      .map(([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value] as const)
      .filter(([name, value]) => value !== "" || name === "limit"),
  );
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
