import { useState } from "react";
import { ResolvePage } from "~/debrief/views/resolve-page";
import { randomUUID } from "~/lib/random-uuid";
import type { SessionView } from "~/sessions/session-view";
import { type EmbeddedApi, Refusal } from "../embedded-api";
import { textIn } from "../form-text";
import { ByApi } from "./by-api";
import { Scrolling } from "./embedded-app";

type ResolveProps = {
  api: EmbeddedApi;
  session: SessionView;
  onGo: (path: string) => void;
};

const names = ["category", "rootCause", "code", "notes"] as const;
const nothing = { category: "", rootCause: "", code: "", notes: "" };
type Problem = { errors: Record<string, string>; error: string | null };

export function EmbeddedResolve({ api, session, onGo }: ResolveProps) {
  const [key] = useState(() => randomUUID());
  const [{ errors, error }, setProblem] = useState<Problem>({ errors: {}, error: null });
  const post = (_path: string, form: FormData) => {
    const body = Object.fromEntries(names.map((name) => [name, textIn(form, name)]));
    api.resolve(session.id, body, key).then(
      () => onGo(`/sessions/${session.id}/debrief`),
      (thrown: unknown) => {
        if (thrown instanceof Refusal) setProblem(problemOf(thrown));
      },
    );
  };
  return (
    <ByApi onGo={onGo} onPost={post}>
      <Scrolling>
        <ResolvePage
          {...{ session, errors, error }}
          values={nothing}
          resolveKey={key}
          csrf={null}
        />
      </Scrolling>
    </ByApi>
  );
}

/** What is wrong with single fields is said beside them. */
function problemOf({ fields, message }: Refusal): Problem {
  return Object.keys(fields).length > 0
    ? { errors: fields, error: null }
    : { errors: {}, error: message };
}
