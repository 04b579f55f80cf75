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
  /** Shows the page anew when all that ran has ended, since what it shows has changed. */
  reload?: boolean;
}

const isOver = ({ state }: LiveJob) => /^(done|dead|cancelled)$/.test(state);

export default function LiveJobs({ jobs, subject, cancel, reload }: LiveJobsProps) {
  const known = useSignal(jobs);
  useEffect(() => {
    const events = new EventSource(`/events${subject ? `?subject=${subject}` : ""}`);
    events.addEventListener("job", ({ data }) => {
      const job: LiveJob = JSON.parse(data);
      const others = known.value.filter(({ id }) => id !== job.id);
      known.value = [...others, job];
      if (reload && isOver(job) && known.value.every(isOver)) location.reload();
    });
    return () => events.close();
  }, []);
  const running = known.value.filter((job) => !isOver(job));
  return (
    <div class="stack" aria-live="polite">
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
    </div>
  );
}
