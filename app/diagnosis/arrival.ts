import { z } from "zod";

/** What reached the server of one request, after all that lies between. */
export const arrival = z.object({
  httpVersion: z.string().meta({ description: "of the last leg, e.g. 1.1" }),
  scheme: z.enum(["http", "https"]).meta({ description: "as the trusted proxies report it" }),
  via: z.array(z.string()).meta({ description: "the proxies that name themselves in Via" }),
  forwardedFor: z.int().meta({ description: "how many addresses X-Forwarded-For holds" }),
  cookies: z.boolean().meta({ description: "whether a cookie of ours came back" }),
  acceptsCompression: z.boolean(),
  lastEventId: z.string().nullable().meta({ description: "the header Last-Event-ID" }),
  idempotencyKey: z.string().nullable().meta({ description: "the header Idempotency-Key" }),
});

export type Arrival = z.infer<typeof arrival>;
