import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Api, signIn } from "../support/api";
import { startServer, type TestServer } from "../support/server";

type Schema = Record<string, unknown>;
type Described = {
  operationId: string;
  summary: string;
  security?: object[];
  parameters: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  security: object[];
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, Schema> };
};

let server: TestServer;
let document: Document;
let api: Api;

beforeAll(async () => {
  server = await startServer();
  document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as Document;
  api = await signIn(server.url, "trainee");
});
afterAll(() => server.stop());

const described = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
const answerSchema = (path: string, method: string, status: number) => {
  const answer = document.paths[path]?.[method]?.responses[String(status)];
  const schema = answer?.content?.["application/json"]?.schema ?? expect.fail(`${method} ${path}`);
  return z.fromJSONSchema(schema);
};

describe("the OpenAPI document", () => {
  test("is 3.1, says where the API is and how one signs in", () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.servers).toEqual([{ url: "/api/v1" }]);
    expect(document.info).toMatchObject({ title: "Deskside", version: /./ });
    const [name = ""] = Object.keys(document.security[0] ?? {});
    expect(document.components.securitySchemes[name]).toMatchObject({
      type: "http",
      scheme: "bearer",
    });
  });

  test("lists the contract's operations, the additions, and no others", () => {
    expect(
      described()
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    ).toEqual(
      [
        "post /token",
        "post /token/refresh",
        "post /token/revocation",
        "get /library",
        "get /sessions/{id}/view",
        "post /sessions/{id}/ticket",
        "get /scenarios",
        "post /sessions",
        "get /sessions",
        "get /sessions/{id}",
        "get /sessions/{id}/messages",
        "post /sessions/{id}/messages",
        "get /sessions/{id}/events",
        "post /sessions/{id}/events",
        "get /sessions/{id}/updates",
        "post /sessions/{id}/typing",
        "post /sessions/{id}/receipts",
        "post /sessions/{id}/actions",
        "post /sessions/{id}/resolution",
        "get /sessions/{id}/debrief",
        // Additions: what /diagnose tests a network with.
        "get /diagnose/stream",
        "post /diagnose/stream",
        "get /diagnose/wait",
        "get /diagnose/arrival",
        "get /events",
        "post /events",
        "post /updates",
      ].sort(),
    );
  });

  test("is whole: ids once, parameters for every place, a schema for every body", () => {
    const operations = described();
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const {
      path,
      method,
      operationId,
      summary,
      parameters,
      requestBody,
      responses,
    } of operations) {
      expect(operationId).toMatch(/^[A-Za-z]\w*$/);
      expect(summary).not.toBe("");
      const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const inPath = parameters.filter((one) => one.in === "path");
      expect(inPath.map(({ name }) => name)).toEqual(places);
      expect(inPath.every(({ required }) => required === true)).toBe(true);
      expect(new Set(parameters.map((one) => `${one.in} ${one.name}`)).size).toBe(
        parameters.length,
      );
      for (const { schema, in: where } of parameters) {
        expect(["path", "query", "header"]).toContain(where);
        expect(schema["type"]).toMatch(/^(string|integer|number|array)$/);
      }
      expect(requestBody === undefined).toBe(method === "get");
      expect(Object.keys(responses).some((status) => /^2\d\d$/.test(status))).toBe(true);
      expect(Object.keys(responses)).toContain("default");
      for (const { description } of Object.values(responses)) expect(description).not.toBe("");
    }
  });

  test("holds no reference to what isn't in it", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, to]) => to ?? "",
    );
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1] ?? "";
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
  });

  test("names what a caller has to send and may ask for", () => {
    const parameters = (path: string, method: string) =>
      document.paths[path]?.[method]?.parameters
        .filter((one) => one.in !== "path")
        .map(({ name }) => name)
        .sort();
    expect(parameters("/sessions/{id}/messages", "post")).toEqual(["Idempotency-Key"]);
    expect(parameters("/sessions/{id}/actions", "post")).toEqual(["Idempotency-Key"]);
    expect(parameters("/sessions/{id}/resolution", "post")).toEqual(["Idempotency-Key"]);
    expect(parameters("/sessions/{id}/messages", "get")).toEqual([
      "after",
      "author",
      "before",
      "limit",
      "q",
    ]);
    expect(parameters("/sessions/{id}/events", "get")).toEqual([
      "Last-Event-ID",
      "cursor",
      "ticket",
    ]);
    expect(parameters("/events", "get")).toEqual(["session"]);
    expect(parameters("/events", "post")).toEqual([]);
    expect(parameters("/sessions", "get")).toEqual([
      "before",
      "limit",
      "q",
      "scenario",
      "status",
      "trainee",
    ]);
    const limit = document.paths["/sessions/{id}/messages"]?.["get"]?.parameters.find(
      ({ name }) => name === "limit",
    );
    expect(limit?.schema).toMatchObject({ type: "integer", minimum: 1, maximum: 100, default: 40 });
  });

  test("describes the answers as they are", async () => {
    const { session } = await api.start();
    const one = "/sessions/{id}";
    const at = (path: string) => path.replace("{id}", session.id);
    const key = () => crypto.randomUUID();
    const resolution = { category: "access", rootCause: "x", code: "solved", notes: "" };
    const calls: [path: string, method: string, query: string, options: object][] = [
      ["/scenarios", "get", "", {}],
      ["/diagnose/wait", "get", "", {}],
      ["/diagnose/arrival", "get", "", {}],
      ["/library", "get", "", {}],
      ["/sessions", "post", "", { body: { scenarioId: "robot-voice" } }],
      [`${one}/messages`, "post", "", { body: { text: "hello" }, key: key() }],
      [`${one}/actions`, "post", "", { body: { tool: "lookup_user" }, key: key() }],
      ["/sessions", "get", "?limit=5", {}],
      [one, "get", "", {}],
      [`${one}/view`, "get", "", {}],
      [`${one}/ticket`, "post", "", {}],
      [`${one}/messages`, "get", "", {}],
      [`${one}/updates`, "get", "", {}],
      [`${one}/updates`, "get", "?cursor=bad", {}],
      [`${one}/resolution`, "post", "", { body: resolution, key: key() }],
      [`${one}/debrief`, "get", "", {}],
    ];
    for (const [path, method, query, options] of calls) {
      const answer = await api.call(method.toUpperCase(), at(path) + query, options);
      const read = answerSchema(path, method, answer.status).safeParse(answer.body);
      expect([method, path, read.error?.issues ?? []]).toEqual([method, path, []]);
    }
  });

  test("describes problems by a closed list of codes", async () => {
    const schema = document.components.schemas["Problem"] ?? expect.fail();
    const problem = z.fromJSONSchema(schema);
    const refused = await api.call<Record<string, unknown>>("GET", "/sessions/none");
    expect(problem.safeParse(refused.body).success).toBe(true);
    expect(problem.safeParse({ ...refused.body, code: "made_up" }).success).toBe(false);
  });
});
