CREATE TABLE message (
  id bigserial PRIMARY KEY,
  session text NOT NULL,
  key text NOT NULL,
  text text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX message_session ON message (session, id);
