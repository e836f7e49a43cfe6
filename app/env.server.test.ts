import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { compileTypeScript } from "../scripts/load-typescript.mjs";
import { EnvError, parseEnv } from "./env.server";

const dataDir = mkdtempSync(path.join(tmpdir(), "deskside-env-"));
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true });
});
const parse = (given: Record<string, string>) => parseEnv({ DATA_DIR: dataDir, ...given });
const secret = "s".repeat(32);

describe("settings", () => {
  test("that are missing or empty have their defaults", () => {
    const names = [
      "PORT",
      "HOST",
      "DATABASE_URL",
      "REDIS_URL",
      "CUSTOMER_PACE",
      "RATE_LIMITS",
      "SEED_DEMO",
      "EMBED_ORIGINS",
      "LLM_BASE_URL",
      "LLM_API_KEY",
      "LLM_MODEL",
      "LLM_TOKENS_PER_SESSION",
      "LLM_CONCURRENCY",
    ];
    const empty = Object.fromEntries(names.map((name) => [name, ""]));
    for (const env of [parse({}), parse(empty)]) {
      expect(env).toMatchObject({
        port: 3000,
        host: "127.0.0.1",
        databaseUrl: undefined,
        redisUrl: undefined,
        customerPace: "real",
        rateLimits: true,
        seedDemo: "embedded",
        embedOrigins: [],
        production: false,
        languageModel: undefined,
      });
    }
  });

  test("of a language model are address and name, and a key where the server wants one", () => {
    const given = { LLM_BASE_URL: "https://llm.example.org/v1", LLM_MODEL: "small-1" };
    expect(parse(given).languageModel).toEqual({
      baseUrl: "https://llm.example.org/v1",
      model: "small-1",
      apiKey: undefined,
      tokensPerSession: 60_000,
      concurrency: 8,
      patienceMs: 8_000,
    });
    const more = { LLM_API_KEY: "sk-1", LLM_TOKENS_PER_SESSION: "500", LLM_CONCURRENCY: "2" };
    expect(parse({ ...given, ...more }).languageModel).toMatchObject({
      apiKey: "sk-1",
      tokensPerSession: 500,
      concurrency: 2,
    });
  });

  test.each([
    [{ LLM_BASE_URL: "https://llm.example.org/v1" }, "LLM_MODEL"],
    [{ LLM_MODEL: "small-1" }, "LLM_BASE_URL"],
    [{ LLM_BASE_URL: "llm.example.org", LLM_MODEL: "small-1" }, "LLM_BASE_URL"],
    [{ LLM_BASE_URL: "https://a.example", LLM_MODEL: "m", LLM_CONCURRENCY: "0" }, "CONCURRENCY"],
  ])("of a language model that can't be used are refused: %j", (given, name) => {
    expect(() => parse(given)).toThrow(name);
  });

  test("that are refused are named, but a key is not quoted", () => {
    const given = { LLM_BASE_URL: "https://a.example", LLM_MODEL: "m", LLM_API_KEY: "sk zanzibar" };
    expect(() => parse(given)).toThrow("LLM_API_KEY");
    expect(() => parse(given)).not.toThrow("zanzibar");
  });

  test("are taken as given", () => {
    const env = parse({
      PORT: "8080",
      HOST: "::",
      CUSTOMER_PACE: "off",
      RATE_LIMITS: "off",
      SEED_DEMO: "1",
      EMBED_ORIGINS: "https://lms.example.org, http://lms.localhost:8080",
    });
    expect(env).toMatchObject({
      port: 8080,
      host: "::",
      customerPace: "off",
      rateLimits: false,
      seedDemo: "always",
      embedOrigins: ["https://lms.example.org", "http://lms.localhost:8080"],
    });
  });

  test.each([
    ["PORT", "eighty"],
    ["PORT", "70000"],
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["APP_URL", "deskside.example"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["REDIS_URL", "localhost:6379"],
    ["CUSTOMER_PACE", "slow"],
    ["RATE_LIMITS", "no"],
    ["SESSION_SECRET", "short"],
    ["TOKEN_SECRET", `${secret},short`],
    ["LOG_LEVEL", "loud"],
    ["SEED_DEMO", "yes"],
    ["TRUST_PROXY", "yes, please"],
    ["TRUST_PROXY", "-1"],
    ["TRUST_PROXY", "10.0.0.0/99"],
    ["TRUST_PROXY", "loopback,"],
    ["NODE_ENV", "staging"],
    ["EMBED_ORIGINS", "*"],
    ["EMBED_ORIGINS", "https://*.example.org"],
    ["EMBED_ORIGINS", "https://lms.example.org/course"],
    ["EMBED_ORIGINS", "https://lms.example.org/"],
    ["EMBED_ORIGINS", "http://lms.example.org"],
    ["EMBED_ORIGINS", "https://lms.example.org; script-src *"],
    ["EMBED_ORIGINS", "https://lms.example.org, 'self'"],
    ["EMBED_ORIGINS", "null"],
  ])("%s=%s is refused by name and without its value", (name, value) => {
    expect(() => parse({ [name]: value })).toThrow(EnvError);
    expect(() => parse({ [name]: value })).toThrow(new RegExp(name));
    expect(() => parse({ [name]: value })).not.toThrow(value);
  });

  test("name proxies by their number or their addresses", () => {
    expect(parse({}).trustProxy).toBe("loopback");
    expect(parse({ TRUST_PROXY: "1" }).trustProxy).toBe(1);
    const listed = "loopback, 10.0.0.0/8, 2001:db8::/32";
    expect(parse({ TRUST_PROXY: listed }).trustProxy).toBe(listed);
  });

  test("that are all wrong are all told at once", () => {
    const wrong = { PORT: "x", CUSTOMER_PACE: "x", LOG_LEVEL: "x" };
    expect(() => parse(wrong)).toThrow(/PORT[^]*CUSTOMER_PACE[^]*LOG_LEVEL/);
  });
});

describe("secrets", () => {
  test("are made once and kept where only the owner reads them", () => {
    const first = parse({});
    expect(first.sessionSecrets[0].length).toBeGreaterThanOrEqual(32);
    expect(first.sessionSecrets).not.toEqual(first.tokenSecrets);
    expect(parse({})).toEqual(first);
    const file = path.join(dataDir, "secrets.json");
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, "utf8")).toContain(first.tokenSecrets[0]);
  });

  test("are the same for processes that make them at the same moment", async () => {
    const compiled = pathToFileURL(await compileTypeScript("app/env.server.ts")).href;
    const folders = Array.from({ length: 20 }, (_, n) => path.join(dataDir, `race-${String(n)}`));
    // Each waits for the same moments, busily, and then makes its secrets.
    const program = `
      const { parseEnv } = await import(${JSON.stringify(compiled)});
      const [start, ...folders] = process.argv.slice(1);
      const made = folders.map((DATA_DIR, n) => {
        while (Date.now() < Number(start) + 20 * n);
        return parseEnv({ DATA_DIR }).tokenSecrets[0];
      });
      console.log(JSON.stringify(made));`;
    const start = String(Date.now() + 3_000);
    const args = ["--input-type=module", "--eval", program, "--", start, ...folders];
    const all = await Promise.all(
      [1, 2].map(() => promisify(execFile)(process.execPath, args, { cwd: process.cwd() })),
    );
    const kept = folders.map((DATA_DIR) => parseEnv({ DATA_DIR }).tokenSecrets[0]);
    for (const { stdout } of all) expect(JSON.parse(stdout)).toEqual(kept);
  });

  test("rotate: the first of a list signs, all are known", () => {
    const [a, b] = ["a".repeat(32), "b".repeat(40)];
    expect(parse({ TOKEN_SECRET: `${a}, ${b}` }).tokenSecrets).toEqual([a, b]);
  });

  test("must be given in production, unless this is a laptop's own", () => {
    expect(() => parse({ NODE_ENV: "production" })).toThrow(/_SECRET must be set/);
    expect(parse({ NODE_ENV: "production", DESKSIDE_LOCAL: "1" }).production).toBe(false);
    const given = { NODE_ENV: "production", SESSION_SECRET: secret, TOKEN_SECRET: secret };
    expect(parse(given)).toMatchObject({ production: true, seedDemo: "never" });
    expect(parse({ ...given, SEED_DEMO: "1" }).seedDemo).toBe("always");
  });
});
