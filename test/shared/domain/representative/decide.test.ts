// The decision for every presence and event. A word in brackets is the reason why the event is ignored.
import { describe, expect, test } from 'vitest';
import {
  decide,
  type RepresentativeEvent,
} from '../../../../shared/domain/representative/decide.ts';
import {
  chosenPresences,
  type Presence,
  representativeSchema,
} from '../../../../shared/domain/representative/representative.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aDeliveryId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aPresence, aRepresentative } from '../../../support/builders/representative.ts';

const deliveryId = aDeliveryId();
const pacingGroup = 'renewals';
const another = aDeliveryId(undefined, 1, 2);
const deadline = later(noon, MINUTE);
const now = later(noon, MINUTE / 2);
const until = later(now, MINUTE);

const events = {
  choseAvailable: { kind: 'chose', now, presence: 'available' },
  choseAway: { kind: 'chose', now, presence: 'away' },
  choseOffline: { kind: 'chose', now, presence: 'offline' },
  reserve: { kind: 'reserve', now, deliveryId, pacingGroup, until },
  reserveAnother: { kind: 'reserve', now, deliveryId: another, pacingGroup, until },
  stillOnCall: { kind: 'stillOnCall', now, deliveryId, until },
  stillOnAnother: { kind: 'stillOnCall', now, deliveryId: another, until },
  joined: { kind: 'joined', now, deliveryId, until },
  joinedAnother: { kind: 'joined', now, deliveryId: another, until },
  talked: { kind: 'callOver', now, deliveryId, talked: true, wrapUpMs: MINUTE },
  neverTalked: { kind: 'callOver', now, deliveryId, talked: false, wrapUpMs: MINUTE },
  noWrapUp: { kind: 'callOver', now, deliveryId, talked: true, wrapUpMs: 0 },
  anotherOver: { kind: 'callOver', now, deliveryId: another, talked: true, wrapUpMs: MINUTE },
  wrappedUp: { kind: 'wrappedUp', now, deliveryId },
  wrappedUpAnother: { kind: 'wrappedUp', now, deliveryId: another },
  early: { kind: 'deadlinePassed', now },
  deadlinePassed: { kind: 'deadlinePassed', now: deadline },
} satisfies Record<string, RepresentativeEvent>;
type Name = keyof typeof events;

const defaultsWithoutCall = {
  choseAvailable: 'available',
  choseAway: 'away',
  choseOffline: 'offline',
  reserve: '(notAvailable)',
  reserveAnother: '(notAvailable)',
  stillOnCall: '(otherDelivery)',
  stillOnAnother: '(otherDelivery)',
  joined: '(otherDelivery)',
  joinedAnother: '(otherDelivery)',
  talked: '(otherDelivery)',
  neverTalked: '(otherDelivery)',
  noWrapUp: '(otherDelivery)',
  anotherOver: '(otherDelivery)',
  wrappedUp: '(otherDelivery)',
  wrappedUpAnother: '(otherDelivery)',
  early: '(notDue)',
  deadlinePassed: '(notDue)',
} as const;

const defaultsOnCall = {
  reserve: '(alreadyThere)',
  reserveAnother: '(notAvailable)',
  stillOnAnother: '(otherDelivery)',
  joinedAnother: '(otherDelivery)',
  talked: 'wrapUp',
  neverTalked: 'available',
  noWrapUp: 'available',
  anotherOver: '(otherDelivery)',
  wrappedUp: '(alreadyThere)',
  wrappedUpAnother: '(otherDelivery)',
  early: '(notDue)',
  deadlinePassed: 'available',
} as const;

const keepStatus = <S extends Presence['status']>(status: S) => ({
  choseAvailable: status,
  choseAway: status,
  choseOffline: status,
});

const table = {
  offline: { ...defaultsWithoutCall, choseOffline: '(alreadyThere)' },
  away: { ...defaultsWithoutCall, choseAway: '(alreadyThere)' },
  available: {
    ...defaultsWithoutCall,
    choseAvailable: '(alreadyThere)',
    reserve: 'reserved',
    reserveAnother: 'reserved',
  },
  reserved: {
    ...keepStatus('reserved'),
    ...defaultsOnCall,
    joined: 'talking',
    stillOnCall: 'reserved',
  },
  talking: {
    ...keepStatus('talking'),
    ...defaultsOnCall,
    joined: '(alreadyThere)',
    stillOnCall: 'talking',
  },
  wrapUp: {
    ...keepStatus('wrapUp'),
    ...defaultsOnCall,
    joined: '(alreadyThere)',
    stillOnCall: '(otherDelivery)',
    talked: '(alreadyThere)',
    neverTalked: '(alreadyThere)',
    noWrapUp: '(alreadyThere)',
    wrappedUp: 'available',
  },
} satisfies Record<Presence['status'], Record<Name, string>>;

const statuses = Object.keys(table) as Presence['status'][];
const names = Object.keys(events) as Name[];
const rows = statuses.flatMap((status) =>
  names.map((name) => ({ status, name, expected: table[status][name] })),
);

test.each(rows)(
  'decide for a $status representative and the event $name returns $expected',
  ({ status, name, expected }) => {
    const representative = aRepresentative({ presence: aPresence({ status }) });
    const decision = decide(representative, events[name]);
    if (decision.kind === 'ignore') {
      expect(`(${decision.reason})`).toBe(expected);
      return;
    }
    expect(decision.next.presence.status).toBe(expected);
    expect(representativeSchema.parse(decision.next)).toEqual(decision.next);
    expect({ ...decision.next, presence: null }).toEqual({ ...representative, presence: null });
  },
);

describe('a presence that a representative chooses during a call', () => {
  const onCallStatuses = ['reserved', 'talking', 'wrapUp'] as const;
  const rows = onCallStatuses.flatMap((status) =>
    chosenPresences.map((then) => ({ status, then })),
  );

  test.each(rows)('is kept while $status, and $then applies after the call', ({ status, then }) => {
    const before = aPresence({ status });
    const chosen = decide(aRepresentative({ presence: before }), {
      kind: 'chose',
      now,
      presence: then,
    });
    if (chosen.kind === 'ignore') throw new Error(chosen.reason);
    expect(chosen.next.presence).toEqual({ ...before, then });
    expect(decide(chosen.next, events.deadlinePassed)).toMatchObject({
      next: { presence: { status: then, since: deadline } },
    });
  });
});

test('a reservation stores its delivery and deadline, and the representative is available afterwards', () => {
  expect(decide(aRepresentative(), events.reserve)).toMatchObject({
    next: {
      presence: {
        status: 'reserved',
        since: now,
        deliveryId,
        pacingGroup,
        deadlineAt: until,
        then: 'available',
      },
    },
  });
});

test('a conversation and a wrap-up each set their own deadline', () => {
  const reserved = aRepresentative({ presence: aPresence({ status: 'reserved' }) });
  expect(decide(reserved, events.joined)).toMatchObject({
    next: { presence: { status: 'talking', since: now, deadlineAt: until } },
  });
  expect(decide(reserved, events.talked)).toMatchObject({
    next: { presence: { status: 'wrapUp', since: now, deadlineAt: later(now, MINUTE) } },
  });
});

test('a live call extends the deadline of its representative', () => {
  const talking = aRepresentative({ presence: aPresence({ status: 'talking' }) });
  expect(decide(talking, events.stillOnCall)).toMatchObject({
    next: { presence: { status: 'talking', since: noon, deadlineAt: until } },
  });
});
