-- Which of its refresh handles an auth session waits for, and when it last got one; null without refresh.
ALTER TABLE auth_session
  ADD COLUMN refresh_generation integer,
  ADD COLUMN refreshed_at timestamptz(3),
  ADD CHECK ((refresh_generation IS NULL) = (refreshed_at IS NULL));

-- A ticket opens one stream once; the row goes when it is used.
CREATE TABLE stream_ticket (
  ticket_hash bytea PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  auth_session_id uuid NOT NULL REFERENCES auth_session (id) ON DELETE CASCADE,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX stream_ticket_expires_at_idx ON stream_ticket (expires_at);
