import { Form, Link, NavLink, useNavigation } from "@remix-run/react";
import { type ReactNode, useRef } from "react";
import { Avatar } from "~/ui/avatar";
import { classNames } from "~/ui/class-names";
import { Icon, type IconName } from "~/ui/icon";

import { useUnfinishedJourney } from "~/ui/use-unfinished-journey";
import { useVisibleHeight } from "~/ui/use-visible-height";
import { WithoutScripts } from "~/ui/without-scripts";

type AppFrameProps = {
  /** `null` before sign-in: no menu then. */
  user: { name: string; role: "trainee" | "trainer" } | null;
  /** The hidden CSRF input for the sign-out form. */
  csrf: ReactNode;
  /** The page is exactly as high as its frame and scrolls inside (the chat). */
  fixed?: boolean;
  children: ReactNode;
};

/** What every page stands in: skip link, bar, and the element that panes measure themselves by. */
export function AppFrame({ user, csrf, fixed = false, children }: AppFrameProps) {
  const shell = useRef<HTMLDivElement>(null);
  useVisibleHeight(shell, fixed);
  useUnfinishedJourney();
  const loading = useNavigation().state !== "idle";
  return (
    <div ref={shell} className={classNames("shell", fixed && "shell-fixed")}>
      <a
        href="#main"
        className="no-print sr-only z-10 rounded-md bg-accent px-4 py-3 font-semibold text-accent-on focus:not-sr-only focus:absolute focus:m-2"
      >
        Skip to content
      </a>
      {loading && <div aria-hidden="true" className="progress" />}
      {user && <TopBar user={user} csrf={csrf} />}
      <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {children}
      </main>
      {!fixed && <Footer signedIn={user !== null} />}
    </div>
  );
}

function Footer({ signedIn }: { signedIn: boolean }) {
  return (
    <footer className="no-print flex shrink-0 flex-wrap items-center justify-center gap-x-4 px-4 pb-[max(0.25rem,env(safe-area-inset-bottom))] text-sm text-muted">
      <WithoutScripts>
        <p>Basic mode: no scripts run here, and everything works as plain pages.</p>
      </WithoutScripts>
      <FooterLink to="/diagnose">Test this network</FooterLink>
      {signedIn && <FooterLink to="/account">Your account</FooterLink>}
    </footer>
  );
}

function FooterLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link
      to={to}
      className="inline-flex min-h-target items-center underline-offset-2 hover:underline"
    >
      {children}
    </Link>
  );
}

function TopBar({ user, csrf }: { user: NonNullable<AppFrameProps["user"]>; csrf: ReactNode }) {
  // Five links in words, or beside the mark, are too wide for a phone.
  const isTrainer = user.role === "trainer";
  return (
    <header className="no-print flex shrink-0 items-center gap-1 border-b border-line bg-raised px-2 two:gap-3 two:px-4">
      <Link
        to="/"
        className={classNames(
          "min-h-target items-center gap-2 rounded px-1 font-bold",
          isTrainer ? "hidden two:flex" : "flex",
        )}
      >
        <Mark />
        <span className="sr-only two:not-sr-only">Deskside</span>
      </Link>
      <nav aria-label="Main" className="flex flex-1 gap-0.5 self-stretch two:gap-1">
        <BarLink to="/scenarios" icon="book" compact={isTrainer}>
          Library
        </BarLink>
        <BarLink to="/sessions" icon="chat" compact={isTrainer}>
          {isTrainer ? "Sessions" : "My sessions"}
        </BarLink>
        <BarLink to="/progress" icon="trend" compact>
          Progress
        </BarLink>
        {isTrainer && (
          <>
            <BarLink to="/authoring" icon="pencil" compact>
              Authoring
            </BarLink>
            <BarLink to="/operations" icon="chart" compact>
              Operations
            </BarLink>
          </>
        )}
      </nav>
      <div className="flex items-center gap-2">
        <Avatar name={user.name} className="hidden h-8 w-8 two:inline-flex" />
        <span className="sr-only max-w-[12rem] truncate text-sm text-muted two:not-sr-only">
          {user.name}
        </span>
        <Form method="post" action="/logout" reloadDocument>
          {csrf}
          <button
            type="submit"
            className="flex min-h-target min-w-target items-center justify-center gap-1.5 rounded-md px-2 text-sm font-semibold text-muted hover:bg-sunken hover:text-text"
          >
            <Icon name="signOut" />
            <span className="sr-only two:not-sr-only">Sign out</span>
          </button>
        </Form>
      </div>
    </header>
  );
}

type BarLinkProps = {
  to: string;
  icon: IconName;
  /** Only its icon is shown where the bar is narrow. */
  compact?: boolean;
  children: ReactNode;
};

function BarLink({ to, icon, compact = false, children }: BarLinkProps) {
  return (
    <NavLink
      to={to}
      className={({ isActive }) =>
        classNames(
          "flex min-h-target min-w-target items-center justify-center gap-1.5 border-b-2 px-2 font-semibold two:px-3",
          isActive
            ? "border-accent text-text"
            : "border-transparent text-muted hover:border-line-strong hover:text-text",
        )
      }
    >
      <Icon
        name={icon}
        className={classNames("h-[1.15rem] w-[1.15rem]", !compact && "hidden two:block")}
      />
      <span className={classNames(compact && "sr-only two:not-sr-only")}>{children}</span>
    </NavLink>
  );
}

/** A desk and what is said across it. */
export function Mark({ className = "h-6 w-6" }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className={`shrink-0 text-accent ${className}`}>
      <path
        fill="currentColor"
        d="M4 3h16a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Z"
      />
      <path d="M6 21.5h12" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path
        d="M7 7.5h10M7 11h6"
        className="stroke-raised"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </svg>
  );
}
