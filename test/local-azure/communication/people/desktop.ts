import { z } from 'zod';
import { type LocalClock } from '../../clock.ts';
import { type Journal } from '../control/journal.ts';
import { byWeight, drawsOf } from '../control/random.ts';
import { type HttpClient } from '../http/client.ts';
import { type Representative } from './directory.ts';

export const desktopSchema = z.strictObject({ api: z.url(), key: z.string().optional() });
type DesktopSettings = z.output<typeof desktopSchema>;

const workSchema = z.object({
  work: z.array(z.object({ deliveryId: z.string(), state: z.string() })),
});

const lookEveryMs = 1000;
const mostLooks = 30;
/** An empty list may be read too early. After this many empty reads the desktop stops. */
const mostEmptyLooks = 5;

/**
 * Simulates the desktops of representatives. After a call, a desktop reads the work in wrap-up, records a disposition
 * code, and completes the work. Seed and delivery id select the code.
 */
export function desktops(clock: LocalClock, client: HttpClient, journal: Journal, seed: number) {
  let settings: DesktopSettings | undefined;
  const looking = new Set<string>();

  async function ask(method: string, path: string, body?: unknown) {
    if (settings === undefined) return undefined;
    const url = `${settings.api}${path}`;
    const text = body === undefined ? '' : JSON.stringify(body);
    const note = { direction: 'desktop', method, path: url, text } as const;
    const headers = {
      'content-type': 'application/json',
      ...(settings.key === undefined ? {} : { 'x-functions-key': settings.key }),
    };
    try {
      const answer = await client.send({ method, url, headers, body: text });
      journal.note({ ...note, status: answer.status, answer: answer.text });
      return answer;
    } catch (error) {
      journal.note({ ...note, status: 0, remark: String(error) });
      return undefined;
    }
  }

  async function workOf(id: string) {
    const answer = await ask('GET', `/representatives/${encodeURIComponent(id)}/work`);
    if (answer?.status !== 200) return undefined;
    try {
      return workSchema.parse(JSON.parse(answer.text)).work;
    } catch (error) {
      journal.note({ direction: 'desktop', path: id, remark: `unreadable work: ${String(error)}` });
      return undefined;
    }
  }

  async function complete(representative: Representative, deliveryId: string): Promise<boolean> {
    const { id, dispositions = {} } = representative;
    const code = byWeight(dispositions, drawsOf(seed, deliveryId)());
    const path = `/representatives/${encodeURIComponent(id)}/work/${encodeURIComponent(deliveryId)}`;
    const post = async (action: string, body: unknown) => {
      const answer = await ask('POST', `${path}/${action}`, body);
      return answer !== undefined && answer.status >= 200 && answer.status < 300;
    };
    const isRecorded = code === undefined || (await post('disposition', { codes: [code] }));
    return isRecorded && (await post('complete', {}));
  }

  /** Reads the work each second until all work in wrap-up is completed, or a limit is reached. */
  async function look(representative: Representative, looks: number, empty: number): Promise<void> {
    const work = await workOf(representative.id);
    const due = (work ?? []).filter(({ state }) => state === 'wrapUp');
    const results = await Promise.all(due.map((each) => complete(representative, each.deliveryId)));
    const finished = due.length > 0 && results.every(Boolean);
    const emptyLooks = work?.length === 0 ? empty + 1 : empty;
    if (finished || looks >= mostLooks || emptyLooks >= mostEmptyLooks) {
      looking.delete(representative.id);
      return;
    }
    clock.after(lookEveryMs, () => void look(representative, looks + 1, emptyLooks));
  }

  return {
    get settings(): DesktopSettings | undefined {
      return settings;
    },
    use(wanted: DesktopSettings | undefined): void {
      const api = wanted?.api.replace(/\/$/, '');
      settings = wanted === undefined || api === undefined ? undefined : { ...wanted, api };
    },
    /** A call of this representative has ended. */
    wrapUp(representative: Representative): void {
      if (settings === undefined) return;
      clock.after(representative.wrapUpMs, () => {
        if (looking.has(representative.id)) return;
        looking.add(representative.id);
        void look(representative, 1, 0);
      });
    },
  };
}
export type Desktops = ReturnType<typeof desktops>;
