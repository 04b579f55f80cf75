/** What is under way, live: fed by the server's events, begun with what the page already showed. */
import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { Measure } from "../components/tape.tsx";

export interface LiveJob {
  id: string;
  title: string;
  state: "waiting" | "running" | "done" | "failed" | "dead" | "cancelled";
  stateWord: string;
  done: number;
  total: number;
  message: string;
}

export interface LiveJobsProps {
  jobs: LiveJob[];
  /** Only those of this item. */
  subject?: string;
  /** The word on the button that stops one. */
  cancel: string;
  /** "e altri {count}", where there are more than fit. */
  more: string;
  /** Shows the page anew when all that ran has ended, since what it shows has changed. */
  reload?: boolean;
}

/** Twenty photos at once are one thing that happens, not twenty lines. */
const SHOWN_MAX = 3;

const isOver = ({ state }: LiveJob) => /^(done|dead|cancelled)$/.test(state);

export default function LiveJobs({ jobs, subject, cancel, more, reload }: LiveJobsProps) {
  const known = useSignal(jobs);
  useEffect(() => {
    const query = new URLSearchParams([
      ...(subject ? [["subject", subject]] : []),
      ...jobs.map(({ id }) => ["known", id]),
    ]);
    const events = new EventSource(`/events?${query}`);
    events.addEventListener("job", ({ data }) => {
      const job: LiveJob = JSON.parse(data);
      const others = known.value.filter(({ id }) => id !== job.id);
      known.value = [...others, job];
      if (reload && isOver(job) && known.value.every(isOver)) location.reload();
    });
    return () => events.close();
  }, []);
  const open = known.value.filter((job) => !isOver(job))
    .sort((a, b) => Number(b.state === "running") - Number(a.state === "running"));
  const running = open.slice(0, SHOWN_MAX);
  return (
    <div class="stack live" aria-live="polite">
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
            <button type="submit" class="button button--quiet">{cancel}</button>
          </form>
        </div>
      ))}
      {open.length > running.length && (
        <p class="soft small">{more.replace("{count}", String(open.length - running.length))}</p>
      )}
    </div>
  );
}
