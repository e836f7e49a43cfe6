import { connect, createServer, type Socket } from "node:net";
import { listen, type Middlebox } from "./middlebox";

/** A proxy that speaks HTTP/1.0 to both sides: one request per connection, which ends with it. */
export function startHttp10(appUrl: string): Promise<Middlebox> {
  const { hostname, port } = new URL(appUrl);
  const server = createServer((client) => {
    const app = connect(Number(port), hostname);
    downgrade(client, app);
    downgrade(app, client);
  });
  return listen(server);
}

/** The head is read whole and said anew; what comes after it passes as it is. */
function downgrade(from: Socket, to: Socket): void {
  let head = "";
  from.on("error", () => to.destroy());
  from.on("close", () => to.end());
  from.on("data", function read(bytes: Buffer) {
    head += bytes.toString("latin1");
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    from.off("data", read);
    to.write(inHttp10(head.slice(0, end)) + head.slice(end), "latin1");
    from.pipe(to);
  });
}

function inHttp10(head: string): string {
  const [first = "", ...others] = head.split("\r\n");
  const kept = others.filter((line) => !/^(?:connection|keep-alive):/i.test(line));
  return [first.replace("HTTP/1.1", "HTTP/1.0"), ...kept, "Connection: close"].join("\r\n");
}
