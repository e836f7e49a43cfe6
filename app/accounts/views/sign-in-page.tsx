import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { Card } from "~/ui/card";
import { TextField } from "~/ui/field";
import { HiddenFields } from "~/ui/hidden-fields";
import { Mark } from "./app-frame";

type SignInPageProps = {
  csrf: ReactNode;
  /** Kept after a refusal, so that only the password is typed again. */
  email: string;
  error: string | null;
  /** Why one is here, e.g. "Sign in again to go on. Unsent text is kept." */
  notice?: string | null;
  /** Where to go afterwards; already checked to be one of our own paths. */
  redirectTo?: string | null;
  /** Shown where the demo accounts are seeded. */
  demo?: { emails: readonly string[]; password: string } | null;
};

/**
 * A whole page load, since who is signed in is known to the frame around every page.
 * Posts `email`, `password` and `redirectTo` to `/login`.
 */
export function SignInPage(props: SignInPageProps) {
  return (
    <div className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center gap-6 px-4 py-10">
      <div className="space-y-2 px-1">
        <p className="flex items-center gap-2 text-lg font-bold">
          <Mark className="h-8 w-8" />
          Deskside
        </p>
        <p className="text-muted">Practise live chat with customers who can afford to wait.</p>
      </div>
      <Card className="space-y-5 two:p-7">
        <h1 className="text-xl font-bold tracking-tight">Sign in</h1>
        {props.notice && !props.error && <Banner role="status">{props.notice}</Banner>}
        {props.error && (
          <Banner tone="danger" role="alert">
            {props.error}
          </Banner>
        )}
        <SignInForm {...props} />
      </Card>
      {props.demo && <DemoAccounts {...props.demo} />}
    </div>
  );
}

function SignInForm({ csrf, email, error, redirectTo }: SignInPageProps) {
  return (
    <Form method="post" action="/login" reloadDocument className="space-y-4">
      <HiddenFields>
        {csrf}
        {redirectTo && <input type="hidden" name="redirectTo" value={redirectTo} />}
      </HiddenFields>
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={email}
        required
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        aria-invalid={error ? true : undefined}
        required
      />
      <Button look="primary" className="w-full">
        Sign in
      </Button>
    </Form>
  );
}

function DemoAccounts({ emails, password }: { emails: readonly string[]; password: string }) {
  return (
    <section aria-labelledby="demo" className="space-y-1 px-1 text-sm text-muted">
      <h2 id="demo" className="font-semibold">
        Demo accounts
      </h2>
      <p>{emails.join(" · ")}</p>
      <p>
        Password: <code className="font-mono text-text">{password}</code>
      </p>
    </section>
  );
}
