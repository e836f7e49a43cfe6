import { accounts, password } from "./api";

/** A browser without JavaScript: keeps cookies, follows nothing by itself. */
export type PageVisitor = {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Posts a form with the CSRF token of the page seen last, unless the fields say otherwise. */
  post(
    path: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Response>;
  cookies(): string;
  csrf(): string;
};

export function createVisitor(url: string): PageVisitor {
  const jar = new Map<string, string>();
  let token = "";

  async function send(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(`${url}${path}`, { redirect: "manual", ...init });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    const html = await response.clone().text();
    token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? token;
    return response;
  }
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  return {
    get: (path, headers = {}) => send(path, { headers: { Cookie: cookies(), ...headers } }),
    post: (path, fields, headers = {}) =>
      send(path, {
        method: "POST",
        headers: { Cookie: cookies(), ...headers },
        body: new URLSearchParams({ _csrf: token, ...fields }),
      }),
    cookies,
    csrf: () => token,
  };
}

/** Signs a demo account in by the form. Throws when that didn't lead on. */
export async function visitAs(url: string, account: keyof typeof accounts): Promise<PageVisitor> {
  const visitor = createVisitor(url);
  await visitor.get("/login");
  const answer = await visitor.post("/login", { email: accounts[account], password });
  if (answer.status !== 303) throw new Error(`signing in answered ${String(answer.status)}`);
  await visitor.get("/scenarios");
  return visitor;
}
