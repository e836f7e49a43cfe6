// The floor: what Node and PostgreSQL cost when nothing is promised. POST → one durable INSERT →
// write to each reader. No order, no accounts, no limits, no repeats recognised.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import process from "node:process";
import pg from "pg";

type Row = { id: string; key: string; text: string };

const heartbeatMs = 15_000;
const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 10 });
const readers = new Map<string, Set<ServerResponse>>();

const frame = ({ id, key, text }: Row): string =>
  `id: 0:${id}\nevent: message.posted\ndata: ${JSON.stringify({ id, clientMessageId: key, text })}\n\n`;

async function post(session: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  let body = "";
  req.setEncoding("utf8");
  for await (const chunk of req) body += String(chunk);
  const { key, text } = JSON.parse(body) as { key: string; text: string };
  const { rows } = await pool.query<{ id: string }>({
    name: "insert",
    text: "INSERT INTO message (session, key, text) VALUES ($1, $2, $3) RETURNING id",
    values: [session, key, text],
  });
  const id = rows[0]?.id ?? "";
  const event = frame({ id, key, text });
  for (const reader of readers.get(session) ?? []) reader.write(event);
  res.writeHead(201, { "Content-Type": "application/json" }).end(`{"id":${id}}`);
}

async function read(session: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const after = String(req.headers["last-event-id"] ?? "").replace(/^0:/, "");
  res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  res.write(`id: 0:${after || "0"}\nevent: hello\ndata: {}\n\n`);
  const all = readers.get(session) ?? new Set();
  readers.set(session, all);
  // What is posted while the replay is read is lost to this reader: the floor promises nothing.
  if (after !== "" && after !== "0") await replay(session, after, res);
  all.add(res);
  const timer = setInterval(() => res.write("event: heartbeat\ndata: {}\n\n"), heartbeatMs);
  res.on("close", () => {
    clearInterval(timer);
    all.delete(res);
  });
}

async function replay(session: string, after: string, res: ServerResponse): Promise<void> {
  const { rows } = await pool.query<Row>({
    name: "replay",
    text: "SELECT id, key, text FROM message WHERE session = $1 AND id > $2 ORDER BY id",
    values: [session, after],
  });
  res.write(rows.map(frame).join(""));
}

const server = createServer((req, res) => {
  const session = (req.url ?? "/").slice(1);
  const done = req.method === "POST" ? post(session, req, res) : read(session, req, res);
  done.catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    res.destroy();
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  process.stdout.write(`ready at http://127.0.0.1:${String(port)}\n`);
});
process.once("SIGTERM", () => process.exit(0));
