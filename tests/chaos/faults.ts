/** The faults that the two programs are built to survive, and where each is shown. */
interface Fault {
  readonly fault: string;
  readonly what: string;
  /** Tests that show it; absent where a scenario of this suite does. */
  readonly tests?: readonly (readonly [file: string, name: string])[];
}

export const FAULTS: readonly Fault[] = [
  { fault: "F1", what: "home killed in the middle of deliveries" },
  { fault: "F2", what: "the relay killed" },
  { fault: "F3", what: "a power cut of home, relay and PostgreSQL" },
  { fault: "F4", what: "home frozen" },
  {
    fault: "F5",
    what: "a line that goes dead without a word",
    tests: [
      [
        "tests/relay_faults_test.ts",
        "F5 half-open: a request that waits is answered for when its line is cut",
      ],
      [
        "tests/relay_faults_test.ts",
        "F5 half-open: a download that was begun is broken off when its line is given up",
      ],
    ],
  },
  {
    fault: "F6",
    what: "a line that comes and goes",
    tests: [
      [
        "tests/relay_faults_test.ts",
        "F6 flapping: cut 30 times amid 600 requests; each is answered, rightly or with a sentence",
      ],
    ],
  },
  { fault: "F7", what: "home away for long" },
  { fault: "F8", what: "a webhook that home cannot take in" },
  {
    fault: "F9",
    what: "a worker killed that holds a job",
    tests: [
      [
        "services/jobs/shared_test.ts",
        "another process takes over the job of a killed one within twenty seconds",
      ],
    ],
  },
  { fault: "F10", what: "PostgreSQL down, slow, read-only, full of connections" },
  { fault: "F11", what: "Redis dead, half-open, without a password, over its quota" },
  {
    fault: "F12",
    what: "clocks that change, a program that slept",
    tests: [
      [
        "services/jobs/recurring_test.ts",
        "dailyAt keeps its local time when summer time begins and ends",
      ],
      [
        "services/jobs/recurring_test.ts",
        "runs missed while the program was off are made up for once",
      ],
      [
        "services/jobs/recurring_test.ts",
        "a clock that jumps neither repeats a recurring job nor stops it for years",
      ],
    ],
  },
  { fault: "F13", what: "home's disk full" },
  {
    fault: "F14",
    what: "home lost, rebuilt from the copy",
    tests: [
      [
        "tests/replica_tasks_test.ts",
        "a lost house is rebuilt by one command, which says which photos are to be brought",
      ],
      [
        "services/relay-client/restore_replica_test.ts",
        "what was interrupted goes on where it was, and is no home until it is whole",
      ],
    ],
  },
  { fault: "F15", what: "an upgrade with mail waiting" },
  {
    fault: "F16",
    what: "the relay told to stop with requests in flight",
    tests: [
      [
        "tests/relay_faults_test.ts",
        "F16 deploy: SIGTERM with 100 requests in flight: none fails, and the relay ends by itself",
      ],
    ],
  },
];
