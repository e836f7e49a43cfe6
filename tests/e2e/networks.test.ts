import { mkdir, writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import pLimit from "p-limit";
import { createAccount } from "./support/accounts";
import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import { faultsOf } from "./support/networks/judge";
import {
  asWeSay,
  cutting,
  debians,
  holdingBack,
  type Place,
  refusing,
  type Way,
} from "./support/networks/places";
import { tableOf } from "./support/networks/table";
import { type Plan, visit, type Visit } from "./support/networks/visit";
import { chatOn, payrollDay, resolveAs, signIn, startSession } from "./support/screens";

/** `npm run networks`: for the figures in docs/networks.md. */
const isLong = process.env["NETWORKS"] === "long";
const folder = ".cache/networks";
const usualMessages = isLong ? 30 : 6;
const shortestSeconds = isLong ? 30 : 6;
const sends = isLong ? 6 : 3;

/** `npm run networks -- squid`: only the places whose names contain this. */
const only = (process.env["NETWORKS_ONLY"] ?? "").toLowerCase();
const isWanted = ({ name }: Place) => name.toLowerCase().includes(only);

function planFor({ seconds = 0, messages = usualMessages }: Place): Plan {
  const ms = Math.max(seconds, shortestSeconds) * 1_000;
  return { messages, sends, everyMs: Math.round(ms / usualMessages) };
}

const groups = [
  { behind: "what holds answers back", places: holdingBack },
  { behind: "what cuts connections", places: cutting(isLong ? [10, 30, 60] : [10]) },
  { behind: "what refuses", places: refusing },
  { behind: "Debian's proxies", places: debians },
  { behind: "proxies that are set as we say", places: asWeSay },
];

type Seen = { visit?: Visit; faults: string[] };

for (const [n, { behind, places }] of groups.entries()) {
  test(`behind ${behind}, the whole journey works, and the page is honest`, async ({
    quietServer: { url: appUrl },
    quietServer,
    openBrowser,
    complaints,
  }) => {
    test.setTimeout(isLong ? 600_000 : 300_000);
    // What the network does is told by the console, and is the test's doing.
    complaints.allow(/^error: (?:Failed to load resource|EventSource|.*ERR_)/);
    const trainee = await createAccount(quietServer, "trainee");
    const api = await signInToApi(quietServer, trainee);
    const whileFewLoad = pLimit(2);

    /** The whole journey; each with a sign-in of its own: the server learns from one reader's cut connections. */
    async function go(place: Place, way: Way): Promise<Seen> {
      const url = place.forward ? appUrl : way.url;
      const proxy = { server: way.url, bypass: "<-loopback>" };
      const context = await openBrowser(place.forward ? { proxy } : {});
      const page = await context.newPage();
      const session = await whileFewLoad(async () => {
        await signIn(page, trainee, url);
        return await startSession(page);
      });
      const doors = { page, api, session, whileFewLoad, url: `${url}/sessions/${session}` };
      const seen = await visit(place, way, doors, planFor(place));
      await whileFewLoad(() => finish(page));
      await context.close();
      return { visit: seen, faults: faultsOf(place, seen) };
    }

    const seen = await Promise.all(
      places.filter(isWanted).map(async (place): Promise<Seen> => {
        const way = await place.start(appUrl);
        const failed = (error: unknown) => ({ faults: [`${place.name}: ${String(error)}`] });
        return await go(place, way)
          .catch(failed)
          .finally(() => way.stop());
      }),
    );
    await report(
      n,
      seen.flatMap(({ visit: one }) => one ?? []),
    );
    expect(seen.flatMap(({ faults }) => faults)).toEqual([]);
  });
}

/** From the chat to the debrief. */
async function finish(page: Page): Promise<void> {
  const chat = chatOn(page);
  await chat.tool("Reset MFA").click();
  await expect(chat.log.getByText("You used Reset MFA")).toHaveCount(1);
  await chat.resolve.click();
  await resolveAs(page, { cause: "New phone" });
  await expect(page.getByRole("heading", { name: `Debrief: ${payrollDay.title}` })).toBeVisible();
}

async function report(nth: number, visits: readonly Visit[]): Promise<void> {
  process.stdout.write(`${tableOf(visits)}\n`);
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/${String(nth)}.json`, JSON.stringify(visits));
}
