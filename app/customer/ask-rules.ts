import { createRule, type IntentRule } from "./rules";

/**
 * What a trainee may want to know, most telling first: a rule further down may
 * rely on those above it having taken the clauses that are theirs.
 */
export const askRules: IntentRule[] = [
  createRule("ask_contact_number", ["contactnumber"], { none: "identity" }),
  createRule("ask_callback", ["callback"], { force: "ask|tell|state" }),
  createRule("ask_urgency", ["urgency"], { none: "error|begin" }),
  createRule("ask_person", ["person"]),
  createRule("off_topic", ["offtopic"], {
    none: "error|signin|call|slow|wifi|begin|others|upload",
  }),
  createRule("ask_identity", ["identity"], { force: "ask|tell", none: "device|running|upload" }),
  createRule("ask_identity", ["name"], {
    force: "ask|tell",
    none: "phone|authenticator|device|running|wifi|error|call|upload|others",
  }),
  createRule("ask_household", ["household"]),
  createRule("ask_others", ["others"], { none: "password|retry|testcall" }),
  createRule("ask_restarted", ["restart"], { head: "yesno|when", none: "begin" }),
  createRule("ask_tried", ["tried"]),
  createRule("ask_error", ["error"], {
    none: "change|novelty",
    head: "what|which|how|yesno|where|none|why",
  }),
  createRule("ask_old_phone", ["oldphone"]),
  createRule("ask_password_changed", [
    "password",
    "change|novelty|expired|lastworked|recent|forgot",
  ]),
  createRule("ask_phone", ["phone"], { none: "testcall|call" }),
  createRule("ask_authenticator", ["authenticator"], { none: "testcall" }),
  createRule("ask_signal", ["signal|technicalsignal"], {
    force: "ask|tell",
    none: "error|call|upload",
  }),
  createRule("ask_speedtest", ["speedtest"], { force: "ask|tell", none: "upload" }),
  createRule("ask_change", ["change"], { none: "password" }),
  createRule("ask_change", ["novelty", "anything|recent|device|running|time"]),
  createRule("ask_change", ["novelty"], { head: "what|yesno|none", none: "upload" }),
  createRule("ask_change", ["happen", "recent|time"], { head: "what", none: "now" }),
  createRule("ask_running", ["doing", "device"]),
  createRule("ask_change", ["doing"], { head: "what" }),
  createRule("ask_when", ["lastworked"]),
  createRule("ask_when", ["begin|stopped|happen|see|signin|works|slow|call|problem"], {
    head: "when|howlong",
  }),
  createRule("ask_when", ["begin|stopped|problem|slow|happen", "time|now|recent"], {
    head: "yesno|none",
    none: "upload|running",
  }),
  createRule("ask_when", ["begin"], { none: "upload|running|testcall|enrol" }),
  createRule("ask_others", ["anybody"], {
    head: "yesno|none|who|what|how",
    none: "upload|running|password",
  }),
  createRule("ask_distance", ["distance|router"]),
  createRule("ask_location", ["location"], { none: "upload|screen" }),
  createRule("ask_running", ["upload"], { force: "ask|tell", none: "pause|schedule|cause|advice" }),
  createRule("ask_running", ["running"], { force: "ask|tell", none: "pause|internetuse|signin" }),
  createRule("ask_vpn", ["vpn"]),
  createRule("ask_scope", ["only", "call|slow|internetuse|wifi|problem|works|signin"]),
  createRule("ask_connection", ["cable|wifi"], { none: "slow|works|internetuse" }),
  createRule("check_works", ["works"], {
    head: "yesno|how|none",
    none: "internetuse|wifi|recent|device",
  }),
  createRule("ask_error", ["see|say|screen|happen"], {
    head: "what|which",
    none: "internetuse|wifi|slow",
  }),
  createRule("ask_scope", ["internetuse|wifi"], { head: "what|which|yesno|how|none" }),
  createRule("ask_scope", ["slow|signin"], { head: "what|which" }),
  createRule("ask_error", ["see|say|screen|happen"], {
    head: "what|which|how|none|yesno|where|why",
  }),
  createRule("ask_describe", ["describe|problem"], { head: "what|how|none|which", force: "ask" }),
  createRule("check_works", ["now", "call|signin|slow|problem"], { head: "yesno|how|none" }),
  createRule("ask_call_quality", ["call"], {}),
  createRule("ask_device", ["device"]),
  createRule("ask_when", [], { head: "when|howlong" }),
  createRule("ask_error", ["signin"], { head: "why" }),
  createRule("tell_report", ["report"], { head: "none", force: "ask|tell" }),
];
