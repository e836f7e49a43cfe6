import type { Viewer } from "~/accounts/user";
import { AppError } from "~/errors";

/** Throws `forbidden` for anyone but trainers. */
export function requireTrainer(viewer: Viewer): void {
  if (viewer.role !== "trainer") throw new AppError("forbidden", "Authoring is for trainers.");
}
