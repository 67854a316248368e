import { expect, test } from 'vitest';
import { reportOf } from '../../../../shared/domain/report/report.ts';

const noOpenTasks = {
  waiting: 0,
  ready: 0,
  claimed: 0,
  dialing: 0,
  connected: 0,
  wrapUp: 0,
  texting: 0,
};
const noClosedTasks = {
  reached: 0,
  abandoned: 0,
  exhausted: 0,
  unreachable: 0,
  optedOut: 0,
  expired: 0,
  cancelled: 0,
  error: 0,
};

test('the rates are null before the first call', () => {
  const none = { started: 0, inProcess: 0, results: {} };
  expect(reportOf({}, noOpenTasks)).toEqual({
    tasks: { accepted: 0, open: noOpenTasks, closed: noClosedTasks },
    deliveries: { voice: none, sms: none, answered: 0, connected: 0, abandoned: 0 },
    rates: { connect: null, abandonment: null },
  });
});

test('started deliveries without a result count as in process and not in the rates', () => {
  const open = { ...noOpenTasks, dialing: 2, texting: 1 };
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
    tasks: { accepted: 13, open, closed: { ...noClosedTasks, reached: 5, exhausted: 2 } },
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
