import type { Report } from "../get-report.server";
import { type CsvValue, toCsv } from "./csv";

/** One table for all: what a row doesn't have is empty. Columns may be added, at the end. */
const columns = [
  ...["record", "id", "seq", "at", "by", "text", "points", "of"],
  ...["seconds", "due_seconds", "unlocked", "missed", "broke", "better"],
] as const;
type Row = Partial<Record<(typeof columns)[number], CsvValue>> & { record: string };

/** The debrief as a table: the result, criteria, critical failures, times, facts, then the transcript. */
export function toDebriefCsv(report: Report): string {
  const rows = [
    ...[resultRow(report)],
    ...criteriaRows(report),
    ...timeRows(report),
    ...factRows(report),
    ...transcriptRows(report),
  ];
  return toCsv([columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]);
}

function resultRow({ session, debrief }: Report): Row {
  return {
    ...{ record: "result", id: session.ticketNumber, at: session.startedAt },
    ...{ by: session.traineeName, text: `${session.scenarioTitle}: ${debrief.outcome}` },
    ...{ points: debrief.score, of: 100 },
  };
}

function criteriaRows({ debrief }: Report): Row[] {
  return [
    ...debrief.criteria.map(({ id, label, score, max, reason, better }) => ({
      ...{ record: "criterion", id, text: `${label}. ${reason}`, points: score, of: max },
      better: score < max ? better : null,
    })),
    ...debrief.critical.map(({ id, label, seq, better }) => ({
      ...{ record: "critical failure", id, seq, text: label, better },
    })),
  ];
}

function timeRows({ debrief: { times } }: Report): Row[] {
  const row = (
    id: string,
    seconds: number | null,
    due: number | null,
    seq: number | null = null,
  ) => ({
    ...{ record: "time", id, seconds, due_seconds: due, seq },
  });
  return [
    row("first_response", times.firstResponseSeconds, times.firstResponseDueSeconds),
    row(
      ...(["longest_wait", times.longestWait.seconds, times.longestWaitDueSeconds] as const),
      times.longestWait.seq,
    ),
    row("whole_contact", times.resolutionSeconds, times.resolutionDueSeconds),
  ];
}

function factRows({ debrief }: Report): Row[] {
  return debrief.neverAsked.map(({ id, label, example, tried }) => ({
    ...{ record: tried.length > 0 ? "asked in vain" : "never asked", id, text: label },
    ...{ seq: tried[0] ?? null, better: example },
  }));
}

function transcriptRows({ messages, actions, debrief }: Report): Row[] {
  const said = messages.map(({ seq, createdAt, author, text }) => ({
    ...{ record: author.role, seq, at: createdAt, by: author.name, text },
  }));
  const done = actions.map(({ seq, at, by, tool, label }) => ({
    ...{ record: "tool", id: tool, seq, at, by, text: label },
  }));
  return [...said, ...done]
    .sort((a, b) => a.seq - b.seq)
    .map((row): Row => {
      const note = debrief.annotations.find(({ seq }) => seq === row.seq);
      const { unlocked = [], missed = [], broke = [], better = [] } = note ?? {};
      const cell = (texts: string[]): CsvValue => (texts.length > 0 ? texts.join("; ") : null);
      return {
        ...row,
        ...{ unlocked: cell(unlocked), missed: cell(missed), broke: cell(broke) },
        better: cell(better),
      };
    });
}
