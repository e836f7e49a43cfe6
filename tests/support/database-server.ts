import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "~/adapters/embedded-postgres.server";
import { migrate } from "~/lib/migrate.server";
import { setUp } from "../../scripts/setup.mjs";

export const TEMPLATE = "deskside";

type Started = { url: string; stop(): Promise<void> };

/**
 * What test files share though they run in processes of their own, over a little HTTP server:
 * GET /database starts PostgreSQL if need be and answers its address, GET /build makes the build
 * fresh. Both do their work once.
 */
export async function serveTestDatabases(): Promise<Started> {
  let database: Promise<Started> | undefined;
  let build: Promise<string> | undefined;
  const answer = async (resource: string | undefined): Promise<string> => {
    if (resource === "/database") return (await (database ??= startDatabase())).url;
    if (resource === "/build") return await (build ??= setUp({ build: true }).then(() => "fresh"));
    throw new Error(`Nothing at ${String(resource)}`);
  };
  const server = createServer((request, response) => {
    answer(request.url).then(
      (text) => response.end(text),
      (error: unknown) => {
        response.writeHead(500).end(error instanceof Error ? error.message : String(error));
      },
    );
  });
  const url = await listen(server);
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await (await database?.catch(() => undefined))?.stop();
  };
  return { url, stop };
}

/** Its data is thrown away, so it needn't wait for the disk. */
async function startDatabase(): Promise<Started> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "deskside-test-"));
  const remove = () => rm(dataDir, { recursive: true, force: true });
  const settings = { fsync: "off", full_page_writes: "off", max_connections: "300" };
  try {
    const postgres = await startEmbeddedPostgres({ dataDir, settings, log: () => undefined });
    await migrate(postgres.url);
    await forbidConnections(postgres.url);
    return { url: postgres.url, stop: () => postgres.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A template with a connection to it can't be copied. */
async function forbidConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl(url) });
  await client.connect();
  await client.query(`ALTER DATABASE "${TEMPLATE}" ALLOW_CONNECTIONS false`);
  await client.end();
}

export function adminUrl(url: string): string {
  return Object.assign(new URL(url), { pathname: "/postgres" }).href;
}

function listen(server: ReturnType<typeof createServer>): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address !== null && typeof address === "object") {
        resolve(`http://127.0.0.1:${String(address.port)}`);
      }
    });
  });
}
