import type { TestServer } from "../../support/server";

/** Streams and waiting polls, by the server's own count. */
export async function openReaders(server: TestServer): Promise<number[]> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return ["stream", "poll"].map((transport) => {
    const line = new RegExp(`^deskside_open_readers\\{transport="${transport}"\\} (\\d+)$`, "m");
    return Number(line.exec(text)?.[1] ?? 0);
  });
}
