import { createRule, type IntentRule } from "./rules";

const times = "when|howlong";
const open = "what|which|how|where|why";

/**
 * What a trainee may want to know, most telling first: a rule further down may
 * rely on those above it having taken the clauses that are theirs.
 */
export const askRules: IntentRule[] = [
  // Matters of the chat itself
  createRule("offer_help", ["offerhelp"], { head: "how|what" }),
  createRule("ask_contact_number", ["contactnumber"], { none: "identity|wifi|signal" }),
  createRule("ask_callback", ["callback"], { force: "ask|tell|state" }),
  createRule("ask_when", ["since"], { head: times }),
  createRule("ask_urgency", ["urgency"], { none: "error|begin" }),
  createRule("ask_person", ["person"]),
  createRule("off_topic", ["offtopic"], {
    none: "error|signin|call|slow|wifi|begin|others|upload|internet",
  }),
  // Who
  createRule("ask_authenticator", ["confirmself", "device|phone|signin"]),
  createRule("ask_authenticator", ["confirmself"], { head: "where|how|which" }),
  createRule("ask_identity", ["identity"], { force: "ask|tell", none: "device|running|upload" }),
  createRule("ask_identity", ["staffnumber"]),
  createRule("ask_identity", ["name"], {
    none: "phone|authenticator|device|running|wifi|internet|error|call|upload|others|thirdparty",
  }),
  createRule("ask_household", ["household"], {
    head: "yesno|who|what|how|none|howmany",
    none: "upload",
  }),
  createRule("ask_others", ["others"], {
    head: `${open}|yesno|none|who|howmany`,
    none: "password|retry|testcall|askall|standin",
  }),
  createRule("ask_others", ["others"], { force: "tell", none: "testcall|call|voice|password" }),
  createRule("ask_restarted", ["restart"], { head: "yesno|when", none: "begin" }),
  createRule("ask_tried", ["tried"]),
  // What the screen says
  createRule("ask_urgency", ["happen", "consequence|~consequence"], { head: "what" }),
  createRule("ask_urgency", ["consequence"], { head: "what" }),
  createRule("ask_error", ["notice2", "computer"], {
    head: "yesno|none|what",
    none: "phone|change|novelty|others",
  }),
  createRule("ask_phone", ["notice2|error", "phone"], { head: "yesno|none|what", none: "call" }),
  createRule("ask_error", ["stage"], { none: "router|distance|location|begin|stopped|problem" }),
  createRule("ask_error", ["error"], {
    none: "change|novelty|others",
    head: "what|which|how|yesno|where|none|why",
  }),
  createRule("ask_describe", ["describe", "problem"], {
    head: "what|how|none|yesno|which",
    none: "begin|since|time",
  }),
  createRule("ask_describe", ["mean"], { head: "what|how|none" }),
  // Signing in
  createRule("ask_old_phone", ["oldphone"], { none: "password" }),
  createRule("ask_password_changed", [
    "password",
    "change|novelty|expired|lastworked|recent|forgot",
  ]),
  createRule("ask_phone", ["phone"], {
    none: "testcall|call|internetuse|contactnumber|phonestate|whom",
  }),
  createRule("ask_authenticator", ["authenticator"], { force: "ask", none: "testcall|whom" }),
  createRule("ask_authenticator", ["authenticator"], {
    force: "tell",
    none: "testcall|enrol|approveit",
  }),
  createRule("ask_phone", ["phone", "check|see|get"], {
    force: "tell",
    none: "testcall|call|enrol|attach|approveit|upload|wifi|signal",
  }),
  // The line and the place
  createRule("ask_signal", ["signal|technicalsignal"], {
    force: "ask|tell",
    none: "error|call|upload|rest|time|since",
  }),
  createRule("ask_signal", ["wifi", "slow|like"], {
    head: `${open}|yesno|none`,
    none: "others|rest",
  }),
  createRule("ask_signal", ["wifi"], { head: "how|howmany", none: "cable|works" }),
  createRule("ask_signal", ["internet", "like"], { head: "how", none: "rest|only" }),
  createRule("ask_speedtest", ["speedtest"], { force: "ask|tell", none: "upload" }),
  createRule("ask_authenticator", ["approveit"], { none: "error|novelty|password|code" }),
  createRule(
    "ask_when",
    ["past", "signin|works|slow|call|voice|back|internetuse|it", "pasttime|~pasttime"],
    {
      head: "yesno",
      none: "others|anybody|change|novelty|tried|restart|upload|running|phone|begin",
    },
  ),
  createRule("ask_when", ["problem|slow|works", "pasttime"], {
    head: "none",
    none: "others|anybody|change|novelty|tried|upload|running|now",
  }),
  createRule("check_works", ["back", "works|rest|internetuse|target|running|signin|slow"], {
    head: "yesno|none",
    none: "since|time|begin|happen",
  }),
  createRule("check_works", ["target", "opening|now|works|back|running"], {
    force: "ask|tell",
    none: "time|recent|others",
  }),
  // What changed
  createRule("ask_change", ["change"], { none: "password" }),
  createRule("ask_when", ["novelty", "it|problem"], {
    head: "yesno|none",
    none: "anything|phone|device",
  }),
  createRule("ask_change", ["novelty", "anything|recent|device|running|time"]),
  createRule("ask_change", ["novelty"], { head: "what|yesno|none", none: "upload" }),
  createRule("ask_change", ["happen", "recent|time"], { head: "what", none: "now|describe" }),
  createRule("ask_change", ["doing"], { head: "what" }),
  // When
  createRule("ask_when", ["lastworked"]),
  createRule("ask_urgency", ["coming", "call|next"], { none: "slow|voice|problem|see|say" }),
  createRule("ask_when", ["begin|stopped|happen|problem|notice"], {
    head: times,
    none: "job|firstly|future|coming",
  }),
  createRule("ask_when", ["coming", "begin|stopped|happen|notice", "problem|slow|voice|error"]),
  createRule("ask_urgency", ["call|next"], { head: times, none: "slow|see|say|it" }),
  createRule("ask_when", ["see|say|signin|works|slow|call|voice|it"], { head: times, none: "job" }),
  createRule("ask_when", ["since"], { head: "yesno|none", none: "upload|running" }),
  createRule("ask_when", ["until", "slow|works|time"], { head: "yesno|none" }),
  createRule("ask_when", ["happen|problem|it", "duration"], { head: "yesno|none" }),
  createRule("ask_when", ["begin|stopped|problem|slow|happen", "time|recent"], {
    head: "yesno|none",
    none: "upload|running|see",
  }),
  createRule("ask_when", ["begin"], { none: "upload|running|testcall|enrol|location|firstly" }),
  // Where

  createRule(
    "ask_others",
    [
      "anybody",
      "problem|it|works|slow|signin|call|voice|happen|error|internetuse|target|same|see|get|back|retry|experience|only",
    ],
    {
      head: "yesno|none|who|how|howmany",
      none: "upload|running|password|askall|standin",
    },
  ),
  createRule("ask_others", ["anybody"], { head: "none", longest: 9, none: "standin|thirdparty" }),
  createRule("ask_distance", ["distance|router"], { none: "whom|opinion" }),
  createRule("ask_location", ["location"], {
    none: "upload|screen|password|rest|postal|happen|opinion",
  }),
  createRule("ask_location", [], {
    head: "where",
    none: "error|see|get|screen|phone|authenticator|approveit|upload|password|code|stuck|happen",
  }),
  // What the laptop is busy with, and what else is slow
  createRule("ask_running", ["upload"], { none: "pause|schedule|cause|advice" }),
  createRule("ask_scope", ["slow", "program"], { head: "yesno|none|what|which", none: "running" }),
  createRule("ask_running", ["running"], { none: "pause|signin" }),
  createRule("ask_running", ["running|upload", "check"], { force: "tell", none: "pause|signin" }),
  createRule("ask_running", ["streaming"], { none: "slow|works|pause" }),
  createRule("ask_vpn", ["vpn"], { force: "ask|tell" }),
  createRule("ask_scope", ["rest"], { head: "what|which|yesno|how|none", none: "error" }),
  createRule("ask_scope", [
    "only",
    "call|voice|slow|internetuse|wifi|internet|problem|works|signin|~call|~voice",
  ]),
  createRule("ask_connection", ["cable|wifi"], { none: "works|internetuse" }),
  createRule("check_works", ["works"], {
    head: "yesno|how|none",
    none: "internetuse|internet|recent|device",
  }),
  createRule("ask_error", ["see|say|screen|happen|get"], {
    head: "what|which",
    none: "internetuse|internet|slow",
  }),
  createRule("ask_scope", ["internetuse|internet|streaming"], {
    head: "what|which|yesno|how|none",
  }),
  createRule("ask_scope", ["internetuse", "check|opening|retry|see"], {
    force: "tell",
    none: "authenticator|upload|signin|pause",
  }),
  createRule("ask_scope", ["slow|signin"], { head: "what|which" }),
  createRule("ask_error", ["see|say|screen|happen"], { head: open }),
  createRule("ask_error", ["see|screen|happen"], {
    head: "yesno|none",
    none: "regret|anybody|code|password|call|others|offtopic",
  }),
  createRule("ask_describe", ["describe"], { head: "what|how|none|which" }),
  createRule("ask_describe", ["problem|it"], { head: "what|how|which" }),
  createRule("check_works", ["now", "call|voice|signin|slow|problem|it"], {
    head: "yesno|how|none",
  }),
  createRule("ask_call_quality", ["call|voice"]),
  createRule("ask_device", ["device"]),
  createRule("ask_when", [], { head: "howlong", longest: 3 }),
  createRule("ask_when", [], {
    head: "when",
    none: "coming|call|next|job|offtopic|upload|running|phone|device|password|location|household|name|future|firstly|urgency",
  }),
  createRule("ask_error", ["signin"], { head: "why" }),
  createRule("check_works", ["signin"], { head: "none|yesno" }),
  createRule("tell_report", ["report"], { head: "none", force: "ask|tell" }),
];
