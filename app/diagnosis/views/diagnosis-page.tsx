import { Button } from "~/ui/button";
import { Icon } from "~/ui/icon";
import { Page } from "~/ui/page";
import { WithoutScripts } from "~/ui/without-scripts";
import { administratorsText, administratorsTextBySight } from "../administrators-text";
import type { Arrival } from "../arrival";
import { useDiagnosis } from "../use-diagnosis";
import { AdministratorsCard } from "./administrators-card";
import { ArrivalCard } from "./arrival-card";
import { StepList } from "./step-list";
import { UnscriptedCard } from "./unscripted-card";
import { VerdictCard } from "./verdict-card";

type DiagnosisPageProps = {
  /** What arrived of the request for this page. */
  arrived: Arrival;
  /** E.g. https://desk.example.com */
  origin: string;
  /** ISO 8601. */
  at: string;
  /** How the browser names itself. */
  browser: string;
  /** The page was loaded to see whether cookies come back. */
  again: boolean;
};

/** Tests the network while one watches; without scripts it shows what the server can see. */
export function DiagnosisPage({ arrived, origin, at, browser, again }: DiagnosisPageProps) {
  const { state, measured, running, doneAt, restart } = useDiagnosis();
  const scripted = state !== "unscripted";
  return (
    <Page
      title="What this network lets through"
      intro="Tests the way from this browser to Deskside. It takes some ten seconds, needs no account and sends nothing private."
      width="narrow"
      actions={state === "done" && <Again onPress={restart} />}
    >
      {scripted ? (
        <>
          <VerdictCard measured={measured} done={state === "done"} />
          <StepList measured={measured} running={running} done={state === "done"} />
        </>
      ) : (
        <WithoutScripts>
          <UnscriptedCard />
        </WithoutScripts>
      )}
      {state === "running" ? null : (
        <AdministratorsCard
          text={
            scripted
              ? administratorsText(measured, { origin, browser, at: doneAt ?? at })
              : administratorsTextBySight(arrived, { origin, browser, at })
          }
        />
      )}
      <ArrivalCard arrived={arrived} again={again} scripted={scripted} />
    </Page>
  );
}

function Again({ onPress }: { onPress: () => void }) {
  return (
    <Button type="button" onClick={onPress}>
      <Icon name="refresh" />
      Test again
    </Button>
  );
}
