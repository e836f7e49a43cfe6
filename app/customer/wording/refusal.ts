/** Why the guard refused what the model wrote; the names that /metrics counts under. */
export const refusals = [
  "empty",
  "lines",
  "too_long",
  "markup",
  "ai_talk",
  "advice",
  "number",
  "name",
  "undisclosed",
  "claim",
  "invented",
  "lost",
] as const;
export type Refusal = (typeof refusals)[number];

export function isRefusal(trouble: string): trouble is Refusal {
  return (refusals as readonly string[]).includes(trouble);
}

/** Told to the model with the second try. Says nothing that the first one didn't hold. */
export const refusalHints: Record<Refusal, string> = {
  empty: "it was empty",
  lines: "it did not have exactly one line for each line given",
  too_long: "it was too long",
  markup: "it was not plain text",
  ai_talk: "it spoke of something other than the customer's own matter",
  advice: "it gave advice or offered help; the customer wants help",
  number: "it held a number that the lines don't hold",
  name: "it held a name that the lines don't hold",
  undisclosed: "it said more than the lines say",
  claim: "it said that something works or is done, which the lines don't say",
  invented: "it added things that the lines don't say",
  lost: "it left out or turned round something that the lines say",
};
