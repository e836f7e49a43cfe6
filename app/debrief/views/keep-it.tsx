import { Button, buttonClass } from "~/ui/button";
import { Icon } from "~/ui/icon";
import { useScripted } from "~/ui/use-scripted";

/** In the order in which people want them. */
const formats = [
  { name: "html", label: "HTML", what: "Web page, opens offline" },
  { name: "csv", label: "CSV", what: "Table for a spreadsheet" },
  { name: "json", label: "JSON", what: "Data for a program" },
] as const;

/** The debrief on paper, or as a file: links that the server answers with a download. */
export function KeepIt({ files }: { files: string }) {
  const scripted = useScripted();
  return (
    <div
      role="group"
      aria-label="Keep this debrief"
      className="no-print -mx-2.5 flex flex-wrap items-center gap-1"
    >
      {scripted && (
        <Button type="button" look="quiet" className="px-2.5" onClick={() => window.print()}>
          Print
        </Button>
      )}
      {formats.map(({ name, label, what }) => (
        <a
          key={name}
          href={`${files}/${name}`}
          download
          title={what}
          className={buttonClass("quiet", "gap-1 px-2.5")}
        >
          <Icon name="arrowDown" className="h-4 w-4" />
          {label}
        </a>
      ))}
    </div>
  );
}
