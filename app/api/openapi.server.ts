import { z } from "zod";
import type { Operation } from "./operation.server";
import { problem } from "./schemas";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document, made from the schemas that validate the requests. */
export function openApiDocument(operations: Operation[]): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method]: describe(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Deskside",
      version: "1",
      description: "Live-chat practice with simulated customers.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ accessToken: [] }],
    paths,
    components: {
      securitySchemes: {
        accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
      },
      schemas: {
        Problem: jsonSchema(problem, "output"),
      },
    },
  };
}

function describe(operation: Operation): Json {
  const { path, summary, body, answers } = operation;
  return {
    summary,
    operationId: `${operation.method}${path.replace(/[/:]+(\w)/g, (_, first: string) => first.toUpperCase())}`,
    ...(operation.public ? { security: [] } : {}),
    parameters: [
      ...pathParameters(path),
      ...headerParameters(operation),
      ...queryParameters(operation),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: jsonSchema(body, "input") } },
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, schema]) => [status, answerOf(operation, schema)]),
      ),
      default: {
        description: "What went wrong",
        content: {
          "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
        },
      },
    },
  };
}

function answerOf({ path, summary }: Operation, schema: z.ZodType | null): Json {
  const about = { description: summary, ...(path.includes(":id") ? { headers: sessionHead } : {}) };
  if (schema) {
    return { ...about, content: { "application/json": { schema: jsonSchema(schema, "output") } } };
  }
  return isStream(path)
    ? { ...about, content: { "text/event-stream": { schema: { type: "string" } } } }
    : about;
}

function isStream(path: string): boolean {
  return /\/(events|stream)$/.test(path);
}

const sessionHead = {
  "Session-Head": {
    description: "the seq of the session's last event; stands on errors, too",
    schema: { type: "integer" },
  },
};

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function headerParameters({ idempotent, path }: Operation): Json[] {
  if (isStream(path) && path !== "/events") {
    const description = "a cursor; wins over the others, and an empty one is none";
    return [{ name: "Last-Event-ID", in: "header", description, schema: { type: "string" } }];
  }
  if (!idempotent) return [];
  const schema = { type: "string", minLength: 1, maxLength: 128, pattern: "^[ -~]+$" };
  return [{ name: "Idempotency-Key", in: "header", required: true, schema }];
}

function queryParameters({ query }: Operation): Json[] {
  if (!query) return [];
  const { properties } = jsonSchema(query, "output") as { properties: Record<string, Json> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", schema }));
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const made: Json = { ...z.toJSONSchema(schema, { io, unrepresentable: "any" }) };
  delete made["$schema"];
  return made;
}
