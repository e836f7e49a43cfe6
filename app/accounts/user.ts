export type Role = "trainee" | "trainer";

/** Someone signed in, as use-cases need them. */
export type Viewer = {
  id: string;
  name: string;
  role: Role;
  /** The auth session they came with. */
  authSessionId: string;
};
