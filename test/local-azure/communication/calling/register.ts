import { callGone, callTerminating, notEstablished } from '../http/fault.ts';
import { type Call } from './call.ts';

const remembered = 20_000;

/** The live calls by id, and counters of all calls. */
export function register() {
  const live = new Map<string, Call>();
  const endedIds = new Set<string>();
  const counters = { placed: 0, connected: 0, failed: 0, ended: 0, peak: 0 };

  function find(id: string): Call {
    const call = live.get(id);
    if (call === undefined || call.unattended) throw callGone(id);
    return call;
  }
  function findLive(id: string): Call {
    const call = find(id);
    if (call.state === 'disconnecting') throw callTerminating();
    return call;
  }

  return {
    counters,
    find,
    /** A call that accepts requests; it may still ring. */
    findLive,
    /** A call with at least one party, which most operations require. */
    established(id: string): Call {
      const call = findLive(id);
      if (call.state === 'connecting') throw notEstablished();
      return call;
    },
    live: () => [...live.values()],
    isGone: (id: string) => endedIds.has(id) || live.get(id)?.unattended === true,
    add(call: Call): void {
      live.set(call.id, call);
      counters.placed += 1;
      counters.peak = Math.max(counters.peak, live.size);
    },
    remove(call: Call): void {
      if (!live.delete(call.id)) return;
      endedIds.add(call.id);
      if (endedIds.size <= remembered) return;
      const [oldest] = endedIds;
      if (oldest !== undefined) endedIds.delete(oldest);
    },
  };
}
export type Register = ReturnType<typeof register>;
