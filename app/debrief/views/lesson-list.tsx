import type { Lesson } from "../lessons";

/** What to do differently next time, costliest first. */
export function LessonList({ lessons }: { lessons: readonly Lesson[] }) {
  return (
    <ol className="list-decimal space-y-4 rounded-lg border border-line bg-raised py-5 pl-10 pr-5 marker:font-bold marker:text-accent">
      {lessons.map((lesson) => (
        <li key={lesson.id} className="break-inside-avoid space-y-0.5 pl-1.5">
          <p className="max-w-prose text-md font-semibold">{lesson.better}</p>
          <p className="text-sm text-muted">
            {lesson.label}: {lesson.points} more {lesson.points === 1 ? "point" : "points"}
          </p>
        </li>
      ))}
    </ol>
  );
}
