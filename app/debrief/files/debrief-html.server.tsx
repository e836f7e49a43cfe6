import { renderToStaticMarkup } from "react-dom/server";
import { Page } from "~/ui/page";
import type { Report } from "../get-report.server";
import { DebriefReport } from "../views/debrief-report";

/** Whatever it says of itself, it may load nothing and run nothing. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The debrief as one file that opens offline: no scripts, no requests. `styles` is CSS, put inside. */
export function toDebriefHtml(report: Report, { styles }: { styles: string }): string {
  const { session } = report;
  const title = `Debrief: ${session.scenarioTitle}`;
  const markup = renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} – ${session.ticketNumber}`}</title>
        <style dangerouslySetInnerHTML={{ __html: inside(styles) }} />
      </head>
      <body>
        <main className="shell">
          <Page
            title={title}
            intro={`${session.ticketNumber} · ${session.customer.name} · ${session.traineeName} · ${session.startedAt.slice(0, 10)}`}
          >
            <DebriefReport {...report} />
            <p className="text-sm text-muted">Practice – simulated customer. Made by Deskside.</p>
          </Page>
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>\n${markup}\n`;
}

/** Without comments, and with nothing that could end the element that it stands in. */
function inside(styles: string): string {
  return styles.replace(/\/\*[^]*?\*\//g, "").replaceAll("</", "<\\/");
}
