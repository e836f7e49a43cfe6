import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Badge } from "~/ui/badge";
import { Banner } from "~/ui/banner";
import { Button, buttonClass } from "~/ui/button";
import { HiddenFields } from "~/ui/hidden-fields";
import { LocalTime } from "~/ui/local-time";
import { Page } from "~/ui/page";
import type { VersionItem } from "../list-authored.server";

type VersionsPageProps = {
  id: string;
  title: string;
  versions: readonly VersionItem[];
  /** The version that has just been published or chosen. */
  chosen: number | null;
  csrf: ReactNode;
};

/** Posts `version` and `intent` (use, edit) to `/authoring/scenarios/:id`. */
export function VersionsPage({ id, title, versions, chosen, csrf }: VersionsPageProps) {
  return (
    <Page
      title={title}
      width="narrow"
      intro="A version never changes once it is published. Sessions stay with the one that they began with."
      actions={
        <Link to="/authoring" className={buttonClass("quiet")}>
          Back to authoring
        </Link>
      }
    >
      {chosen !== null && (
        <Banner tone="accent" role="status">
          Version {chosen} is in the library now. Trainees can start it at once.
        </Banner>
      )}
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised">
        {versions.map((version) => (
          <VersionRow key={version.version} id={id} version={version} csrf={csrf} />
        ))}
      </ul>
    </Page>
  );
}

function VersionRow({ id, version, csrf }: { id: string; version: VersionItem; csrf: ReactNode }) {
  const { version: number, current, createdAt, sessions } = version;
  const of = <span className="sr-only"> (version {number})</span>;
  return (
    <li className="flex flex-col gap-3 px-4 py-3.5 two:flex-row two:items-center two:justify-between">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-semibold">Version {number}</span>
          {current && <Badge tone="accent">In the library</Badge>}
        </p>
        <p className="text-sm text-muted">
          {sayOrigin(version)} <LocalTime at={createdAt} show="date-time" /> ·{" "}
          {sessions === 1 ? "1 session" : `${sessions} sessions`}
        </p>
      </div>
      <Form method="post" action={`/authoring/scenarios/${id}`} className="flex flex-wrap gap-2">
        <HiddenFields>
          {csrf}
          <input type="hidden" name="version" value={number} />
        </HiddenFields>
        {!current && (
          <Button name="intent" value="use">
            Put into the library{of}
          </Button>
        )}
        <Button look="quiet" name="intent" value="edit">
          New draft from it{of}
        </Button>
      </Form>
    </li>
  );
}

function sayOrigin({ origin, publishedBy }: VersionItem): string {
  if (origin === "shipped") return "Came with a release";
  return publishedBy === null ? "Published" : `Published by ${publishedBy}`;
}
