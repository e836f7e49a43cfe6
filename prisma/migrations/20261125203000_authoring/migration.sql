-- Scenarios written by trainers: drafts, and versions that didn't come with a release.

ALTER TABLE scenario_version
  -- As it was written; null for versions from before this was kept.
  ADD COLUMN source text,
  ADD COLUMN origin text NOT NULL DEFAULT 'shipped' CHECK (origin IN ('shipped', 'published')),
  -- The number in the release's file, which need not be ours.
  ADD COLUMN shipped_version integer,
  -- The draft that it was published from, so that a repeated form publishes nothing twice.
  ADD COLUMN draft_id uuid UNIQUE,
  ADD COLUMN published_by uuid REFERENCES "user" (id) ON DELETE SET NULL;
UPDATE scenario_version SET shipped_version = version;

CREATE TABLE scenario_draft (
  id uuid PRIMARY KEY,
  scenario_id text,
  title text,
  source text NOT NULL,
  problems integer NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  updated_at timestamptz(3) NOT NULL
);
CREATE INDEX scenario_draft_scenario_id_idx ON scenario_draft (scenario_id);

ALTER TABLE missed_utterance
  ADD COLUMN handled text CHECK (handled IN ('added', 'ignored')),
  ADD COLUMN handled_at timestamptz(3);
CREATE INDEX missed_utterance_waiting_idx ON missed_utterance (scenario_id, id) WHERE handled IS NULL;
