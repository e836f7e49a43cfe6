import { useState } from "react";
import { randomUUID } from "~/lib/random-uuid";
import { BriefPage } from "~/scenarios/views/brief-page";
import { LibraryPage } from "~/scenarios/views/library-page";
import { ByApi } from "./by-api";
import { Refused, Scrolling, type ScreenProps, useStart } from "./embedded-app";

/** The library, or one scenario's brief. */
export function EmbeddedLibrary(props: ScreenProps & { scenarioId: string | null }) {
  const { library, scenarioId, onGo } = props;
  const { start, problem } = useStart(props);
  const [startKey] = useState(() => randomUUID());
  const shared = { canStart: library.user.role === "trainee", startKey, csrf: null };
  const scenario = library.scenarios.find(({ id }) => id === scenarioId);
  return (
    <Scrolling>
      <ByApi onGo={onGo} onPost={(_, form) => start(form)}>
        <Refused problem={problem} />
        {scenario ? (
          <BriefPage
            {...shared}
            scenario={scenario}
            ticket={scenario.ticket}
            brief={scenario.brief}
          />
        ) : (
          <LibraryPage {...shared} scenarios={library.scenarios} />
        )}
      </ByApi>
    </Scrolling>
  );
}
