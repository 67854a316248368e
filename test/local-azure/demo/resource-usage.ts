/** The CPU and memory use of a process, where the system reports it. */
import { readFileSync } from 'node:fs';

const ticksPerSecond = 100;

export function peakMbOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kb = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kb === undefined ? undefined : Math.round(Number(kb) / 1024);
  } catch {
    return undefined;
  }
}

function cpuSecondsOf(pid: number): number | undefined {
  try {
    // The fields after the name, which is in parentheses and may contain any character. User time is field 12, system
    // time field 13.
    const words = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Math.round((Number(words[11]) + Number(words[12])) / ticksPerSecond);
  } catch {
    return undefined;
  }
}

export function resourceUsage(pid: number): string {
  const [mb, seconds] = [peakMbOf(pid), cpuSecondsOf(pid)];
  return mb === undefined || seconds === undefined
    ? 'not available on this system'
    : `at most ${mb} MB, ${seconds} s of processor time`;
}
