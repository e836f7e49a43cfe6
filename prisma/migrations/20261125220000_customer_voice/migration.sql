-- What a language model has cost for a session, so that all processes keep to one cap.
ALTER TABLE customer_state ADD COLUMN voice_tokens integer NOT NULL DEFAULT 0;
