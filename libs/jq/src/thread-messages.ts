/** Programs to run one after the other on the same input text; an empty input compiles a program without running it. */
export interface JqRequest {
  programs: string[];
  input: string;
}

/** What jq printed for one program. */
export interface JqResult {
  stdout: string;
  stderr: string;
  /** 0 done, 2 usage, 3 compile error, 5 run-time error (jq manual, exit status). */
  exitCode: number;
}

/** A thread's answer; after `crashed` its jq may no longer be trusted. */
export type ThreadReply = { state: 'answered'; results: JqResult[] } | { state: 'crashed'; detail: string };

/** How a request ended for its sender; after `lost` the thread is gone and another takes its place. */
export type JqAnswer = { state: 'answered'; results: JqResult[] } | { state: 'lost'; detail: string };
