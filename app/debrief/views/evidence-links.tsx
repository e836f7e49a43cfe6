import { excerptOf } from "./excerpt";

type EvidenceLinksProps = {
  seqs: readonly number[];
  /** Text by seq, of messages and tools; what is not in it isn't linked. */
  texts: ReadonlyMap<number, string>;
};

/** The places in the transcript that a judgement rests on. */
export function EvidenceLinks({ seqs, texts }: EvidenceLinksProps) {
  const found = seqs.flatMap((seq) => {
    const text = texts.get(seq);
    return text === undefined ? [] : [{ seq, text }];
  });
  if (found.length === 0) return null;
  return (
    <ul aria-label="Evidence" className="flex flex-wrap gap-x-4">
      {found.map(({ seq, text }) => (
        <li key={seq} className="max-w-full">
          <a
            href={`#m${seq}`}
            className="flex min-h-target items-center text-sm text-accent underline-offset-2 hover:underline two:min-h-[2rem] touch:min-h-target"
          >
            <span className="truncate">
              {seq} · {excerptOf(text)}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
