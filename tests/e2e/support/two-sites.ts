import { request, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { startServer, type TestServer } from "../../support/server";
import { makeCertificate } from "./certificate";

/** An LMS and Deskside as two sites, both over HTTPS. */
export interface TwoSites {
  readonly server: TestServer;
  /** Deskside's address, as the browser has it. */
  readonly tool: string;
  /** A page on the LMS, or on a site that isn't configured, with this page of Deskside in a frame. */
  framing(path: string, site?: "lms" | "other"): string;
  /** Cuts all event streams that are open now. */
  cutStreams(): void;
  /** From now on the proxy takes away what forbids framing, as if the browser didn't know it. */
  ignoreFrameAncestors(is: boolean): void;
  stop(): Promise<void>;
}

export async function startTwoSites(): Promise<TwoSites> {
  const certificate = await makeCertificate();
  const streams = new Set<ServerResponse>();
  const proxy = { url: "", ignoresAncestors: false };
  const lms = createServer(certificate, answerAsLms);
  const tool = createServer(certificate, (req, res) => {
    pass(req, res, proxy, streams);
  });
  const [lmsPort, toolPort] = [await listen(lms), await listen(tool)];
  const server = await startServer({
    env: { EMBED_ORIGINS: `https://lms.test:${lmsPort}`, LOG_LEVEL: "trace" },
  });
  proxy.url = server.url;
  const toolUrl = `https://tool.test:${toolPort}`;
  return {
    server,
    tool: toolUrl,
    framing: (path, site = "lms") =>
      `https://${site}.test:${lmsPort}/?${new URLSearchParams({ src: toolUrl + path }).toString()}`,
    cutStreams: () => {
      for (const stream of streams) stream.destroy();
    },
    ignoreFrameAncestors: (is) => {
      proxy.ignoresAncestors = is;
    },
    stop: async () => {
      for (const one of [lms, tool]) {
        one.closeAllConnections();
        one.close();
      }
      await server.stop();
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** A course page: a frame, and a list of what it was told. */
function answerAsLms(req: IncomingMessage, res: ServerResponse): void {
  const src = new URL(req.url ?? "/", "https://lms.test").searchParams.get("src") ?? "";
  res.setHeader("Content-Type", "text/html");
  res.end(`<!doctype html><title>Course</title><link rel="icon" href="data:,">
<script>
window.told = [];
addEventListener("message", ({ origin, data }) => told.push({ origin, data }));
</script>
<iframe name="deskside" src="${src.replaceAll('"', "&quot;")}" width="1000" height="700"></iframe>`);
}

/** As any reverse proxy: HTTPS outside, HTTP inside, the caller's scheme told. */
function pass(
  req: IncomingMessage,
  res: ServerResponse,
  { url, ignoresAncestors }: { url: string; ignoresAncestors: boolean },
  streams: Set<ServerResponse>,
): void {
  const headers = { ...req.headers, "x-forwarded-proto": "https" };
  const asked = request(`${url}${req.url ?? "/"}`, { method: req.method, headers }, (answer) => {
    const given = { ...answer.headers };
    if (ignoresAncestors) {
      delete given["content-security-policy"];
      delete given["x-frame-options"];
    }
    res.writeHead(answer.statusCode ?? 502, given);
    if (given["content-type"] === "text/event-stream") streams.add(res);
    answer.pipe(res);
    answer.on("error", () => res.destroy());
  });
  asked.on("error", () => res.destroy());
  res.on("close", () => {
    streams.delete(res);
    asked.destroy();
  });
  req.pipe(asked);
}
