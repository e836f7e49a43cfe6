/** Apart from the schema, whose library would weigh more than the page that shows them. */

export const categories = [
  "access",
  "hardware",
  "network",
  "printing",
  "security",
  "other",
] as const;
export const resolutionCodes = [
  "solved",
  "workaround",
  "escalated",
  "refused",
  "no_contact",
] as const;
