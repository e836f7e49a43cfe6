import { createRule, type IntentRule } from "./rules";

/**
 * What a trainee says should become of things: delete or keep what may be needed as
 * `evidence`, ignore what lies `atrisk`. A scenario's own lexicon says what these are;
 * where it doesn't, no clause fits.
 */
export const keepRules: IntentRule[] = [
  createRule("tell_delete", ["keepverb", "evidence"], {
    negated: true,
    force: "tell|state",
    none: "erase|unerase|withus",
  }),
  createRule("tell_keep", ["erase", "evidence"], { negated: true, force: "tell|state|ask" }),
  createRule("tell_keep", ["unerase", "evidence"], { force: "tell|state|ask" }),
  createRule("tell_keep", ["keepsafe", "evidence"], { force: "tell", none: "erase|withus" }),
  createRule("tell_keep", ["keepsafe|evidence", "needed|permit"], {
    force: "state",
    none: "erase|unerase|signin",
  }),
  createRule("tell_keep", ["keepsafe", "evidence"], {
    head: "none",
    none: "erase|stillhave|withus",
  }),
  createRule("tell_delete", ["erase", "evidence"], { force: "tell" }),
  createRule("tell_delete", ["erase", "evidence"], { head: "none", none: "stillhave" }),
  createRule("tell_delete", ["erase", "evidence", "permit|advice"], {
    force: "state",
    none: "recover|unerase",
  }),
  createRule("tell_ignore", ["ignore|unimportant", "atrisk"], {
    negated: true,
    force: "tell|state|ask",
    none: "heed|secure",
  }),
  createRule("tell_ignore", ["secure", "atrisk"], {
    negated: true,
    force: "tell|state|ask",
    none: "heed|ignore|unimportant|reassure",
  }),
  createRule("tell_ignore", ["ignore", "atrisk"], { force: "tell", none: "heed|withus|secure" }),
  createRule("tell_ignore", ["ignore", "atrisk"], { head: "none", none: "heed|withus|secure" }),
  createRule("tell_ignore", ["ignore", "atrisk"], { force: "state", none: "heed|withus|secure" }),
  createRule("tell_ignore", ["unimportant", "atrisk|~atrisk"], {
    force: "state|tell",
    none: "heed|withus|secure",
  }),
  createRule("tell_ignore", ["unimportant", "atrisk"], {
    head: "none",
    none: "heed|withus|secure",
  }),
];
