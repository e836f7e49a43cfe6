import { createRule, type IntentRule } from "./rules";

/** What a trainee may ask the customer to do, and explanations that count. */
export const tellRules: IntentRule[] = [
  createRule("advise_later", ["upload", "schedule|~schedule|advice"], {
    head: "none",
    force: "tell|state|ask",
    none: "pause",
  }),
  createRule("advise_later", ["upload|~upload", "call|voice|schedule|~call|~voice|~schedule"], {
    force: "tell|state|ask",
    negated: true,
    none: "pause",
  }),
  createRule("tell_pause_upload", ["pause", "upload"], { force: "tell", none: "testcall" }),
  createRule("tell_pause_upload", ["pause", "upload"], { head: "none", none: "testcall" }),
  createRule("explain_cause", ["upload|~upload", "cause|~cause"], {
    head: "none",
    force: "ask|state|tell",
  }),
  createRule("tell_test_call", ["testcall"], { force: "tell", none: "contactnumber" }),
  createRule("tell_test_call", ["testcall"], { head: "none", none: "contactnumber" }),
  createRule("tell_vpn_off", ["vpn", "disconnect|pause"], { force: "tell" }),
  createRule("tell_vpn_off", ["vpn", "disconnect|pause"], { head: "none|how" }),
  createRule("tell_restart", ["restart"], { force: "tell", none: "upload|pause" }),
  createRule("tell_closer", ["closer"], { force: "tell" }),
  createRule("tell_closer", ["closer"], { head: "none" }),
  createRule("tell_cable", ["cable"], { force: "tell" }),
  createRule("tell_enrol", ["enrol", "authenticator|phone|account"], { force: "tell|state" }),
  createRule("tell_enrol", ["enrol"], { force: "tell" }),
  createRule("tell_enrol", ["attach", "phone|authenticator|account"], { force: "tell" }),
  createRule("tell_approve", ["approveit"], { force: "tell" }),
  createRule("tell_test_call", ["retry", "call"], { force: "tell" }),
  createRule("tell_signin", ["signin"], {
    force: "tell",
    none: "authenticator|phone|vpn|wifi|cable|call",
  }),
  createRule("tell_pause_it", ["pause"], { force: "tell", none: "call|voice|testcall" }),
  createRule("advise_later", ["schedule"], { force: "tell", none: "retry|signin|restart" }),
  createRule("tell_test_call", ["ring|call"], { force: "tell", none: "contactnumber|pause|see" }),
  createRule("advise_later", ["schedule", "it|advice"], { head: "none", force: "state" }),
  createRule("tell_location", ["location"], { force: "tell", none: "see" }),
  createRule("tell_retry", ["retry"], { force: "tell" }),
];
