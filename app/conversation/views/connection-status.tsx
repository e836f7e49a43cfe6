import { classNames } from "~/ui/class-names";
import { Icon, type IconName } from "~/ui/icon";
import type { Problem } from "../conversation-types";
import type { Rung } from "../connection/ladder";
import type { ConnectionState } from "./chat-props";

type Shown = { word: string; icon: IconName | null; more: string };

const shown: Record<ConnectionState, Shown> = {
  connecting: { word: "", icon: null, more: "" },
  connected: { word: "Connected", icon: "check", more: "" },
  reconnecting: {
    word: "Reconnecting",
    icon: "refresh",
    more: "messages wait here and go out then",
  },
  offline: {
    word: "Offline",
    icon: "wifiOff",
    more: "keep writing; it goes out when the network is back",
  },
  limited: {
    word: "Limited",
    icon: "clock",
    more: "live updates don't get through; still checking",
  },
};

type ConnectionStatusProps = {
  connection: ConnectionState;
  /** The ladder's rung in use, for support and tests. */
  transport: Rung | null;
  waiting: number;
  /** Told elsewhere, and the network isn't to blame. */
  problem?: Problem | null;
};

/** The connection in a word, and what it means while it isn't well. */
export function ConnectionStatus(props: ConnectionStatusProps) {
  const { connection, transport, waiting, problem = null } = props;
  const { word, icon, more } = shown[connection];
  const unwell = more !== "";
  const meaning = problem ? "see above" : more;
  const explained = connection !== "limited" && waiting > 0 ? `${waiting} waiting` : meaning;
  return (
    <p
      className={classNames(
        word === "" ? "sr-only" : "flex min-w-0 items-start gap-1.5 text-sm",
        unwell ? "text-text" : "text-muted",
      )}
    >
      {icon && <Icon name={icon} className="mt-0.5 h-4 w-4" />}
      <span>
        <span
          role="status"
          aria-label="Connection"
          data-transport={transport ?? undefined}
          className={unwell ? "font-semibold" : ""}
        >
          {word}
        </span>
        {unwell && `, ${explained}`}
        {!problem && (connection === "limited" || connection === "offline") && <TestNetwork />}
      </span>
    </p>
  );
}

/** In a tab of its own: the chat stays open, and what is typed with it. */
function TestNetwork() {
  return (
    <>
      {" · "}
      <a
        href="/diagnose"
        target="_blank"
        rel="noreferrer"
        className="inline-block py-1 font-semibold text-accent underline-offset-2 hover:underline"
      >
        Test this network
        <span className="sr-only"> (opens a new tab)</span>
      </a>
    </>
  );
}
