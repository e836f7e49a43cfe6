import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Banner } from "~/ui/banner";
import { Button, buttonClass } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { SelectField, TextField } from "~/ui/field";
import { HiddenFields } from "~/ui/hidden-fields";
import { LocalTime } from "~/ui/local-time";
import { Page } from "~/ui/page";

export type MissedItem = {
  id: string;
  scenarioTitle: string;
  sessionId: string;
  text: string;
  count: number;
  lastAt: string;
  /** What it may have meant in its scenario. */
  meanings: readonly { intent: string; label: string }[];
};

type Refused = { id: string; intent: string; phrase: string; error: string };

type MissedPageProps = {
  items: readonly MissedItem[];
  refused: Refused | null;
  /** The draft that has just been taught something. */
  taught: string | null;
  csrf: ReactNode;
};

/** Posts `id`, `intent` (add, ignore), `meaning` and `phrase` to `/authoring/missed`. */
export function MissedPage({ items, refused, taught, csrf }: MissedPageProps) {
  return (
    <Page
      title="Not understood"
      width="narrow"
      intro="What trainees wrote and the customer made nothing of. Say what it meant, and the words go into the scenario's own lexicon, in a draft that you check and publish."
      actions={
        <Link to="/authoring" className={buttonClass("quiet")}>
          Back to authoring
        </Link>
      }
    >
      {taught !== null && (
        <Banner tone="accent" role="status">
          The customer understands it in{" "}
          <Link to={`/authoring/drafts/${taught}`} className="font-semibold underline">
            the draft
          </Link>
          . Publish that to put it into the library.
        </Banner>
      )}
      {items.length === 0 ? (
        <EmptyState icon="chat" title="Everything was understood">
          <p>Lines that a customer doesn&apos;t understand will wait here.</p>
        </EmptyState>
      ) : (
        <ul className="space-y-4">
          {items.map((item) => (
            <MissedCard
              key={item.id}
              item={item}
              refused={refused?.id === item.id ? refused : null}
              csrf={csrf}
            />
          ))}
        </ul>
      )}
    </Page>
  );
}

type CardProps = { item: MissedItem; refused: Refused | null; csrf: ReactNode };

function MissedCard({ item, refused, csrf }: CardProps) {
  const error = refused?.error ?? null;
  const hasMeaning = refused?.intent !== "";
  return (
    <li className="space-y-4 rounded-lg border border-line bg-raised p-4 two:p-5">
      <div className="space-y-1">
        <p className="text-lg font-semibold [overflow-wrap:anywhere]">“{item.text}”</p>
        <p className="text-sm text-muted">
          {item.scenarioTitle} · {item.count === 1 ? "once" : `${item.count} times`}, last{" "}
          <LocalTime at={item.lastAt} show="date-time" /> ·{" "}
          <Link to={`/sessions/${item.sessionId}`} className="text-accent underline">
            Conversation<span className="sr-only"> with “{item.text}”</span>
          </Link>
        </p>
      </div>
      <Form
        method="post"
        action="/authoring/missed"
        preventScrollReset
        className="space-y-4"
        noValidate
      >
        <HiddenFields>
          {csrf}
          <input type="hidden" name="id" value={item.id} />
        </HiddenFields>
        <SelectField
          label="It meant"
          name="meaning"
          defaultValue={refused?.intent ?? ""}
          choices={[
            { value: "", label: "Choose a fact or a deed" },
            ...item.meanings.map(({ intent, label }) => ({ value: intent, label })),
          ]}
          error={hasMeaning ? null : error}
        />
        <TextField
          label="Words that mean it"
          hint="Shorten it to the words that carry the meaning, side by side as written."
          name="phrase"
          autoComplete="off"
          maxLength={200}
          defaultValue={refused?.phrase ?? item.text.slice(0, 200)}
          error={hasMeaning ? error : null}
        />
        <div className="flex flex-wrap gap-2">
          <Button name="intent" value="add">
            Add to the lexicon
          </Button>
          <Button look="quiet" name="intent" value="ignore">
            Ignore
          </Button>
        </div>
      </Form>
    </li>
  );
}
