/** One run of a function for its triggers: invoke it, then send its output bindings. */
import { type TriggeredFunction } from './functions.ts';
import { type Invoke, type Outcome } from './invocation.ts';
import { type RetryContext, type RpcData } from './programming-model.ts';
import { type Work } from './drain-tracker.ts';

interface Run {
  readonly data: RpcData;
  readonly metadata?: Record<string, RpcData>;
  readonly retry?: RetryContext;
  readonly invocationId?: string;
}

export type RunFunction = (fn: TriggeredFunction, run: Run) => Promise<Outcome>;

/** Sends the outputs of all bindings except http; rejects if one cannot be sent. */
export type SendOutputs = (fn: TriggeredFunction, outcome: Outcome) => Promise<void>;

export function functionRunner(invoke: Invoke, sendOutputs: SendOutputs, work: Work): RunFunction {
  async function run(fn: TriggeredFunction, invocation: Run): Promise<Outcome> {
    const outcome = await invoke(fn.registered, { name: fn.triggerName, ...invocation });
    await sendOutputs(fn, outcome);
    return outcome;
  }
  return (fn, invocation) => work.track(run(fn, invocation));
}
