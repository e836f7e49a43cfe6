/**
 * Words that tell nothing by themselves: what anybody says in any chat. Everything else is
 * taken for content, and content that wasn't told yet gives an answer away.
 */
const words = `
a an the this that these those it its itself he him his himself she her hers herself they them their theirs
i me my mine myself we us our ours you your yours yourself who whom whose which what when where why how
am is are was were be been being do does did doing done have has had having can could will would shall should
may might must cannot ain't not no nor none nothing nobody never neither either yes yeah yep nope ok okay
and or but if then else so because since as than though although while until unless whether
of in on at by to from for with without about into onto over under up down out off again against between
through during before after above below near here there now still yet already just only even also too very
really quite rather pretty so such same other another else more most less least much many few little lot lots
some any all both each every own one ones thing things something anything everything someone anyone everyone
well right fine good great bad sure please thanks thank sorry hello hi hey oh ah ugh hm hmm er um look listen honestly
actually basically obviously apparently anyway maybe perhaps probably certainly definitely exactly simply
say says said saying tell tells told telling ask asks asked asking talk talking mean means meant
get gets got getting gotten go goes going gone went come comes came coming put puts take takes took taken taking
make makes made making give gives gave given giving keep keeps kept keeping let lets leave left
see sees saw seen seeing know knows knew known knowing think thinks thought thinking feel feels felt
want wants wanted need needs needed like likes liked try tries tried trying use uses used using
look looks looked looking find finds found wait waits waiting waited hold start starts started stop stops stopped
happen happens happened happening seem seems seemed help helps helped helping matter matters
time times minute minutes moment moments second seconds hour hours day days today
way ways bit kind sort point end part side whole back away around once twice first last next later soon
long short quick quickly fast slow big small old new able sure possible sit sits sitting stand
problem problems trouble issue issues question questions answer answers idea reason case fact
people person man woman guy guys somebody anybody everybody
all right alright believe guess suppose hope wish care mind bother forget remember
i'm i've i'd i'll it's that's there's what's he's she's they're we're you're don't doesn't didn't can't couldn't
won't wouldn't isn't aren't wasn't weren't haven't hasn't hadn't shouldn't let's
im ive id ill dont doesnt didnt cant couldnt wont wouldnt isnt arent wasnt werent havent hasnt hadnt lets thats whats theres
`;

export const commonWords: ReadonlySet<string> = new Set(words.trim().split(/\s+/));

/** Products and brands, which give something away however they are spelt. */
export const products: ReadonlySet<string> = new Set(
  `microsoft windows outlook teams zoom slack webex google chrome gmail edge firefox safari apple iphone ipad imac
  mac macbook android samsung galaxy pixel huawei dell lenovo thinkpad elitebook okta duo authy cisco citrix anyconnect
  onedrive dropbox icloud sharepoint excel powerpoint azure entra intune linux ubuntu vpn mfa 2fa sso bios ssid
  whatsapp facebook paypal amazon openai chatgpt claude gemini`
    .trim()
    .split(/\s+/),
);
