import { type LocalClock } from '../../clock.ts';
import { type HttpClient } from '../http/client.ts';
import { type Disorder } from './disorder.ts';
import { type Direction, type Journal } from './journal.ts';

/** Deliveries of one lane start in order: each waits for the first attempt of the previous one. */
export interface Lane {
  last: Promise<unknown>;
}

export interface Delivery {
  readonly url: string;
  readonly body: string;
  readonly direction: Direction;
  readonly lane?: Lane;
  readonly headers: (attempt: number) => Promise<Record<string, string>>;
  /** HTTP statuses that end the retries without success. */
  readonly finalStatuses?: readonly number[];
}

const attempts = 7;
/**
 * The first wait, in local time; each further wait doubles. On the machine it is at least `firstMachineWaitMs`, because
 * an app needs that long to restart.
 */
const firstWaitMs = 1000;
const firstMachineWaitMs = 100;
/** The longest delay that a slow receiver causes for the next event. */
const laneWaitMachineMs = 500;
const reorderedByMs = 3000;
const duplicatedAfterMs = 2000;

/** Delivers at least once and in order, except for the disorder settings. */
export function createDeliveryQueue(
  clock: LocalClock,
  client: HttpClient,
  journal: Journal,
  disorder: Disorder,
) {
  let stopped = false;
  const isStopped = () => stopped;

  const pause = (localMs: number) => new Promise<void>((done) => clock.after(localMs, done));

  async function attempt(delivery: Delivery, number: number): Promise<boolean> {
    if (isStopped()) return true;
    const { url, body, direction } = delivery;
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
      const headers = await delivery.headers(number);
      const { status } = await client.send({ method: 'POST', url, headers, body });
      note(status);
      return (status >= 200 && status < 300) || (delivery.finalStatuses ?? []).includes(status);
    } catch (error) {
      if (!isStopped()) note(0, error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  async function deliverWithRetries(delivery: Delivery, number: number): Promise<void> {
    const isDone = await attempt(delivery, number);
    if (isDone || isStopped() || number + 1 >= attempts) return;
    const wait = Math.max(firstWaitMs, firstMachineWaitMs * clock.speed) * 2 ** number;
    clock.after(wait, () => void deliverWithRetries(delivery, number + 1));
  }

  async function deliverInLane(lane: Lane, delivery: Delivery): Promise<void> {
    const before = lane.last;
    const first = (async () => {
      await before;
      await deliverWithRetries(delivery, 0);
    })();
    lane.last = Promise.race([first, before.then(() => pause(laneWaitMachineMs * clock.speed))]);
    await first;
  }

  function dispatch(delivery: Delivery): void {
    const { settings } = disorder;
    if (disorder.strikes(settings.lose)) {
      const { direction, url, body } = delivery;
      journal.note({ direction, path: url, status: 0, text: body, remark: 'lost' });
      return;
    }
    if (disorder.strikes(settings.duplicate)) {
      clock.after(disorder.draw() * duplicatedAfterMs, () => void deliverWithRetries(delivery, 0));
    }
    const reorderMs = disorder.strikes(settings.reorder) ? disorder.draw() * reorderedByMs : 0;
    const { lane } = delivery;
    if (lane === undefined || reorderMs > 0) {
      clock.after(reorderMs + settings.delayMs, () => void deliverWithRetries(delivery, 0));
    } else if (settings.delayMs > 0) {
      clock.after(settings.delayMs, () => void deliverInLane(lane, delivery));
    } else void deliverInLane(lane, delivery);
  }

  return {
    dispatch,
    stop(): void {
      stopped = true;
    },
  };
}
export type DeliveryQueue = ReturnType<typeof createDeliveryQueue>;
