import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Banner } from "~/ui/banner";
import { Button, buttonClass } from "~/ui/button";
import { Card } from "~/ui/card";
import { Field } from "~/ui/field";
import { HiddenFields } from "~/ui/hidden-fields";
import { Page } from "~/ui/page";
import { YamlField } from "./yaml-field";

type NewPageProps = { text: string; error: string | null; csrf: ReactNode };

/** Posts `file` or `text` to `/authoring/new`, which makes a draft of it. */
export function NewPage({ text, error, csrf }: NewPageProps) {
  return (
    <Page
      title="New scenario"
      width="narrow"
      intro="Upload a file or paste its text. It becomes a draft, whatever is still wrong with it; nobody else sees it until you publish."
    >
      <Card className="two:p-7">
        <Form
          method="post"
          action="/authoring/new"
          encType="multipart/form-data"
          className="space-y-6"
        >
          <HiddenFields>{csrf}</HiddenFields>
          {error && (
            <Banner tone="danger" role="alert">
              {error}
            </Banner>
          )}
          <Field label="YAML file" hint="Up to 1 MB. A file wins over the text below.">
            {(control) => (
              <input
                type="file"
                name="file"
                accept=".yaml,.yml,text/yaml"
                className="block w-full text-base file:mr-3 file:min-h-target file:rounded-md file:border file:border-solid file:border-line-strong file:bg-raised file:px-3.5 file:font-semibold file:text-text"
                {...control}
              />
            )}
          </Field>
          <YamlField label="Or its text" text={text} rows={14} />
          <div className="flex flex-wrap gap-3 border-t border-line pt-5">
            <Button look="primary">Make a draft</Button>
            <Link to="/authoring" className={buttonClass("quiet")}>
              Back to authoring
            </Link>
          </div>
        </Form>
      </Card>
      <p className="text-sm text-muted">
        How a scenario is written, from nothing to one that passes, stands in docs/scenarios.md. The
        quickest start: edit one from the library and give it another id.
      </p>
    </Page>
  );
}
