import { type LocalClock } from '../../clock.ts';
import { type HttpClient } from '../http/client.ts';
import { type Disorder } from './disorder.ts';
import { type Direction, type Journal } from './journal.ts';

/** Parcels of one lane set out in order: the next one waits for the first try of the one before. */
export interface Lane {
  last: Promise<unknown>;
}

export interface Parcel {
  readonly url: string;
  readonly body: string;
  readonly direction: Direction;
  readonly lane?: Lane;
  readonly headers: (attempt: number) => Promise<Record<string, string>>;
  /** Statuses that end the retries without success. */
  readonly hopeless?: readonly number[];
}

const attempts = 7;
/** Waits double from a second of local time, but never from less than this on the machine: a restarting app needs it. */
const firstWaitMs = 1000;
const firstMachineWaitMs = 100;
/** How long a slow receiver holds up the events behind it. */
const laneWaitMachineMs = 500;
const reorderedByMs = 3000;
const duplicatedAfterMs = 2000;

/** Delivers at least once, in order where it can, and as badly as the disorder wants it. */
export function courier(
  clock: LocalClock,
  client: HttpClient,
  journal: Journal,
  disorder: Disorder,
) {
  let stopped = false;
  const isStopped = () => stopped;

  const pause = (localMs: number) => new Promise<void>((done) => clock.after(localMs, done));

  async function attempt(parcel: Parcel, number: number): Promise<boolean> {
    if (isStopped()) return true;
    const { url, body, direction } = parcel;
    const note = (status: number, remark?: string) =>
      journal.note({
        direction,
        method: 'POST',
        path: url,
        status,
        text: body,
        ...(number > 0 ? { remark: `attempt ${number + 1}` } : {}),
        ...(remark === undefined ? {} : { remark }),
      });
    try {
      const headers = await parcel.headers(number);
      const { status } = await client.send({ method: 'POST', url, headers, body });
      note(status);
      return (status >= 200 && status < 300) || (parcel.hopeless ?? []).includes(status);
    } catch (error) {
      if (!isStopped()) note(0, error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  async function persist(parcel: Parcel, number: number): Promise<void> {
    const done = await attempt(parcel, number);
    if (done || isStopped() || number + 1 >= attempts) return;
    const wait = Math.max(firstWaitMs, firstMachineWaitMs * clock.speed) * 2 ** number;
    clock.after(wait, () => void persist(parcel, number + 1));
  }

  async function inLane(lane: Lane, parcel: Parcel): Promise<void> {
    const before = lane.last;
    const first = (async () => {
      await before;
      await persist(parcel, 0);
    })();
    lane.last = Promise.race([first, before.then(() => pause(laneWaitMachineMs * clock.speed))]);
    await first;
  }

  function dispatch(parcel: Parcel): void {
    const { settings } = disorder;
    if (disorder.strikes(settings.lose)) {
      const { direction, url, body } = parcel;
      journal.note({ direction, path: url, status: 0, text: body, remark: 'lost' });
      return;
    }
    if (disorder.strikes(settings.duplicate)) {
      clock.after(disorder.draw() * duplicatedAfterMs, () => void persist(parcel, 0));
    }
    const reorderMs = disorder.strikes(settings.reorder) ? disorder.draw() * reorderedByMs : 0;
    const { lane } = parcel;
    if (lane === undefined || reorderMs > 0) {
      clock.after(reorderMs + settings.delayMs, () => void persist(parcel, 0));
    } else if (settings.delayMs > 0) {
      clock.after(settings.delayMs, () => void inLane(lane, parcel));
    } else void inLane(lane, parcel);
  }

  return {
    dispatch,
    stop(): void {
      stopped = true;
    },
  };
}
export type Courier = ReturnType<typeof courier>;
