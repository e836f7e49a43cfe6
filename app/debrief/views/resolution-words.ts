import type { Resolution } from "../resolution";

/** What people read for the categories and codes of a resolution. */
export const categoryLabels: Record<Resolution["category"], string> = {
  access: "Access and accounts",
  hardware: "Hardware",
  network: "Network",
  printing: "Printing",
  security: "Security",
  other: "Other",
};

export const codeLabels: Record<Resolution["code"], { label: string; hint: string }> = {
  solved: { label: "Solved", hint: "The cause is gone and the customer has confirmed it." },
  workaround: { label: "Workaround", hint: "They can work; the cause is still there." },
  escalated: { label: "Escalated", hint: "Somebody else goes on from here." },
  refused: { label: "Refused", hint: "It may not be done, and you have said so." },
  no_contact: { label: "No contact", hint: "The customer didn't answer any more." },
};
