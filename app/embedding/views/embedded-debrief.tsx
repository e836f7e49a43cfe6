import { useCallback, useEffect, useState } from "react";
import { DebriefPage } from "~/debrief/views/debrief-page";
import { randomUUID } from "~/lib/random-uuid";
import { useLoaded } from "../use-loaded";
import { useTellEnding } from "../use-told-ending";
import { ByApi } from "./by-api";
import { Refused, type ScreenProps, useStart } from "./embedded-app";
import { Loading } from "./loading";

type DebriefProps = ScreenProps & {
  sessionId: string;
  /** The library knows a new best score. */
  onLeave: () => void;
};

export function EmbeddedDebrief({ sessionId, onLeave, ...props }: DebriefProps) {
  const { api, keeper, library, origins, onGo } = props;
  const load = useCallback(() => api.getDebrief(sessionId), [api, sessionId]);
  const loaded = useLoaded(load);
  const { start, problem } = useStart(props);
  const [startKey] = useState(() => randomUUID());
  const isOwn = library.user.role === "trainee";
  useTellEnding(origins, isOwn ? sessionId : null, keeper.fetch);
  useEffect(() => onLeave, [onLeave]);
  return (
    <ByApi onGo={onGo} onPost={(_, form) => start(form)}>
      <Refused problem={problem} />
      <Loading loaded={loaded}>
        {(read) => (
          <DebriefPage {...read} again={isOwn ? { startKey, seed: read.seed } : null} csrf={null} />
        )}
      </Loading>
    </ByApi>
  );
}
