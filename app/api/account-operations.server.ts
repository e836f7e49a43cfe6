import { accessTokenSeconds, createAccessToken } from "~/accounts/access-token.server";
import { createRefreshableTokens } from "~/accounts/refresh.server";
import { checkCredentials } from "~/accounts/sign-in.server";
import { listScenarios } from "~/scenarios/catalogue.server";
import type { Services } from "~/services.server";
import { toTokenAnswer } from "./embedding-operations.server";
import { type Operation, publicOperation, viewerOperation } from "./operation.server";
import * as schemas from "./schemas";

export function accountOperations(services: Services): Operation[] {
  return [
    publicOperation(
      services,
      {
        method: "post",
        path: "/token",
        summary: "Exchange e-mail and password for an access token",
        body: schemas.tokenBody,
        answers: { 200: schemas.tokenAnswer },
      },
      async ({ body, call }) => {
        const { refreshable, ...given } = body;
        const userId = await checkCredentials(services, given, call.caller());
        if (refreshable) {
          const tokens = await createRefreshableTokens(services, userId);
          return { status: 200, body: toTokenAnswer(tokens) };
        }
        const accessToken = await createAccessToken(services, userId);
        return {
          status: 200,
          body: { accessToken, tokenType: "Bearer", expiresIn: accessTokenSeconds },
        };
      },
    ),
    viewerOperation(
      services,
      {
        method: "get",
        path: "/scenarios",
        summary: "The scenarios to practise",
        answers: { 200: schemas.scenariosAnswer },
      },
      async () => {
        const scenarios = (await listScenarios(services)).map(
          ({ id, version, title, summary, difficulty, skills }) => ({
            id,
            version,
            title,
            summary,
            difficulty,
            skills,
          }),
        );
        return { status: 200, body: { scenarios } };
      },
    ),
  ];
}
