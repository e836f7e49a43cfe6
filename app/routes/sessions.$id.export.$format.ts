import { readFile } from "node:fs/promises";
import path from "node:path";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { makeDebriefFile } from "~/debrief/files/debrief-file.server";
import { getReport } from "~/debrief/get-report.server";
import { download } from "~/http/download.server";
import { accessSession } from "~/sessions/access-session.server";
import stylesheet from "~/tailwind.css";

/** The debrief as a file: html, csv or json. */
export const loader = (args: LoaderFunctionArgs) =>
  download(args, async ({ services, viewer, params }) => {
    const session = await accessSession(services, viewer, params["id"]);
    const report = await getReport(services, session);
    return makeDebriefFile(params["format"] ?? "", report, readStyles);
  });

/** As the browser gets it; from the folder that server.ts serves. */
const readStyles = () => readFile(path.join("public", stylesheet), "utf8");
