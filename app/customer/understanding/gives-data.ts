import type { Scenario } from "~/scenarios/schema";

/**
 * Whether a message hands out a number, a name, an address or an extension, true or
 * invented. What the caller has said, the trainee's own name, times and ticket
 * numbers are nobody's secret.
 */
export function givesData(text: string, scenario: Scenario): boolean {
  const plain = text.replace(/[’‘]/g, "'").replace(/\s+/g, " ");
  return givesNumber(plain, saidBy(scenario)) || givesAddress(plain) || givesName(plain, scenario);
}

/** All that the caller may have said, as digits only. */
function saidBy({ opening, facts }: Scenario): string {
  return JSON.stringify([opening, facts.map(({ say, again, vague }) => [say, again, vague])])
    .replace(/(?<=\d)[ ().-]+(?=\d)/g, "")
    .replace(/\D+/g, " ");
}

const harmless =
  /\b(?:INC|REQ|CHG|SR|TKT|RITM)[- ]?\d+\b|\b(?:ticket|incident|case|reference|ref|request|job|report)\b[a-z .:#]{0,20}#?\d[\d-]*|[£$€]\s?\d[\d,.]*(?:k|m)?|\b\d[\d,.]* ?(?:pounds|dollars|euros|gbp|eur|usd|k)\b|\b(?:19|20)\d\d\b(?![ -]?\d{3})|\b\d{1,2}[:.]\d{2}\b|\b24\/7\b/gi;
const digitWord = "(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|triple)";
const spokenNumber = new RegExp(`\\b${digitWord}(?:[ ,-]+${digitWord}){3,}\\b`, "i");
const extension =
  /\b(?:ext(?:ension|n)?|dial|desk)\b\.?:?(?: (?:is|number|no|on|it's|of|his|her|your|the))*\s?(?:\d{2,6})\b|\b(?:end(?:s|ing)?|finish(?:es|ing)?|start(?:s|ing)?|begin(?:s|ning)?)(?: (?:in|with|on))?:? \+?\d{2,}\b/i;

function givesNumber(text: string, said: string): boolean {
  const rest = text.replace(harmless, " ");
  if (extension.test(rest) || spokenNumber.test(rest)) return true;
  const runs = rest.match(/\+?\d(?:[\d ().-]*\d)?/g) ?? [];
  return runs
    .map((run) => run.replace(/\D/g, ""))
    .some((digits) => digits.length >= 4 && !said.includes(digits));
}

const address =
  /\b[\w.+-]{1,64}@[\w-]+\.[\w.-]+\b|\b\d{1,4}[a-z]? (?:[A-Z][\w'-]+ ){1,3}(?:street|road|lane|avenue|square|way|drive|close|place|court|house|park|row|gardens|terrace|st|rd|ave)\b|\b(?:[A-Z][a-z]+ )(?:Street|Road|Lane|Avenue|Square|Terrace|Gardens)\b|\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b|\b(?:lives?|home address is|address is|resid(?:es|ing)) (?:at|in|on)?\b/;

function givesAddress(text: string): boolean {
  return address.test(text);
}

const relation =
  "(?:assistant|pa|secretary|manager|boss|line manager|ceo|cfo|coo|cto|chief executive|finance director|director|colleague|deputy|supervisor|team lead|team leader|head of [a-z]+|controller|treasurer|accountant|wife|husband|administrator|owner|approver|contact|officer|PA|CFO|CEO|COO|CTO|EA)";
const contact =
  "(?:speak(?:ing)? (?:to|with)|talk(?:ing)? (?:to|with)|ask(?:ing)?|call(?:ing)?|ring(?:ing)?|contact(?:ing)?|email(?:ing)?|reach(?:ing)?|get hold of|check(?:ing)? with|go(?:ing)? through|approved by|signed off by|pass(?:ed|ing)? (?:this |it |you )?(?:on )?to|transfer(?:ring)? you to|put(?:ting)? you through to|escalat(?:e|ed|ing) (?:this |it )?to|confirm(?:ed)? with|verif(?:y|ied) with|message)";
/** A capital letter that no sentence begins with, and no title, product or place of work. */
const properName =
  "(?!(?:I|I'm|I'll|I've|I'd|IT|MFA|CFO|CEO|HR|PA|VPN|PIN|ID|OK|UK|US|EU|SMS|Microsoft|Windows|Teams|Outlook|Authenticator|Entra|Azure|Security|Service|Desk|Help|Helpdesk|Finance|Payroll|Human|Resources|Legal|Facilities|Reception|Switchboard|Directory|Harrow|Lane|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|English|Mr|Mrs|Ms|Sir|The|A|We|You|Your|My|Our|No|Not|Please|Thanks|Thank|Sorry|However|If|Once|As|But|And|So|This|That|It|They|When|For|To|In|On|At)\\b)[A-Z][a-z]+(?:[-'][A-Z][a-z]+)?";

function givesName(text: string, { customer }: Scenario): boolean {
  const own = customer.name.split(/\s+/).map((part) => part.replace(/[^\p{L}]/gu, ""));
  const names = [
    new RegExp(
      `\\b${relation}(?:'s name)?(?: (?:is|was|called|named)|,|:| -)? (?:called |named )?(${properName})`,
      "g",
    ),
    new RegExp(`\\b(?:name is|called|named) (${properName})`, "g"),
    new RegExp(
      `\\b${contact} (?:(?:our|your|my|the|his|her) (?:[a-z]+ ){0,3}?)?(${properName})`,
      "g",
    ),
    new RegExp(`\\b(?:Mr|Mrs|Ms|Miss|Dr|Mx)\\.? (${properName})`, "g"),
    new RegExp(`(?<=[a-z,] )(${properName}) ${properName}`, "g"),
    new RegExp(
      `\\b(${properName}) (?:from|in|at) (?:finance|accounts|legal|treasury|security|payroll|your (?:office|team))\\b`,
      "g",
    ),
  ];
  const spoken = text.replace(ownName, " ");
  return names.some((pattern) =>
    [...spoken.matchAll(pattern)].some((match) => !own.includes(match[1] ?? "")),
  );
}

/** "My name is Sam", "this is Sam Reed from the service desk": who writes may say so. */
const ownName =
  /\b(?:[Mm]y name is|[Mm]y name's|I am|I'm|[Tt]his is|[Ii]t's|[Yy]ou're (?:speaking|chatting|talking) (?:to|with)|[Rr]egards,?|[Tt]hanks,|[Cc]heers,)\s+[A-Z][a-z]+(?: [A-Z][a-z]+)?|\b[A-Z][a-z]+(?: [A-Z][a-z]+)? (?:here|speaking)\b/g;
