import { Form, Link } from "@remix-run/react";
import { type ReactNode, useRef } from "react";
import { Banner } from "~/ui/banner";
import { Button, buttonClass } from "~/ui/button";
import { HiddenFields } from "~/ui/hidden-fields";
import { Page } from "~/ui/page";
import { DraftState } from "./authoring-page";
import { ProblemList, type ShownProblem } from "./problem-list";
import { YamlField } from "./yaml-field";

type DraftPageProps = {
  draft: { id: string; scenarioId: string | null; title: string | null; revision: number };
  /** What is in the field: as saved, or as it was sent when saving was refused. */
  text: string;
  problems: readonly ShownProblem[];
  /** Whether it can be played, right or wrong. */
  playable: boolean;
  /** The version in the library that publishing replaces. */
  replaces: number | null;
  error: string | null;
  csrf: ReactNode;
};

/** Posts `text`, `revision` and `intent` (save, play, publish, delete) to the draft's address. */
export function DraftPage(props: DraftPageProps) {
  const { draft, text, problems, playable, replaces, error, csrf } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <Page
      title={draft.title ?? "Draft without a title"}
      intro={sayWhatPublishingDoes(draft.scenarioId, replaces)}
      actions={<DraftState problems={problems.length} />}
    >
      {error && (
        <Banner tone="danger" role="alert">
          {error}
        </Banner>
      )}
      <section aria-labelledby="check" className="space-y-3">
        <h2 id="check" className="text-lg font-bold">
          Check
        </h2>
        {problems.length === 0 ? (
          <Banner tone="accent">
            This scenario is good: it can be read, names only what it defines, and passes its own
            transcripts at every level.
          </Banner>
        ) : (
          <ProblemList problems={problems} field={field} />
        )}
      </section>
      <Form
        key={draft.revision}
        method="post"
        action={`/authoring/drafts/${draft.id}`}
        encType="multipart/form-data"
        className="space-y-4"
      >
        <HiddenFields>
          {csrf}
          <input type="hidden" name="revision" value={draft.revision} />
        </HiddenFields>
        <YamlField
          label="Text of the scenario"
          hint="Save as often as you like: only publishing changes the library."
          text={text}
          rows={26}
          invalid={problems.length > 0}
          field={field}
        />
        <div className="flex flex-wrap gap-3 border-t border-line pt-4">
          <Button look="primary" name="intent" value="save">
            Save and check
          </Button>
          {playable && (
            <Button name="intent" value="play">
              Save and play
            </Button>
          )}
          {problems.length === 0 && (
            <Button name="intent" value="publish">
              Publish
            </Button>
          )}
          <Link to="/authoring" className={buttonClass("quiet")}>
            Back to authoring
          </Link>
        </div>
      </Form>
      <details className="rounded-lg border border-line px-4 py-1">
        <summary className="min-h-target cursor-pointer content-center font-semibold">
          Throw this draft away
        </summary>
        <Form
          method="post"
          action={`/authoring/drafts/${draft.id}`}
          className="space-y-3 pb-4 text-muted"
        >
          <HiddenFields>{csrf}</HiddenFields>
          <p>Its text is gone then. What is published stays.</p>
          <Button look="danger" name="intent" value="delete">
            Throw away
          </Button>
        </Form>
      </details>
    </Page>
  );
}

function sayWhatPublishingDoes(scenarioId: string | null, replaces: number | null): ReactNode {
  if (scenarioId === null) return "It can't be read yet; see below what is wrong.";
  const id = <span className="font-mono">{scenarioId}</span>;
  return replaces === null ? (
    <>Publishing adds {id} to the library.</>
  ) : (
    <>
      Publishing replaces version {replaces} of {id} in the library. Sessions that have begun stay
      with theirs.
    </>
  );
}
