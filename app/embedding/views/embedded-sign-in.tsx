import { type FormEvent, type ReactNode, useState } from "react";
import { SignInPage } from "~/accounts/views/sign-in-page";
import type { TokenKeeper } from "../token-keeper";
import { textIn } from "../form-text";

type SignInProps = {
  /** Null where cookies are kept, and until the page is alive: the form then posts by itself. */
  keeper: TokenKeeper | null;
  csrf: ReactNode;
  redirectTo: string;
  notice: string | null;
  demo: { emails: readonly string[]; password: string } | null;
};

/** The sign-in in a frame: by the form, whose cookie is one for frames, else by the API. */
export function EmbeddedSignIn({ keeper, csrf, ...props }: SignInProps) {
  const [refused, setRefused] = useState({ email: "", error: null as string | null });
  function submit(event: FormEvent) {
    if (!keeper || !(event.target instanceof HTMLFormElement)) return;
    event.preventDefault();
    const form = new FormData(event.target);
    const given = { email: textIn(form, "email"), password: textIn(form, "password") };
    void keeper.signIn(given).then((error) => setRefused({ email: given.email, error }));
  }
  return (
    <div onSubmitCapture={submit} className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <SignInPage
        {...props}
        {...refused}
        csrf={
          <>
            {csrf}
            <input type="hidden" name="frame" value="1" />
          </>
        }
      />
    </div>
  );
}
