import { expect, test } from 'vitest';
import { reportOf } from '../../../../shared/domain/report/report.ts';

const noneOpen = {
  waiting: 0,
  ready: 0,
  claimed: 0,
  dialing: 0,
  connected: 0,
  wrapUp: 0,
  texting: 0,
};
const noneClosed = {
  reached: 0,
  abandoned: 0,
  exhausted: 0,
  unreachable: 0,
  optedOut: 0,
  expired: 0,
  cancelled: 0,
  error: 0,
};

test('before the first call there are no rates, and no division by nothing', () => {
  const none = { started: 0, inProcess: 0, results: {} };
  expect(reportOf({}, noneOpen)).toEqual({
    tasks: { accepted: 0, open: noneOpen, closed: noneClosed },
    deliveries: { voice: none, sms: none, answered: 0, connected: 0, abandoned: 0 },
    rates: { connect: null, abandonment: null },
  });
});

test('started deliveries without a result are in process, and the rates leave them out', () => {
  const open = { ...noneOpen, dialing: 2, texting: 1 };
  const counts = {
    accepted: 13,
    'voice.started': 10,
    'voice.LiveAnswer': 5,
    'voice.NoAnswer': 2,
    'voice.Unknown': 1,
    'sms.started': 3,
    'sms.Delivered': 1,
    'sms.Unknown': 1,
    answered: 5,
    connected: 4,
    abandoned: 1,
    'closed.reached': 5,
    'closed.exhausted': 2,
  };
  expect(reportOf(counts, open)).toEqual({
    tasks: { accepted: 13, open, closed: { ...noneClosed, reached: 5, exhausted: 2 } },
    deliveries: {
      voice: { started: 10, inProcess: 2, results: { LiveAnswer: 5, NoAnswer: 2, Unknown: 1 } },
      sms: { started: 3, inProcess: 1, results: { Delivered: 1, Unknown: 1 } },
      answered: 5,
      connected: 4,
      abandoned: 1,
    },
    rates: { connect: 0.5, abandonment: 0.125 },
  });
});
