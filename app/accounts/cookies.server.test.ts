import { expect, test } from "vitest";
import { parseEnv } from "~/env.server";
import { csrfOf } from "./cookies.server";

const url = "https://deskside.example.org/login";
const withSecrets = (...secrets: string[]) =>
  csrfOf(
    parseEnv({
      NODE_ENV: "production",
      DATABASE_URL: "postgresql://127.0.0.1/deskside",
      SESSION_SECRET: secrets.map((secret) => secret.repeat(32)).join(","),
      TOKEN_SECRET: "t".repeat(32),
    }),
    url,
  );

/** The token on a page, and the headers of the post from it. */
async function openPage(csrf: ReturnType<typeof withSecrets>, headers = new Headers()) {
  const [token, cookie] = await csrf.commitToken(headers);
  const form = new FormData();
  form.set("_csrf", token);
  const kept = cookie?.split(";")[0] ?? headers.get("Cookie") ?? "";
  return { form, headers: new Headers({ Cookie: kept }) };
}

test("a page's form is taken after a new secret was put first, and so is the next page's", async () => {
  const page = await openPage(withSecrets("o"));
  const rotated = withSecrets("n", "o");
  await expect(rotated.validate(page.form, page.headers)).resolves.toBeUndefined();
  const next = await openPage(rotated, page.headers);
  await expect(rotated.validate(next.form, next.headers)).resolves.toBeUndefined();
});

test("a token whose cookie was signed by somebody else is refused", async () => {
  const page = await openPage(withSecrets("x"));
  await expect(withSecrets("n").validate(page.form, page.headers)).rejects.toThrow("CSRF");
});

test("another page's token is refused", async () => {
  const csrf = withSecrets("n");
  const [one, two] = [await openPage(csrf), await openPage(csrf)];
  await expect(csrf.validate(one.form, two.headers)).rejects.toThrow("CSRF");
});
