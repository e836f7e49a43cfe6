import path from "node:path";
import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { expect, test } from "vitest";
import { importArrows } from "./import-arrows.mjs";

function lint(file: string, code: string): string[] {
  const messages = new Linter({ cwd: process.cwd() }).verify(
    code,
    {
      files: ["**/*.{ts,tsx}"],
      languageOptions: { parser: tseslint.parser },
      plugins: { deskside: { rules: { "import-arrows": importArrows } } },
      rules: { "deskside/import-arrows": "error" },
    },
    path.resolve(file),
  );
  return messages.map(({ messageId, message }) => messageId ?? message);
}

const allowed: [file: string, code: string][] = [
  ["app/customer/turn.ts", 'import { foldText } from "~/lib/fold-text"'],
  ["app/customer/turn.ts", 'import { events } from "../conversation/events"'],
  ["app/sessions/start.server.ts", 'import type { Services } from "~/services.server"'],
  ["app/sessions/start.server.ts", 'import { Prisma } from "~/generated/prisma/client"'],
  ["app/ports/event-bus.ts", 'import type { Event } from "~/conversation/events"'],
  ["app/services.server.ts", 'import { createBus } from "~/adapters/in-process-event-bus.server"'],
  ["app/routes/login.tsx", 'import { signIn } from "~/accounts/sign-in.server"'],
  ["app/root.tsx", 'import { getUser } from "~/accounts/require-viewer.server"'],
  ["app/api/router.server.ts", 'import { step } from "~/customer/step"'],
  ["app/lib/files.server.ts", 'import { readFile } from "node:fs/promises"'],
  ["app/conversation/views/log.tsx", 'import type { Page } from "../list.server"'],
  ["app/lib/migrate.server.test.ts", 'import { create } from "~/services.server"'],
  ["tests/http/chat.test.ts", 'import { events } from "~/conversation/events"'],
];

test.each(allowed)("%s may say: %s", (file, code) => {
  expect(lint(file, code)).toEqual([]);
});

const forbidden: [file: string, code: string, why: string][] = [
  ["app/sessions/start.ts", 'import { events } from "~/conversation/events"', "arrow"],
  ["app/sessions/start.ts", 'import type { Event } from "../conversation/events"', "arrow"],
  ["app/accounts/user.ts", 'export { events } from "~/conversation/events"', "arrow"],
  ["app/accounts/user.ts", 'export * from "~/scenarios/schema"', "arrow"],
  ["app/accounts/user.ts", 'const later = import("~/scenarios/schema")', "arrow"],
  ["app/lib/fold-text.ts", 'import { user } from "~/accounts/user"', "arrow"],
  ["app/ui/button.tsx", 'import type { User } from "~/accounts/user"', "arrow"],
  ["app/customer/step.ts", 'import { route } from "~/routes/login"', "arrow"],
  ["app/ports/event-bus.ts", 'import { events } from "~/conversation/events"', "typeOnly"],
  ["app/sessions/a.server.ts", 'import { createServices } from "~/services.server"', "typeOnly"],
  ["app/sessions/a.server.ts", 'import { clock } from "~/ports/clock"', "typeOnly"],
  ["app/sessions/a.server.ts", 'import { bus } from "~/adapters/redis.server"', "adapter"],
  ["app/routes/login.tsx", 'import type { Bus } from "~/adapters/redis.server"', "adapter"],
  ["app/conversation/views/log.tsx", 'import { list } from "../list.server"', "server"],
  ["app/conversation/views/log.tsx", 'import { type Page } from "../list.server"', "server"],
  ["app/conversation/use-log.ts", 'import { list } from "./list.server"', "server"],
  ["app/customer/step.ts", 'import { Prisma } from "~/generated/prisma/client"', "server"],
  ["app/customer/step.ts", 'import { randomUUID } from "node:crypto"', "server"],
];

test.each(forbidden)("%s may not say: %s", (file, code, why) => {
  expect(lint(file, code)).toEqual([why]);
});
