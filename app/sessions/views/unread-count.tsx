export function UnreadCount({ count }: { count: number }) {
  return (
    <span className="badge shrink-0 rounded-full bg-accent px-1.5 text-sm font-semibold leading-5 text-accent-on">
      {count}
      <span className="sr-only"> unread</span>
    </span>
  );
}
