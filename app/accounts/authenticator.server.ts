import { Authenticator } from "remix-auth";
import { FormStrategy } from "remix-auth-form";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import { checkCredentials, credentials } from "./sign-in.server";

/** The id of the user that the posted form signs in; throws as checkCredentials does. */
export function signInByForm(
  services: Services,
  address: string,
  request: Request,
): Promise<string> {
  const authenticator = new Authenticator<string>();
  authenticator.use(
    new FormStrategy(({ form }) => {
      const given = credentials.safeParse(Object.fromEntries(form));
      if (!given.success) throw new AppError("wrong_credentials");
      return checkCredentials(services, given.data, address);
    }),
    "form",
  );
  return authenticator.authenticate("form", request);
}
