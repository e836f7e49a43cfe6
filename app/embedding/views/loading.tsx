import type { ReactNode } from "react";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import type { Loaded } from "../use-loaded";

type LoadingProps<T> = { loaded: Loaded<T>; children: (value: T) => ReactNode };

/** What was loaded; until then that it is, or why it can't be and the way to try again. */
export function Loading<T>({ loaded, children }: LoadingProps<T>) {
  const { value, problem, again } = loaded;
  if (value !== null) return children(value);
  return (
    <div className="mx-auto w-full max-w-3xl space-y-3 px-4 py-8">
      {problem === null ? (
        <p role="status" className="text-muted">
          Loading …
        </p>
      ) : (
        <>
          <Banner tone="danger" role="alert">
            {problem}
          </Banner>
          <Button type="button" onClick={again}>
            Try again
          </Button>
        </>
      )}
    </div>
  );
}
