import { useFetcher } from "@remix-run/react";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { FieldError } from "~/ui/field";
import { HiddenFields } from "~/ui/hidden-fields";
import { Icon } from "~/ui/icon";
import { LocalTime } from "~/ui/local-time";
import type { ToolView } from "~/sessions/session-view";
import type { Action } from "../events";
import type { DetailsPanelProps } from "./details-panel";
import { chatPath } from "./live-log";

/** The scenario's admin tools, each a form of its own; what they did stands in the log. */
export function ToolsPanel(props: DetailsPanelProps) {
  const { session, transcript, toolError } = props;
  if (session.tools.length === 0) return <p className="text-muted">None in this scenario.</p>;
  return (
    <div className="space-y-3">
      {toolError && (
        <Banner tone="danger" role="alert">
          {toolError}
        </Banner>
      )}
      <ul className="space-y-3">
        {session.tools.map((tool) => (
          <li key={tool.id}>
            <ToolForm
              {...props}
              tool={tool}
              lastUse={transcript.actions.findLast((action) => action.tool === tool.id) ?? null}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

type ToolFormProps = DetailsPanelProps & { tool: ToolView; lastUse: Action | null };

function ToolForm({ tool, session, transcript, framed, csrf, toolKey, lastUse }: ToolFormProps) {
  const fetcher = useFetcher<{ toolError?: string | null }>();
  const closed = session.readOnly || transcript.status === "ended";
  const descriptionId = `tool-${tool.id}`;
  return (
    <fetcher.Form method="post" action={chatPath(session, framed)} className="space-y-1">
      <HiddenFields>
        {csrf}
        <input type="hidden" name="intent" value="tool" />
        <input type="hidden" name="tool" value={tool.id} />
        <input type="hidden" name="key" value={`${toolKey}:${tool.id}`} />
      </HiddenFields>
      <Button
        className="w-full !justify-start"
        disabled={closed || fetcher.state !== "idle"}
        aria-describedby={descriptionId}
      >
        {tool.label}
      </Button>
      <p id={descriptionId} className="text-sm text-muted">
        {tool.description}
        {lastUse && <LastUse action={lastUse} />}
      </p>
      {fetcher.data?.toolError && (
        <div role="alert">
          <FieldError>{fetcher.data.toolError}</FieldError>
        </div>
      )}
    </fetcher.Form>
  );
}

function LastUse({ action }: { action: Action }) {
  return (
    <span className="mt-0.5 flex items-center gap-1 font-medium text-text">
      <Icon name="check" className="h-4 w-4 text-accent" />
      <span>
        Used at <LocalTime at={action.at} />
      </span>
    </span>
  );
}
