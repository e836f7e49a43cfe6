import { isRouteErrorResponse, useRouteError } from "@remix-run/react";

/** In the frame there is room for a sentence; the page around it has all else. */
export function LogFrameError() {
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const passes = status === 429 || status >= 500;
  return (
    <p role="alert" className="m-auto max-w-prose px-4 py-8 text-center text-muted">
      The conversation can't be shown at the moment.{" "}
      {passes ? "It is tried again by itself." : "Reload the page around it."}
    </p>
  );
}
