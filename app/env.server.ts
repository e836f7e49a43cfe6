import { randomBytes } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import proxyAddr from "proxy-addr";
import { z } from "zod";

const unset = z.literal("").transform(() => undefined);
const optional = <T extends z.ZodType>(schema: T) => z.union([unset, schema]).optional();
const secretList = optional(
  z
    .string()
    .transform((text) => text.split(",").map((secret) => secret.trim()))
    .refine((secrets) => secrets.every((secret) => secret.length >= 32), {
      error: "each secret needs at least 32 characters",
    }),
);
const originList = optional(
  z
    .string()
    .transform((text) => text.split(",").map((origin) => origin.trim()))
    .refine((origins) => origins.every(isFrameOrigin), {
      error:
        "must be origins like https://lms.example.org, parted by commas; no paths or wildcards",
    }),
);
const flag = optional(z.enum(["0", "1"], { error: "must be 0 or 1" }));

const schema = z.object({
  NODE_ENV: optional(z.enum(["development", "production", "test"])),
  DESKSIDE_LOCAL: flag,
  PORT: optional(z.coerce.number("must be a port number").int().min(0).max(65_535)),
  HOST: optional(z.string()),
  APP_URL: optional(z.url({ protocol: /^https?$/, error: "must be an http or https address" })),
  DATABASE_URL: optional(
    z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgresql:// address" }),
  ),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/, error: "must be a redis:// address" })),
  DATA_DIR: optional(z.string()),
  CUSTOMER_PACE: optional(
    z.enum(["real", "instant", "off"], { error: "must be real, instant or off" }),
  ),
  RATE_LIMITS: optional(z.enum(["on", "off"], { error: "must be on or off" })),
  SESSION_SECRET: secretList,
  TOKEN_SECRET: secretList,
  TRUST_PROXY: optional(
    z
      .string()
      .transform((text) => (/^\d{1,2}$/.test(text) ? Number(text) : text))
      .refine(isTrustList, {
        error: "must be the number of proxies, or their addresses, parted by commas",
      }),
  ),
  EMBED_ORIGINS: originList,
  LOG_LEVEL: optional(
    z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "must be fatal, error, warn, info, debug, trace or silent",
    }),
  ),
  SEED_DEMO: flag,
  LLM_BASE_URL: optional(
    z.url({ protocol: /^https?$/, error: "must be an http or https address" }),
  ),
  LLM_API_KEY: optional(z.string().regex(/^[\x21-\x7e]+$/, "must be printable, without spaces")),
  LLM_MODEL: optional(z.string()),
  LLM_TOKENS_PER_SESSION: optional(z.coerce.number("must be a whole number").int().min(0)),
  LLM_CONCURRENCY: optional(z.coerce.number("must be a whole number").int().min(1).max(1_000)),
});

/** Express would take each word it doesn't know for an address, and trust nobody by "1". */
function isTrustList(given: string | number): boolean {
  if (typeof given === "number") return true;
  try {
    proxyAddr.compile(given.split(",").map((one) => one.trim()));
    return true;
  } catch {
    return false;
  }
}

/** Named exactly, since whoever is on this list may frame the pages and is told scores. */
function isFrameOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin } = new URL(text);
  // A URL's host may hold nearly anything, a `*` among it.
  if (!/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/.test(hostname)) return false;
  const isLocal = /^(?:.+\.)?localhost$|^127\.0\.0\.1$/.test(hostname);
  return origin === text && (protocol === "https:" || (protocol === "http:" && isLocal));
}

export type CustomerPace = "real" | "instant" | "off";

/** Any server that speaks OpenAI's chat completions. */
export type LanguageModel = {
  baseUrl: string;
  apiKey: string | undefined;
  model: string;
  tokensPerSession: number;
  /** Calls at a time, by this process. */
  concurrency: number;
  /** How long a reply may wait for its words. */
  patienceMs: number;
};

export type Env = {
  production: boolean;
  port: number;
  host: string;
  /** Where people reach the app, when a proxy hides it. */
  appUrl: string | undefined;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  dataDir: string;
  customerPace: CustomerPace;
  rateLimits: boolean;
  /** The first signs, all verify. */
  sessionSecrets: [string, ...string[]];
  tokenSecrets: [string, ...string[]];
  /** As Express's `trust proxy` takes it: how many proxies, or which. */
  trustProxy: string | number;
  /** The sites that may show our pages in a frame; none without. */
  embedOrigins: readonly string[];
  logLevel: string;
  /** `embedded`: only into our own database. */
  seedDemo: "always" | "embedded" | "never";
  /** Words the customers' lines; undefined: they are said as scripted. */
  languageModel: LanguageModel | undefined;
};

export class EnvError extends Error {}

/**
 * Reads the settings. Throws EnvError with one line for each bad value; the
 * message names variables, never their values. Writes generated secrets to
 * `<DATA_DIR>/secrets.json`, except in production, where they must be given.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) throw new EnvError(explain(parsed.error));
  const given = parsed.data;
  const production = given.NODE_ENV === "production" && given.DESKSIDE_LOCAL !== "1";
  const dataDir = path.resolve(given.DATA_DIR ?? ".data");
  const secret = (name: SecretName): [string, ...string[]] => {
    const [first, ...others] = given[name] ?? [];
    if (first !== undefined) return [first, ...others];
    if (production) throw new EnvError(`${name} must be set when NODE_ENV is production.`);
    return [keptSecret(dataDir, name)];
  };
  return {
    production,
    port: given.PORT ?? 3000,
    host: given.HOST ?? "127.0.0.1",
    appUrl: given.APP_URL,
    databaseUrl: given.DATABASE_URL,
    redisUrl: given.REDIS_URL,
    dataDir,
    customerPace: given.CUSTOMER_PACE ?? "real",
    rateLimits: given.RATE_LIMITS !== "off",
    sessionSecrets: secret("SESSION_SECRET"),
    tokenSecrets: secret("TOKEN_SECRET"),
    trustProxy: given.TRUST_PROXY ?? "loopback",
    embedOrigins: given.EMBED_ORIGINS ?? [],
    logLevel: given.LOG_LEVEL ?? "info",
    seedDemo: given.SEED_DEMO === "1" ? "always" : seedByDefault(production, given.SEED_DEMO),
    languageModel: languageModel(given),
  };
}

const patienceMs = 8_000;

function languageModel(given: z.infer<typeof schema>): LanguageModel | undefined {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model } = given;
  if (baseUrl === undefined && model === undefined) return undefined;
  if (baseUrl === undefined || model === undefined)
    throw new EnvError("LLM_BASE_URL and LLM_MODEL must be set both or neither.");
  return {
    baseUrl,
    model,
    apiKey: given.LLM_API_KEY,
    tokensPerSession: given.LLM_TOKENS_PER_SESSION ?? 60_000,
    concurrency: given.LLM_CONCURRENCY ?? 8,
    patienceMs,
  };
}

function seedByDefault(production: boolean, given: "0" | "1" | undefined): Env["seedDemo"] {
  return production || given === "0" ? "never" : "embedded";
}

function explain(error: z.ZodError): string {
  const lines = error.issues.map((issue) => `  ${issue.path.join(".")}: ${reason(issue)}`);
  return `These settings can't be used:\n${lines.join("\n")}`;
}

function reason(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_union") return issue.message;
  return (
    issue.errors
      .flat()
      .filter((inner) => inner.code !== "invalid_value" || inner.values[0] !== "")
      .map((inner) => inner.message)
      .join("; ") || issue.message
  );
}

const secretsFile = z.record(z.string(), z.string());

type SecretName = "SESSION_SECRET" | "TOKEN_SECRET";

function keptSecret(dataDir: string, name: SecretName): string {
  const file = path.join(dataDir, "secrets.json");
  const kept = readSecrets(file);
  const secret = kept[name] ?? makeSecrets(file, kept)[name];
  if (secret === undefined) throw new EnvError(`${file} holds no ${name}.`);
  return secret;
}

function readSecrets(file: string): Record<string, string> {
  return existsSync(file) ? secretsFile.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
}

/** A link appears with its whole content or not at all: of two processes at once both keep the first one's. */
function makeSecrets(file: string, kept: Record<string, string>): Record<string, string> {
  mkdirSync(path.dirname(file), { recursive: true });
  const [SESSION_SECRET, TOKEN_SECRET] = [newSecret(), newSecret()];
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, JSON.stringify({ SESSION_SECRET, TOKEN_SECRET, ...kept }), { mode: 0o600 });
  try {
    if (Object.keys(kept).length > 0) renameSync(draft, file);
    else linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readSecrets(file);
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** The settings of this process. */
export function readEnv(): Env {
  return parseEnv(process.env);
}
