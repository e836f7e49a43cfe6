import { visitAs } from "../../support/page-visitor";
import { weighScripts } from "../../support/page-weight";
import type { Bench } from "../load/bench";
import type { Figures } from "../load/client";

/** What the chat page makes a new browser load of JavaScript, compressed. */
export async function pageWeight({ job }: Bench): Promise<Figures> {
  const visitor = await visitAs(job.url, "trainee");
  return { scriptKilobytes: await weighScripts(visitor, `/sessions/${job.sessions[0] ?? ""}`) };
}
