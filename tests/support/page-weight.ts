import type { PageVisitor } from "./page-visitor";

/** What the page at `path` makes a new browser load of JavaScript, in KB as they come by Brotli. */
export async function weighScripts(visitor: PageVisitor, path: string): Promise<number> {
  const html = await (await visitor.get(path)).text();
  const named = html.matchAll(/["'](\/build\/[^"']+\.js)["']/g);
  const files = [...new Set([...named].map(([, file = ""]) => file))];
  if (files.length === 0) throw new Error(`${path} names no scripts`);
  const sizes = await Promise.all(files.map((file) => compressedSize(visitor, file)));
  return sizes.reduce((sum, size) => sum + size, 0) / 1_024;
}

async function compressedSize(visitor: PageVisitor, file: string): Promise<number> {
  const answer = await visitor.get(file, { "Accept-Encoding": "gzip, deflate, br" });
  if (answer.headers.get("Content-Encoding") !== "br") throw new Error(`${file} came unpacked`);
  return Number(answer.headers.get("Content-Length"));
}
