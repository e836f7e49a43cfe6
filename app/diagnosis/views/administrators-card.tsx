import { type RefObject, useRef, useState } from "react";
import { Button } from "~/ui/button";
import { Card } from "~/ui/card";
import { TextArea } from "~/ui/field";
import { useScripted } from "~/ui/use-scripted";

/** A text to send on; without scripts it is selected and copied by hand. */
export function AdministratorsCard({ text }: { text: string }) {
  const area = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  const scripted = useScripted();
  const lines = text.split("\n").length;
  return (
    <Card className="space-y-3 two:p-7">
      <h2 className="text-lg font-bold">For the network's administrators</h2>
      <div ref={area}>
        <TextArea
          label="Text to send"
          hint="What was found and what would help, without anything private."
          readOnly
          rows={Math.min(lines + 1, 16)}
          value={text}
        />
      </div>
      {scripted && (
        <div className="flex flex-wrap items-center gap-3">
          <Button type="button" look="primary" onClick={() => void copy(text, area, setCopied)}>
            Copy the text
          </Button>
          <span role="status" className="text-sm text-muted">
            {copied && "Copied"}
          </span>
        </div>
      )}
    </Card>
  );
}

/** The clipboard is there on https alone; elsewhere the text is selected and copied the old way. */
async function copy(
  text: string,
  area: RefObject<HTMLDivElement>,
  setCopied: (copied: boolean) => void,
): Promise<void> {
  const clipboard = (navigator as Partial<Navigator>).clipboard;
  const written = await clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  setCopied(written ?? copySelected(area.current?.querySelector("textarea")));
}

function copySelected(field: HTMLTextAreaElement | null | undefined): boolean {
  field?.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without https
  return document.execCommand("copy");
}
