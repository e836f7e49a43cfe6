import { Form } from "@remix-run/react";
import { Button } from "~/ui/button";
import { SelectField, TextField } from "~/ui/field";
import { Icon } from "~/ui/icon";

/** As they stand in the address: `?q=&status=&scenario=&from=&to=&score=`; "" is any. */
export type SessionFilterValues = {
  q: string;
  status: string;
  scenario: string;
  /** `YYYY-MM-DD`, both days included. */
  from: string;
  to: string;
  /** The least score, 0–100. */
  score: string;
};

type SessionFiltersProps = {
  values: SessionFilterValues;
  scenarios: readonly { id: string; title: string }[];
};

const statuses = [
  { value: "", label: "Any status" },
  { value: "active", label: "Running" },
  { value: "ended", label: "Ended" },
];

const scores = [
  { value: "", label: "Any score" },
  { value: "50", label: "50 or more" },
  { value: "75", label: "75 or more" },
  { value: "90", label: "90 or more" },
];

/** A plain GET form, so that a filtered list has an address. */
export function SessionFilters({ values, scenarios }: SessionFiltersProps) {
  const choices = [
    { value: "", label: "Any scenario" },
    ...scenarios.map(({ id, title }) => ({ value: id, label: title })),
  ];
  return (
    <Form
      method="get"
      action="/sessions"
      role="search"
      aria-label="Sessions"
      key={JSON.stringify(values)}
      className="space-y-3"
    >
      <div className="grid grid-cols-2 items-end gap-3 two:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1.4fr)_auto]">
        <div className="col-span-2 two:col-span-1">
          <TextField label="Search in the text" type="search" name="q" defaultValue={values.q} />
        </div>
        <SelectField label="Status" name="status" choices={statuses} defaultValue={values.status} />
        <SelectField
          label="Scenario"
          name="scenario"
          choices={choices}
          defaultValue={values.scenario}
        />
        <Button className="col-span-2 min-h-target two:col-span-1">
          <Icon name="search" className="h-[1.15rem] w-[1.15rem]" />
          Search
        </Button>
      </div>
      <MoreFilters values={values} />
    </Form>
  );
}

function MoreFilters({ values }: { values: SessionFilterValues }) {
  const used = values.from !== "" || values.to !== "" || values.score !== "";
  return (
    <details open={used} className="group">
      <summary className="inline-flex min-h-target cursor-pointer list-none items-center gap-1 rounded font-semibold text-accent [&::-webkit-details-marker]:hidden">
        <Icon name="chevronRight" className="h-4 w-4 transition-transform group-open:rotate-90" />
        Date and score
      </summary>
      <div className="grid grid-cols-1 gap-3 pt-1 two:max-w-2xl two:grid-cols-3">
        <TextField label="Started from" type="date" name="from" defaultValue={values.from} />
        <TextField label="Started until" type="date" name="to" defaultValue={values.to} />
        <SelectField label="Score" name="score" choices={scores} defaultValue={values.score} />
      </div>
    </details>
  );
}
