/** What people read for a scenario's difficulty, 1–3. */
export function difficultyLabel(difficulty: number): string {
  return ["", "Starter", "Intermediate", "Advanced"][difficulty] ?? `Level ${difficulty}`;
}
