import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "~/errors";
import { namesHost, type TrustProxy } from "~/http/request-address.server";
import type { Services } from "~/services.server";
import { accountOperations } from "./account-operations.server";
import { type Answer, type ApiCall, createCall, send } from "./api-call.server";
import { conversationOperations } from "./conversation-operations.server";
import { diagnosisOperations } from "./diagnosis-operations.server";
import { embeddingOperations } from "./embedding-operations.server";
import { openApiDocument } from "./openapi.server";
import { type Operation, requireApiSession } from "./operation.server";
import { answerProblem } from "./problem.server";
import { sessionOperations } from "./session-operations.server";
import { sharedOperations } from "./shared-operations.server";

/** What one path offers, by method. */
type Endpoint = Map<string, Operation["answer"]>;
type Endpoints = Map<string, Endpoint>;

/**
 * Answers everything below `/api`, before Express sees it: a post costs little more than its
 * round trip to PostgreSQL, and an idle stream keeps little memory (docs/decisions/004-http-api-in-plain-node.md).
 */
export function createApi(
  services: Services,
  trust: TrustProxy,
): (req: IncomingMessage, res: ServerResponse) => void {
  const endpoints = createEndpoints(services);
  return (req, res) => {
    const call = createCall(req, res, trust);
    if (services.hub.isDraining()) res.shouldKeepAlive = false;
    answer(services, endpoints, call).then(
      (done) => {
        if (done) send(call, done);
      },
      (thrown: unknown) => {
        answerProblem(services, call, thrown);
      },
    );
  };
}

function createEndpoints(services: Services): Endpoints {
  const operations = [
    ...accountOperations(services),
    ...sessionOperations(services),
    ...conversationOperations(services),
    ...diagnosisOperations(services),
    ...sharedOperations(services),
    ...embeddingOperations(services),
  ];
  const document = openApiDocument(operations);
  const endpoints: Endpoints = new Map();
  const add = (method: string, path: string, run: Operation["answer"]): void => {
    const endpoint: Endpoint = endpoints.get(path) ?? new Map<string, Operation["answer"]>();
    endpoints.set(path, endpoint.set(method, run));
  };
  add("GET", "/openapi.json", () => Promise.resolve({ status: 200, body: document }));
  for (const { method, path, answer } of operations)
    add(method.toUpperCase(), `/v1${path}`, answer);
  return endpoints;
}

async function answer(
  services: Services,
  endpoints: Endpoints,
  call: ApiCall,
): Promise<Answer | null> {
  requireReadable(call);
  const endpoint = find(endpoints, call);
  if (!endpoint) throw new AppError("not_found", "There is nothing at this address.");
  const run = endpoint.get(call.method === "HEAD" ? "GET" : call.method);
  return run ? run(call) : answerOtherMethod(services, endpoint, call);
}

function requireReadable(call: ApiCall): void {
  if (!namesHost(call.req)) throw new AppError("bad_request", "The request names no host.");
  try {
    decodeURIComponent(call.path);
  } catch {
    throw new AppError("bad_request", "The address can't be read.");
  }
}

/** Notes on the call what stands in the place of `:id`. */
function find(endpoints: Endpoints, call: ApiCall): Endpoint | undefined {
  const path = call.path.replace(/\/$/, "");
  const [, id, rest = ""] = /^\/v1\/sessions\/([^/]+)(\/[^/]+)?$/.exec(path) ?? [];
  // PostgreSQL takes an id in capitals for the same one; limits, events and readers go by its text.
  call.id = id?.toLowerCase();
  return endpoints.get(id === undefined ? path : `/v1/sessions/:id${rest}`);
}

/** A wrong method, too, tells nothing about a session that the caller may not read. */
async function answerOtherMethod(
  services: Services,
  endpoint: Endpoint,
  call: ApiCall,
): Promise<Answer> {
  if (call.id !== undefined) await requireApiSession(services, call);
  const methods = [...endpoint.keys()];
  const allowed = ["OPTIONS", ...methods, ...(methods.includes("GET") ? ["HEAD"] : [])].join(", ");
  if (call.method === "OPTIONS") return { status: 204, headers: { Allow: allowed } };
  throw new AppError("method_not_allowed").withHeader("Allow", allowed);
}
