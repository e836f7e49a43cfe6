const probe = "deskside-probe";
const attributes = "Path=/; Secure; SameSite=None; Partitioned";

/** Whether this browser keeps cookies of ours in this frame. */
export function keepsCookies(): boolean {
  try {
    document.cookie = `${probe}=1; Max-Age=60; ${attributes}`;
    const kept = document.cookie.includes(`${probe}=1`);
    document.cookie = `${probe}=; Max-Age=0; ${attributes}`;
    return kept;
  } catch {
    // A sandboxed frame may not even ask.
    return false;
  }
}
