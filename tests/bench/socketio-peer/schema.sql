CREATE TABLE room (
  id text PRIMARY KEY,
  seq integer NOT NULL DEFAULT 0
);
CREATE TABLE message (
  id uuid PRIMARY KEY,
  room_id text NOT NULL REFERENCES room,
  seq integer NOT NULL,
  key text NOT NULL,
  text text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (room_id, seq),
  UNIQUE (room_id, key)
);
INSERT INTO room (id) SELECT 's' || number FROM generate_series(0, 9999) number;
