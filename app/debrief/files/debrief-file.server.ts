import { AppError } from "~/errors";
import type { Report } from "../get-report.server";
import { toDebriefCsv } from "./debrief-csv";
import { toDebriefHtml } from "./debrief-html.server";
import { toDebriefJson } from "./debrief-json";

export type DebriefFile = { name: string; type: string; content: string };

/** A debrief as a file. `styles` reads the stylesheet of the pages. Throws `not_found` for other formats. */
export async function makeDebriefFile(
  format: string,
  report: Report,
  styles: () => Promise<string>,
): Promise<DebriefFile> {
  const name = `${nameOf(report)}.${format}`;
  switch (format) {
    case "json":
      return { name, type: "application/json; charset=utf-8", content: toDebriefJson(report) };
    case "csv":
      return {
        name,
        type: "text/csv; charset=utf-8; header=present",
        content: toDebriefCsv(report),
      };
    case "html": {
      const content = toDebriefHtml(report, { styles: await styles() });
      return { name, type: "text/html; charset=utf-8", content };
    }
    default:
      throw new AppError("not_found", "A debrief can be had as html, csv or json.");
  }
}

/** ASCII without spaces, whatever a scenario is called: it stands in a header. */
function nameOf({ session }: Report): string {
  const words = [
    "debrief",
    session.scenarioId,
    session.ticketNumber,
    session.startedAt.slice(0, 10),
  ];
  return words.join("-").replace(/[^A-Za-z0-9-]+/g, "-");
}
