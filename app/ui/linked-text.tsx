import { linkify } from "./linkify";

/** Plain text with its web and mail addresses as links. Line breaks are the parent's to keep. */
export function LinkedText({ text }: { text: string }) {
  return (
    <>
      {linkify(text).map((part, index) =>
        part.href === null ? (
          part.text
        ) : (
          <a
            key={index}
            href={part.href}
            target="_blank"
            rel="noopener nofollow"
            className="text-accent-strong underline underline-offset-2"
          >
            {part.text}
          </a>
        ),
      )}
    </>
  );
}
