/**
 * One Server-Sent Event as it goes over the wire. `data` becomes one line of JSON,
 * which never holds a raw newline, so no field can break out of its frame.
 */
export function encodeSse(event: { type: string; data: unknown; id?: string }): string {
  const id = event.id === undefined ? "" : `id: ${event.id}\n`;
  return `${id}event: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`;
}

/** A comment; readers ignore it, middleboxes count its bytes. */
export function encodeSseComment(text: string): string {
  return `: ${text}\n\n`;
}
