import type { LoaderFunctionArgs } from "@remix-run/node";
import { AppError } from "~/errors";
import { page } from "~/http/page.server";

/** Every other address, so that it gets our own page and not a bare one. */
export const loader = (args: LoaderFunctionArgs) =>
  page(args, () => {
    throw new AppError("not_found", "There is nothing at this address.");
  });

export default function Nothing(): null {
  return null;
}
