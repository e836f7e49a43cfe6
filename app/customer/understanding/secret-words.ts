/**
 * The words for what nobody may ask a customer for, and what only sounds like it.
 * Both are patterns of normalised text without punctuation.
 */

const codeKinds =
  "one time|verification|security|recovery|backup|back up|authenticator|authentication|sms|text|access|login|sign in|mfa|2fa|6 digit|six digit|temporary|reset|unlock|approval|confirmation";

export const secretNoun = `(?:${[
  "pass ?words?|pass ?codes?|pass ?phrases?|pass ?keys?|pins?|pin (?:code|number)s?|otps?|totp|tokens?",
  "(?:log ?in|sign in|logon|access) (?:details|info|information|data|credentials)|credentials|logins",
  "(?:wifi|wireless|network|router|encryption|bitlocker|recovery) (?:security )?keys?",
  "(?:your|windows|the|my|user(?: ?name)?|login|id|and|plus|with) pass",
  `(?:${codeKinds}) (?:codes?|keys?|numbers?|digits?)`,
  "codes?|(?:6|six|8|eight|two|2|four|4) (?:digits|numbers|figures)|digits|secrets?(?: word| phrase)?",
].join("|")})`;

/** Codes that are no secret, and talk about passwords that asks for none. */
export const notSecret = new RegExp(
  [
    "\\b(?:error|qr|q r|bar|post|postal|zip|country|area|dial|dialling|source|status|stop|fault|exit|reference|asset|cost|colour|color|activation status|job|building|department|result|event|employee|staff|personnel|company|service|badge|worker|work|team|customer|ticket|payroll|person|user|dress) (?:code|number|digit)s?\\b",
    "\\b(?:site|visitor|boarding|bus|train|travel|entry|gate|security|building) pass(?:es)?\\b",
    "\\bcode (?:of|on|in) the (?:error|message)\\b|\\bcode (?:red|word)\\b|\\berror\\b[a-z ]{0,12}\\bcode\\b",
    "\\b(?:password|code|pin) (?:error|reset|policy|manager|change|expiry|length|box|field|prompt|page|screen|problem|issue|request|app|rule|history|reminder|date)s?\\b",
    "\\bpin(?:ned)? it\\b|\\bpinned\\b|\\b(?:saved|stored|cached|remembered) (?:password|credential|login)s\\b",
  ].join("|"),
  "g",
);

/** "pasword", "passwort": the words that matter most deserve a second look. */
export const secretStems = ["password", "passcode"];
export const noSecretStem = /^(pass(ed|ing|port|ages?|enger|code)|post)/;
