// The telephone over virtual time, with people at the other end. It records what really happened, for the invariants.
import type { CallEvent } from '../../../shared/domain/call/event.ts';
import type { DeliveryId } from '../../../shared/domain/values/ids.ts';
import type { E164 } from '../../../shared/domain/values/phone.ts';
import type { VoiceResult } from '../../../shared/domain/outcome/result.ts';
import type { Instant } from '../../../shared/domain/values/time.ts';
import { Transient } from '../../../shared/errors.ts';
import type { CallControl, CallOrder, Placement } from '../../../shared/ports/call-control.ts';
import type { Behaviour, People } from './fake-people.ts';
import type { VirtualTimeline } from './virtual-timeline.ts';

export interface PhoneCall {
  connectionId: string;
  deliveryId: DeliveryId;
  to: E164;
  from: E164;
  placedAt: Instant;
  answeredAt: Instant | null;
  overAt: Instant | null;
  representative: { address: string; from: Instant } | null;
}

export interface Telephone extends CallControl {
  readonly calls: readonly PhoneCall[];
}

/** Without the instant, which is the time of arrival. */
export type Callback = CallEvent extends infer E
  ? E extends CallEvent
    ? Omit<E, 'now'>
    : never
  : never;

type Answering = Behaviour & { kind: 'answers' };

/** How long the service takes to confirm a dial; it dials at once. */
const answerMs = 120;

interface Line {
  call: PhoneCall;
  order: CallOrder;
  person: Answering | null;
}

export function createFakeTelephone(
  timeline: VirtualTimeline,
  people: People,
  post: (url: string, event: Callback) => void,
): Telephone {
  const lines = new Map<string, Line>();
  const calls: PhoneCall[] = [];
  const asked = new Map<E164, number>();

  const tell = ({ order }: Line, event: Callback) => post(order.callbackUrl, event);
  const isUp = ({ call }: Line) => call.answeredAt !== null && call.overAt === null;

  function open(order: CallOrder, person: Answering | null): Line {
    const connectionId = `connection-${calls.length + 1}`;
    const call: PhoneCall = {
      connectionId,
      deliveryId: order.deliveryId,
      to: order.to,
      from: order.from,
      placedAt: timeline.now(),
      answeredAt: null,
      overAt: null,
      representative: null,
    };
    const line = { call, order, person };
    calls.push(call);
    lines.set(connectionId, line);
    return line;
  }

  function end(line: Line, result: VoiceResult): void {
    const { call } = line;
    if (call.overAt !== null) return;
    call.overAt = timeline.now();
    const { connectionId } = call;
    const kind = call.answeredAt === null ? 'failed' : 'disconnected';
    tell(line, { kind, connectionId, result, diagnostics: '{}' });
  }

  function pickUp(line: Line, person: Answering): void {
    const { call } = line;
    if (call.overAt !== null) return;
    call.answeredAt = timeline.now();
    const { connectionId } = call;
    tell(line, { kind: 'answered', connectionId, callId: `call-of-${connectionId}` });
    timeline.after(person.patienceMs, () => {
      if (call.representative === null) end(line, 'CallEnded');
    });
  }

  function dialled(order: CallOrder, behaviour: Behaviour): Placement {
    switch (behaviour.kind) {
      case 'invalid':
        return { kind: 'refused', result: 'InvalidAddress', diagnostics: '{"status":400}' };
      case 'misconfigured':
        return { kind: 'misconfigured', retryAfterMs: 60_000, diagnostics: '{"status":403}' };
      case 'throttled':
        return { kind: 'throttled', retryAfterMs: 10_000 };
      case 'answerLost':
        dialled(order, behaviour.then);
        return { kind: 'unclear' };
      case 'answers':
      case 'busy':
      case 'noAnswer': {
        const line = open(order, behaviour.kind === 'answers' ? behaviour : null);
        if (behaviour.kind === 'answers') {
          timeline.after(behaviour.ringMs, () => pickUp(line, behaviour));
        } else if (behaviour.kind === 'busy') timeline.after(2_000, () => end(line, 'Busy'));
        else timeline.after(115_000, () => end(line, 'NoAnswer'));
        const { connectionId } = line.call;
        return { kind: 'placed', connectionId, callId: `call-of-${connectionId}` };
      }
    }
  }

  /** After a delay, if the call is still up. */
  function onCall(connectionId: string, delayMs: number, act: (line: Line) => void): void {
    const line = lines.get(connectionId);
    if (line === undefined) throw new Error(`There is no call ${connectionId}.`);
    timeline.after(delayMs, () => {
      if (isUp(line)) act(line);
    });
  }

  return {
    calls,
    async place(order) {
      const nth = (asked.get(order.to) ?? 0) + 1;
      asked.set(order.to, nth);
      const placement = dialled(order, people(order.to, nth));
      await timeline.sleep(answerMs);
      return placement;
    },
    async addRepresentative(connectionId, address) {
      onCall(connectionId, 300, (line) => {
        if (line.call.representative !== null) return;
        line.call.representative = { address, from: timeline.now() };
        tell(line, { kind: 'representativeJoined', connectionId });
        timeline.after(line.person?.talkMs ?? 0, () => end(line, 'CallEnded'));
      });
    },
    async listen(connectionId) {
      onCall(connectionId, 1_200, (line) =>
        tell(line, { kind: 'heard', connectionId, speech: line.person?.hello ?? null }),
      );
    },
    async speak(connectionId) {
      onCall(connectionId, 4_000, (line) =>
        tell(line, { kind: 'promptOver', connectionId, spoken: true }),
      );
    },
    async hangUp(connectionId) {
      const line = lines.get(connectionId);
      if (line === undefined) return;
      const rings = line.call.answeredAt === null;
      if (rings && line.person?.ringsOn === true) throw new Transient('It is not established.');
      timeline.after(150, () => end(line, rings ? 'CallFailed' : 'CallEnded'));
    },
  };
}
