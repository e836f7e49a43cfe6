import type { Criterion } from "~/scenarios/rubric";

/** How much of a criterion was met, 0–1, with its evidence and the reason. */
export type Finding = { share: number; evidence: number[]; reason: string };

/** A criterion of one kind. */
export type Of<Kind extends Criterion["kind"]> = Extract<Criterion, { kind: Kind }>;
