/** Jobs under way, live. When one ends, the page around it is brought up to date in place. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Measure } from "../components/tape.tsx";
import { Notice } from "../components/notice.tsx";
import { followJobs, type LiveJob } from "./live/job_events.ts";
import type { OfferWords } from "./forms/offered_value.ts";
import { useKeptPlace } from "./live/keep_place.ts";
import { createSteady } from "./live/steady.ts";

export interface LiveJobsProps {
  jobs: LiveJob[];
  /** Only those of this item. */
  subject?: string;
  /** The path of the page. */
  source: string;
  /** Identifies the jobs that had ended when the page was rendered. */
  revision: string;
  words: OfferWords & {
    /** Text of the button that cancels a job. */
    cancel: string;
    /** "e altri {count}", where there are more than fit. */
    more: string;
    updated: string;
    loggedOut: string;
    logIn: string;
    moved: string;
    reload: string;
  };
}

/** Twenty photos at once are one thing that happens, not twenty lines. */
const SHOWN_MAX = 3;
const PAUSE_MS = 1_000;
const RETRY_MS = 5_000;

/** Why the page cannot be brought up to date. */
type Trouble = "logged_out" | "moved";

const isOver = ({ state }: LiveJob) => /^(done|dead|cancelled)$/.test(state);

export default function LiveJobs(props: LiveJobsProps) {
  const { jobs, subject, source, words } = props;
  const heard = useRef(new Map<string, LiveJob>());
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [, redraw] = useState({});
  const shown = useRef(props);
  if (shown.current.jobs !== jobs) forgetOpen(heard.current);
  shown.current = props;

  useEffect(() => {
    const ended = new Set<string>();
    const refresh = createSteady(async () => {
      // When the page is visible again, the stream's `hello` says whether it missed an event.
      if (document.hidden) return;
      const { refreshPage } = await import("./live/page_refresh.ts");
      const refreshed = await refreshPage(source, words);
      setTrouble(refreshed.outcome === "done" ? null : refreshed.outcome);
      if (refreshed.outcome !== "done") return;
      announce([...ended, words.updated, ...refreshed.offered]);
      ended.clear();
    }, { pauseMs: PAUSE_MS, retryMs: RETRY_MS });

    const leave = followJobs(`/events${subject ? `?subject=${subject}` : ""}`, {
      job(job) {
        heard.current.set(job.id, job);
        redraw({});
        if (!isOver(job) && job.state !== "failed") return;
        ended.add(`${job.title}: ${job.stateWord}.`);
        refresh.ask();
      },
      hello: (revision) => revision !== shown.current.revision && refresh.ask(),
      refused: refresh.ask,
    });
    return () => {
      leave();
      refresh.stop();
    };
  }, [subject]);

  const open = openJobs(jobs, heard.current);
  const running = open.slice(0, SHOWN_MAX);
  useKeptPlace(Math.min(open.length, SHOWN_MAX + 1));
  return (
    <div class="stack live" aria-live="polite">
      {trouble && <TroubleNotice trouble={trouble} source={source} words={words} />}
      {running.map((job) => (
        <div key={job.id} class="live-job">
          <Measure
            value={job.done}
            max={job.total}
            label={job.title}
            figure={job.total > 0 ? `${job.done}/${job.total}` : job.stateWord}
            progress
          >
            <b>{job.title}</b> {job.message}
          </Measure>
          <form method="post" action={`/jobs/${job.id}/cancellation`}>
            <button type="submit" class="button button--quiet">{words.cancel}</button>
          </form>
        </div>
      ))}
      {open.length > running.length && (
        <p class="soft small">
          {words.more.replace("{count}", String(open.length - running.length))}
        </p>
      )}
    </div>
  );
}

/** A newer rendering knows better what is under way; that something is over stays true. */
function forgetOpen(heard: Map<string, LiveJob>): void {
  for (const [id, job] of heard) if (!isOver(job)) heard.delete(id);
}

/** @returns open jobs, running ones first */
function openJobs(jobs: readonly LiveJob[], heard: ReadonlyMap<string, LiveJob>): LiveJob[] {
  const known = new Map([...jobs.map((job) => [job.id, job] as const), ...heard]);
  return [...known.values()].filter((job) => !isOver(job))
    .sort((a, b) => Number(b.state === "running") - Number(a.state === "running"));
}

interface TroubleNoticeProps {
  trouble: Trouble;
  source: string;
  words: LiveJobsProps["words"];
}

/** Only the person can decide to leave the page with what is typed in it. */
function TroubleNotice({ trouble, source, words }: TroubleNoticeProps) {
  const isOut = trouble === "logged_out";
  return (
    <Notice>
      {isOut ? words.loggedOut : words.moved}{" "}
      <a href={isOut ? `/login?next=${encodeURIComponent(source)}` : source}>
        {isOut ? words.logIn : words.reload}
      </a>
    </Notice>
  );
}

/** Announces in the page's own status line, since this island may be removed by the update that it announces. */
function announce(sentences: readonly string[]): void {
  const line = document.getElementById("page-news");
  if (line) line.textContent = sentences.join(" ");
}
