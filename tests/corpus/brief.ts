/** What the customers' brief fixes for each scenario, whether it is written yet or not. */
type Brief = { customer: string; facts: readonly string[]; criticals: readonly string[] };

const everywhere = "asked_secret";

export const brief: Readonly<Record<string, Brief>> = {
  "mfa-new-phone": {
    customer: "Priya",
    facts: ["error_text", "since_when", "only_me", "staff_id", "new_phone"],
    criticals: [everywhere, "reset_before_id"],
  },
  "lockout-tablet": {
    customer: "Marcus",
    facts: ["pattern", "password_changed", "phone_updated", "tablet", "staff_id"],
    criticals: [everywhere, "closed_after_unlock", "disabled_lockout"],
  },
  "prints-vanish": {
    customer: "Helen",
    facts: ["no_error", "desk_move", "printer_name", "confidential", "staff_id"],
    criticals: [everywhere, "pages_ignored"],
  },
  "robot-voice": {
    customer: "Graham",
    facts: ["only_calls", "since_when", "location", "wifi_bars", "upload", "staff_id"],
    criticals: [everywhere],
  },
  "just-reset": {
    customer: "Dana",
    facts: [
      "remembers_password",
      "clicked_something",
      "link_kept",
      "approved_prompt",
      "unique_password",
      "staff_id",
    ],
    criticals: [everywhere, "reset_and_close", "told_to_delete", "blamed", "skipped_verification"],
  },
  "cfo-pressure": {
    customer: "the CFO",
    facts: ["new_number", "cannot_verify", "location", "reason", "no_callback"],
    criticals: [everywhere, "changed_mfa", "revealed_data"],
  },
};
