-- Every step the engine took: with the scenario version and the seed it gives the customer's state again.
CREATE TABLE customer_turn (
  session_id uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  turn integer NOT NULL CHECK (turn >= 0),
  event jsonb NOT NULL,
  at_ms integer NOT NULL,
  pace text NOT NULL CHECK (pace IN ('real', 'instant', 'off')),
  PRIMARY KEY (session_id, turn)
);

-- A session that goes on from another one: up to this seq its log is that one's.
ALTER TABLE session
  ADD COLUMN continued_from_id uuid REFERENCES session (id) ON DELETE SET NULL,
  ADD COLUMN continued_seq integer CHECK (continued_seq >= 0),
  ADD CHECK (continued_from_id IS NULL OR continued_seq IS NOT NULL);
CREATE INDEX session_continued_from_id_idx ON session (continued_from_id);
