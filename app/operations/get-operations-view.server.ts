import type { Viewer } from "~/accounts/user";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import type { OperationsView } from "./operations-view";
import { readProcessFacts } from "./process-facts.server";
import { readMetrics } from "./read-metrics.server";
import { getReadiness } from "./readiness.server";

/** How the process that answers is doing. Throws `forbidden` for anyone but trainers. */
export async function getOperationsView(
  services: Services,
  viewer: Viewer,
): Promise<OperationsView> {
  if (viewer.role !== "trainer") throw new AppError("forbidden", "Operations are for trainers.");
  const [process, readiness, figures] = await Promise.all([
    readProcessFacts(),
    getReadiness(services),
    readMetrics(services.metrics),
  ]);
  return { readAt: services.clock.now().toISOString(), process, readiness, ...figures };
}
