import { TextArea } from "./field";

/** What somebody wrote and can't send any more, to be copied. */
export function KeptText({ text }: { text: string }) {
  return (
    <div className="mx-auto mb-3 max-w-4xl text-left">
      <TextArea
        label="What you wrote"
        hint="It was not sent. Copy it before you go on."
        readOnly
        rows={4}
        value={text}
      />
    </div>
  );
}
