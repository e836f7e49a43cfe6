import { splitWords } from "./words";

/** Words of the trade by the literacy (0–3) that it takes to understand them. */
const tiers: [number, string][] = [
  [
    1,
    "upstream uplink latency jitter bandwidth dns dhcp mbps kbps ssid lan nat ping vlan isp codec throttle driver drivers cache firewall proxy protocol localhost",
  ],
  [
    2,
    "rssi dbm netsh ipconfig tcp udp qos mtu 5ghz 2.4ghz ghz firmware throughput nic ethernet adapter snr traceroute tracert powershell cmd registry gpo throttling packet packets subnet gateway loopback",
  ],
  [
    3,
    "totp fido fido2 kerberos ldap oauth saml idp spn entra aad tenant provisioning federation jwt conditional-access hotp seed cba prt ntlm radius lsass endpoint",
  ],
];

const needed = new Map(
  tiers.flatMap(([level, words]) => words.split(" ").map((word) => [word, level] as const)),
);

/** The words of a normalised text that someone of this literacy (0–3) doesn't know. */
export function findJargon(text: string, literacy: number): string[] {
  return splitWords(text).filter((word) => (needed.get(word) ?? 0) > literacy);
}
