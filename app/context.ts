import type { Services } from "~/services.server";

declare module "@remix-run/node" {
  /** What server.ts hands to every loader and action. */
  interface AppLoadContext {
    services: Services;
    /** For the scripts and styles of this one answer (Content-Security-Policy). */
    nonce: string;
    requestId: string;
    /** Of the last leg, e.g. "1.1". */
    httpVersion: string;
    /** The caller's address, as the trusted proxies report it. */
    address: string;
  }

  /** Loaders and actions are typed by what they return, not by its JSON. */
  interface Future {
    v3_singleFetch: true;
  }
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express's own way to extend a request
  namespace Express {
    interface Request {
      requestId: string;
    }
  }
}
