import { Avatar } from "~/ui/avatar";
import { Badge } from "~/ui/badge";

export type ShownTurn = {
  line: string;
  say: readonly string[];
  system: readonly string[];
  heard: readonly string[];
  matched: boolean;
  revealed: readonly string[];
  actions: readonly string[];
  critical: readonly string[];
};

export type ShownPlay = {
  opening: readonly string[];
  turns: readonly ShownTurn[];
  world: readonly { key: string; value: string; first: boolean }[];
  mood: number;
  left: boolean;
  debrief: {
    outcome: string;
    score: number;
    criteria: readonly { id: string; label: string; score: number; max: number; reason: string }[];
    critical: readonly { id: string; label: string }[];
  } | null;
};

type PlayLogProps = { customerName: string; played: ShownPlay };

/** The conversation with what the engine made of each line. Opens at its end without scripts. */
export function PlayLog({ customerName, played }: PlayLogProps) {
  return (
    <div
      role="log"
      aria-label={`Played with ${customerName}`}
      // The keyboard has to reach what scrolls.
      tabIndex={0}
      className="log-scroller max-h-[60vh] rounded-lg border border-line bg-raised"
    >
      <ol className="space-y-4 p-4">
        <li className="space-y-1.5">
          <Said by={customerName} lines={played.opening} />
        </li>
        {played.turns.map((turn, index) => (
          <Turn key={index} turn={turn} customerName={customerName} />
        ))}
        {played.left && (
          <li className="text-center text-sm text-muted">{customerName} has left.</li>
        )}
      </ol>
    </div>
  );
}

function Turn({ turn, customerName }: { turn: ShownTurn; customerName: string }) {
  const command = turn.line.startsWith("/");
  return (
    <li className="space-y-2">
      <div className="flex flex-col items-end gap-1">
        <span className="sr-only">You:</span>
        <p className={command ? "font-mono text-sm text-muted" : "bubble bg-accent-soft"}>
          {turn.line}
        </p>
        <Heard turn={turn} command={command} />
      </div>
      {turn.system.map((line, index) => (
        <p key={index} className="text-center text-sm text-muted [overflow-wrap:anywhere]">
          {line}
        </p>
      ))}
      {turn.say.length > 0 && <Said by={customerName} lines={turn.say} />}
    </li>
  );
}

function Said({ by, lines }: { by: string; lines: readonly string[] }) {
  return (
    <div className="flex items-start gap-2.5">
      <Avatar name={by} className="h-8 w-8" />
      <div className="min-w-0 space-y-1.5">
        {lines.map((line, index) => (
          <p key={index} className="bubble w-fit bg-sunken">
            {line}
          </p>
        ))}
      </div>
    </div>
  );
}

function Heard({ turn, command }: { turn: ShownTurn; command: boolean }) {
  const { heard, matched, revealed, actions, critical } = turn;
  return (
    <p className="flex flex-wrap justify-end gap-1.5">
      {!matched && <Badge tone="note">Not understood</Badge>}
      {!command && heard.length > 0 && (
        <span className="font-mono text-sm leading-6 text-muted">{heard.join(" · ")}</span>
      )}
      {revealed.map((label) => (
        <Badge key={label} tone="accent" icon="check">
          {label}
        </Badge>
      ))}
      {actions.map((id) => (
        <Badge key={id} tone="accent" icon="tool">
          {id}
        </Badge>
      ))}
      {critical.map((id) => (
        <Badge key={id} tone="danger" icon="alert">
          {id}
        </Badge>
      ))}
    </p>
  );
}
