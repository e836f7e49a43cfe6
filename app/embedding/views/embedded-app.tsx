import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Carrier } from "~/conversation/browser-conversation";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { createBearerCarrier } from "../bearer-carrier";
import { createEmbeddedApi, type EmbeddedApi, type Library } from "../embedded-api";
import { type Place, placeAt } from "../embedded-path";
import { readStart } from "../start-form";
import type { TokenKeeper } from "../token-keeper";
import { useLoaded } from "../use-loaded";
import { EmbeddedChat } from "./embedded-chat";
import { EmbeddedDebrief } from "./embedded-debrief";
import { EmbeddedLibrary } from "./embedded-library";
import { Loading } from "./loading";

type EmbeddedAppProps = {
  keeper: TokenKeeper;
  /** Signed out, and hidden by the sign-in. */
  away: boolean;
  /** The address that the page with cookies would have here. */
  path: string;
  onGo: (path: string) => void;
  /** The sites to tell how a session ended. */
  origins: readonly string[];
};

/** Deskside where the browser keeps no cookie: one page that reads and writes through the API. */
export function EmbeddedApp({ keeper, away, path, onGo, origins }: EmbeddedAppProps) {
  const api = useMemo(() => createEmbeddedApi(keeper.fetch), [keeper]);
  const load = useCallback(() => api.getLibrary(), [api]);
  const library = useLoaded(load);
  const { again } = library;
  const wasAway = useRef(away);
  useEffect(() => {
    // Somebody else may have signed in.
    if (wasAway.current && !away) again();
    wasAway.current = away;
  }, [away, again]);
  return (
    <Loading loaded={library}>
      {(loaded) => (
        <>
          <UserBar user={loaded.user} onSignOut={() => void keeper.signOut()} onGo={onGo} />
          <Screen
            {...{ keeper, api, onGo, origins }}
            key={loaded.user.id}
            place={placeAt(path)}
            library={loaded}
            onPlayed={again}
          />
        </>
      )}
    </Loading>
  );
}

export type ScreenProps = {
  keeper: TokenKeeper;
  api: EmbeddedApi;
  /** One for all chats of a user, so that what waits to be sent outlives the chat's page. */
  carrier: Carrier;
  library: Library;
  onGo: (path: string) => void;
  origins: readonly string[];
};

function Screen({
  place,
  onPlayed,
  ...given
}: Omit<ScreenProps, "carrier"> & { place: Place; onPlayed: () => void }) {
  const [carrier] = useState(() => createBearerCarrier(given.keeper.fetch));
  const props = { ...given, carrier };
  switch (place.at) {
    case "library":
      return <EmbeddedLibrary {...props} scenarioId={null} />;
    case "brief":
      return <EmbeddedLibrary {...props} scenarioId={place.scenarioId} />;
    case "debrief":
      return (
        <Scrolling>
          <EmbeddedDebrief {...props} sessionId={place.sessionId} onLeave={onPlayed} />
        </Scrolling>
      );
    case "chat":
    case "details":
    case "resolve":
      return <EmbeddedChat key={place.sessionId} {...props} {...place} />;
  }
}

/** The frame's height is fixed, for the chat's sake; what is longer scrolls inside. */
export function Scrolling({ children }: { children: ReactNode }) {
  return <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>;
}

type UserBarProps = { user: Library["user"]; onSignOut: () => void; onGo: (path: string) => void };

function UserBar({ user, onSignOut, onGo }: UserBarProps) {
  return (
    <header className="no-print flex shrink-0 items-center gap-2 border-b border-line bg-raised px-2 two:px-4">
      <nav aria-label="Main" className="flex-1">
        <Button type="button" look="quiet" onClick={() => onGo("/scenarios")}>
          Library
        </Button>
      </nav>
      <span className="max-w-[12rem] truncate text-sm text-muted">{user.name}</span>
      <Button type="button" look="quiet" onClick={onSignOut}>
        Sign out
      </Button>
    </header>
  );
}

/** Why something that was asked for wasn't done. */
export function Refused({ problem }: { problem: string | null }) {
  if (problem === null) return null;
  return (
    <div className="mx-auto w-full max-w-page px-4 pt-4">
      <Banner tone="danger" role="alert">
        {problem}
      </Banner>
    </div>
  );
}

/** Starts a session as its form says, and goes there. */
export function useStart({ api, onGo }: Pick<ScreenProps, "api" | "onGo">) {
  const [problem, setProblem] = useState<string | null>(null);
  const start = (form: FormData) => {
    const { body, key } = readStart(form);
    api.start(body, key).then(
      (id) => onGo(`/sessions/${id}`),
      (thrown: unknown) => setProblem(thrown instanceof Error ? thrown.message : String(thrown)),
    );
  };
  return { start, problem };
}
