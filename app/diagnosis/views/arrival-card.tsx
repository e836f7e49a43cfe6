import { Card, DataList } from "~/ui/card";
import type { Arrival } from "../arrival";

type ArrivalCardProps = {
  arrived: Arrival;
  /** The page was loaded once more, so that cookies had a chance to come back. */
  again: boolean;
  scripted: boolean;
};

/** What the server saw of the request for this page. */
export function ArrivalCard({ arrived, again, scripted }: ArrivalCardProps) {
  const { httpVersion, scheme, via, forwardedFor } = arrived;
  return (
    <Card className="space-y-4 two:p-7">
      <h2 className="text-lg font-bold">What arrived at the server</h2>
      <DataList
        rows={[
          { label: "HTTP", value: `${httpVersion}, on the last leg` },
          { label: "Encrypted", value: scheme === "https" ? "Yes, https" : "No, http" },
          { label: "Via", value: via.length > 0 ? via.join(", ") : "No proxy names itself" },
          { label: "Addresses", value: countOf(forwardedFor) },
          { label: "Cookies", value: cookieWords(arrived.cookies, again) },
        ]}
      />
      {!scripted && (
        // A plain link: whether cookies come back shows in a whole new request.
        <p>
          <a
            href="/diagnose?again=1"
            className="inline-flex min-h-target items-center font-semibold text-accent underline underline-offset-2"
          >
            Load again, to see whether cookies come back
          </a>
        </p>
      )}
    </Card>
  );
}

function countOf(addresses: number): string {
  return addresses === 0 ? "No proxy passes one on" : `${addresses} in X-Forwarded-For`;
}

function cookieWords(came: boolean, again: boolean): string {
  if (came) return "Came back";
  return again ? "Did not come back: signing in needs them" : "None yet";
}
