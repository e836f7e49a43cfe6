import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseEnv as parseDotEnv } from "node:util";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { parseEnv } from "~/env.server";
import { deployedConfiguration } from "../tests/support/nginx";

// There is no Docker engine where this was written: what the parts say of each other is held here.

const service = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  stop_grace_period: z.string().optional(),
});
const compose = z.object({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.unknown()),
});

/** What the operator exports, as the first lines of compose.yaml tell. */
const exported: Record<string, string> = {
  SESSION_SECRET: "5e".repeat(32),
  TOKEN_SECRET: "70".repeat(32),
  POSTGRES_PASSWORD: "9a".repeat(16),
};

/** `${NAME:-default}` and `${NAME:?reason}`, as Compose fills them in. */
function fillIn(text: string): string {
  return text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_all, name: string, kind, rest: string) => {
    const value = exported[name] ?? (kind === "-" ? rest : undefined);
    if (value === undefined) throw new Error(`${name}: ${rest}`);
    return value;
  });
}

async function read() {
  const parsed: unknown = parse(await readFile("compose.yaml", "utf8"), (_key, value: unknown) =>
    typeof value === "string" ? fillIn(value) : value,
  );
  const { services, volumes } = compose.parse(parsed);
  const get = (name: string) => services[name] ?? expect.unreachable(`no service ${name}`);
  return { services, volumes, get };
}

describe("compose.yaml", () => {
  test("is filled in by what its first lines tell to export, and by nothing else", async () => {
    const text = await readFile("compose.yaml", "utf8");
    const told = [...text.matchAll(/^#.*$/gm)].join("\n").matchAll(/([A-Z_]+)=\$\(/g);
    expect([...told].map(([, name]) => name).sort()).toEqual(Object.keys(exported).sort());
    expect(() => fillIn(text)).not.toThrow();
  });

  test("gives both app processes settings that they know and take, with the same secrets", async () => {
    const { get } = await read();
    const known = Object.keys(parseDotEnv(await readFile(".env.example", "utf8")));
    const { environment } = get("app1");
    expect(get("app2")).toEqual(get("app1"));
    expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
    expect(parseEnv(environment)).toMatchObject({
      ...{ production: true, host: "0.0.0.0", port: 3000, seedDemo: "never" },
      ...{ appUrl: "http://localhost:8080", trustProxy: "loopback, uniquelocal" },
      sessionSecrets: [exported["SESSION_SECRET"]],
      tokenSecrets: [exported["TOKEN_SECRET"]],
    });
  });

  test("has the database and the Redis that the settings name", async () => {
    const { get, volumes } = await read();
    const { DATABASE_URL = "", REDIS_URL = "" } = get("app1").environment;
    const database = new URL(DATABASE_URL);
    expect(get(database.hostname).environment).toEqual({
      POSTGRES_USER: database.username,
      POSTGRES_PASSWORD: database.password,
      POSTGRES_DB: database.pathname.slice(1),
    });
    expect(database.port).toBe("5432");
    expect(get(new URL(REDIS_URL).hostname).command?.[0]).toBe("redis-server");
    const [volume = ""] = get(database.hostname).volumes;
    expect(volumes).toHaveProperty(volume.split(":")[0] ?? "");
  });

  test("runs what the build makes, on a Node that is new enough, with time to stop", async () => {
    const { get } = await read();
    const manifest = JSON.parse(await readFile("package.json", "utf8")) as Manifest;
    const { image, command, stop_grace_period: grace, healthcheck } = get("app1");
    expect(command).toEqual(["node", "build/index.js"]);
    expect(await readFile("remix.config.js", "utf8")).toContain('server: "./server.ts"');
    expect(get("build").command).toEqual(["npm", "run", "build"]);
    expect(manifest.scripts).toHaveProperty("build");
    expect([image, get("build").image]).toEqual(["node:20", "node:20"]);
    expect(manifest.engines.node).toMatch(/^>=20\./);
    expect(Number.parseInt(grace ?? "", 10)).toBeGreaterThan(10);
    expect(healthcheck?.test.join(" ")).toContain("http://127.0.0.1:3000/readyz");
  });

  test("waits for nothing that isn't there", async () => {
    const { services, get } = await read();
    for (const { depends_on: wanted } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(wanted)) {
        const healthy = get(name).healthcheck
          ? "service_healthy"
          : "service_completed_successfully";
        expect(condition).toBe(healthy);
      }
    }
  });

  test("lets nginx run the very file that tests/http/nginx.test.ts runs, before both processes", async () => {
    const { get } = await read();
    const { volumes, ports, depends_on: waitsFor } = get("nginx");
    const [source = "", target, mode] = (volumes[0] ?? "").split(":");
    expect([path.normalize(source), target, mode]).toEqual([
      ...[deployedConfiguration, "/etc/nginx/conf.d/default.conf", "ro"],
    ]);
    const text = await readFile(deployedConfiguration, "utf8");
    const upstreams = [...text.matchAll(/^\s*server (\S+):(\d+);$/gm)];
    const names = ["app1", "app2"];
    expect(upstreams.map(([, name]) => name)).toEqual(names);
    expect(Object.keys(waitsFor)).toEqual(names);
    for (const [, name = "", port] of upstreams) expect(get(name).environment["PORT"]).toBe(port);
    expect(ports).toEqual([`8080:${/^\s*listen (\d+);$/m.exec(text)?.[1] ?? ""}`]);
  });
});

type Manifest = { scripts: Record<string, string>; engines: { node: string } };
