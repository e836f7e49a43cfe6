import { countCharacters } from "~/ui/count-characters";

/** The longest message, in Unicode code points. */
export const maxCharacters = 4000;

/** The count shows itself when fewer than this are left. */
const countFrom = 400;

/** Why a text can't be sent, in words for the composer; `null` when it can. */
export function composerError(text: string): string | null {
  if (text.trim() === "") return "Write a message first.";
  const over = countCharacters(text) - maxCharacters;
  if (over > 0) return `${over} ${over === 1 ? "character" : "characters"} too many.`;
  return null;
}

/** "120 left", "12 too many", or `null` while there is plenty of room. */
export function characterNote(text: string): string | null {
  const left = maxCharacters - countCharacters(text);
  if (left >= countFrom) return null;
  return left >= 0 ? `${left} left` : `${-left} too many`;
}
