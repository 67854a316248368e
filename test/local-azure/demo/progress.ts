/** Prints the progress about once a second: a bar on a terminal, plain lines elsewhere, JSON lines, or nothing. */
import { MultiBar, Presets } from 'cli-progress';
import { type LocalClock } from '../clock.ts';
import { type DemoStatus } from './status.ts';

export interface Progress {
  show(standing: DemoStatus): void;
  end(): void;
}

const named = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => `${name} ${n}`);

function results({ report }: DemoStatus): string {
  const { voice, sms } = report.deliveries;
  const texts = named(sms.results).map((text) => `SMS ${text.toLowerCase()}`);
  const up = voice.inProcess > 0 ? [`calls up ${voice.inProcess}`] : [];
  return [...up, ...named(voice.results), ...texts].join(', ');
}

const timeOf = (clock: LocalClock) => new Date(clock.now()).toISOString().slice(11, 19);

function bar(clock: LocalClock): Progress {
  const format = '  {time}  {bar}  {value} of {total} tasks closed';
  const bars = new MultiBar({ format, hideCursor: true, barsize: 30 }, Presets.shades_classic);
  const first = bars.create(1, 0, { time: timeOf(clock) });
  const second = bars.create(1, 0, { text: 'reading the file' }, { format: '            {text}' });
  return {
    show(standing) {
      const { accepted } = standing.report.tasks;
      // The width prevents a line wrap; the summary has what is cut off.
      const width = Math.max(20, (process.stdout.columns || 80) - 14);
      first.setTotal(Math.max(1, accepted));
      first.update(standing.closed, { time: timeOf(clock) });
      second.update(1, { text: results(standing).slice(0, width) || 'reading the file' });
    },
    end: () => bars.stop(),
  };
}

const lineEveryMs = 5000;

function lines(clock: LocalClock): Progress {
  let last = 0;
  return {
    show(standing) {
      if (Date.now() - last < lineEveryMs && !standing.over) return;
      last = Date.now();
      const closed = `${standing.closed} of ${standing.report.tasks.accepted} tasks closed`;
      const text = results(standing);
      console.log(`  ${timeOf(clock)}  ${closed}${text === '' ? '' : `; ${text}`}`);
    },
    end: () => undefined,
  };
}

function events(clock: LocalClock): Progress {
  return {
    show({ report, file, open, closed, over }) {
      const at = new Date(clock.now()).toISOString();
      const seen = file && { id: file.id, status: file.status, counts: file.counts };
      const { tasks, deliveries } = report;
      const numbers = { accepted: tasks.accepted, open, closed, over, tasks, deliveries };
      console.log(JSON.stringify({ event: 'progress', at, import: seen ?? null, ...numbers }));
    },
    end: () => undefined,
  };
}

export type Display = 'text' | 'json' | 'nothing';

const nothing: Progress = { show: () => undefined, end: () => undefined };

export function progress(clock: LocalClock, display: Display): Progress {
  if (display === 'nothing') return nothing;
  if (display === 'json') return events(clock);
  return process.stdout.isTTY ? bar(clock) : lines(clock);
}
