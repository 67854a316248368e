// The report of one engagement, from its counters and the statuses of its open tasks.
import { type Outcome, outcomes, type TaskStatus } from '../task/task.ts';
import { smsResults, voiceResults } from '../outcome/result.ts';

export interface EngagementReport {
  tasks: {
    accepted: number;
    open: Record<Exclude<TaskStatus, 'closed'>, number>;
    closed: Record<Outcome, number>;
  };
  deliveries: {
    voice: { started: number; inProcess: number; results: Record<string, number> };
    sms: { started: number; inProcess: number; results: Record<string, number> };
    answered: number;
    connected: number;
    abandoned: number;
  };
  rates: {
    /** Connected calls per placed call; null before the first call. */
    connect: number | null;
    /** Abandoned calls per placed call; null before the first call. */
    abandonment: number | null;
  };
}

export function reportOf(
  counts: Readonly<Record<string, number>>,
  open: Record<Exclude<TaskStatus, 'closed'>, number>,
): EngagementReport {
  const count = (name: string) => counts[name] ?? 0;
  const channel = (name: 'voice' | 'sms', results: readonly string[]) => {
    const resultCounts = results
      .map((result) => [result, count(`${name}.${result}`)] as const)
      .filter(([, n]) => n > 0);
    const completed = resultCounts.reduce((sum, [, n]) => sum + n, 0);
    const started = count(`${name}.started`);
    return { started, inProcess: started - completed, results: Object.fromEntries(resultCounts) };
  };
  const voice = channel('voice', voiceResults);
  // An undone dial never rang.
  const undone = count('voice.Cancelled');
  const finished = voice.started - voice.inProcess - undone;
  const rate = (n: number) => (finished === 0 ? null : n / finished);
  return {
    tasks: { accepted: count('accepted'), open, closed: byOutcome(count) },
    deliveries: {
      voice,
      sms: channel('sms', smsResults),
      answered: count('answered'),
      connected: count('connected'),
      abandoned: count('abandoned'),
    },
    rates: { connect: rate(count('connected')), abandonment: rate(count('abandoned')) },
  };
}

function byOutcome(count: (name: string) => number): Record<Outcome, number> {
  const of = (outcome: Outcome) => count(`closed.${outcome}`);
  const closed: Record<Outcome, number> = {
    reached: 0,
    abandoned: 0,
    exhausted: 0,
    unreachable: 0,
    optedOut: 0,
    expired: 0,
    cancelled: 0,
    error: 0,
  };
  for (const outcome of outcomes) closed[outcome] = of(outcome);
  return closed;
}
