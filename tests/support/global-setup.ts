import { serveTestDatabases } from "./database-server";

/**
 * One PostgreSQL for the whole run. It starts when the first test asks for a database, so that
 * pure tests don't wait for it. The runner's workers inherit the address.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const server = await serveTestDatabases();
  process.env["DESKSIDE_TEST_RUN"] = server.url;
  return () => server.stop();
}
