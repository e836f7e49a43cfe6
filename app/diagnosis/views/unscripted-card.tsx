import { Card } from "~/ui/card";

/** Says what can't be tested here, and that nothing depends on it. */
export function UnscriptedCard() {
  return (
    <Card className="space-y-2 two:p-7">
      <h2 className="text-xl font-bold tracking-tight">No scripts run here</h2>
      <p className="max-w-prose">
        JavaScript is off, or its files don't get through, so this browser can't test streams. Chats
        work all the same, as plain pages: write, send, and press “Check for new messages”.
      </p>
      <p className="max-w-prose text-muted">
        Below is what the server can see by itself, and a text for those who run the network.
      </p>
    </Card>
  );
}
