import { expect, test } from 'vitest';
import resources from '../../../../infra/resources.json' with { type: 'json' };
import { durationMs } from './duration.ts';
import { queueSettings } from './queue-settings.ts';

test.each([
  ['PT1M', 60_000],
  ['PT0.5S', 500],
  ['P14D', 14 * 86_400_000],
  ['P1DT2H3M4S', 93_784_000],
])('the duration %s is %d ms', (text, ms) => {
  expect(durationMs('d', text)).toBe(ms);
});

test.each(['', 'P', 'PT', '1M', 'P1M', 'P1Y', 'PT1M1H', '00:01:00'])(
  "'%s' is refused as a duration",
  (text) => {
    expect(() => durationMs('lockDuration', text)).toThrow(/lockDuration/);
  },
);

test('a queue has the defaults of the service', () => {
  expect(queueSettings({ name: 'q' })).toEqual({
    name: 'q',
    requiresSession: false,
    lockMs: 60_000,
    maxDeliveryCount: 10,
    duplicateWindowMs: 0,
    timeToLiveMs: Infinity,
    deadLetterExpired: false,
    isDeadLetter: false,
  });
});

test('all queues of infra/resources.json are valid', () => {
  for (const queue of resources.serviceBus.queues)
    expect(queueSettings(queue).name).toBe(queue.name);
});

test.each([
  [{ name: 'q', forwardTo: 'other' }, /forwardTo/],
  [{ name: '' }, /name/],
  [{ name: 'q', lockDuration: 'PT6M' }, /lockDuration/],
  [{ name: 'q', maxDeliveryCount: 0 }, /maxDeliveryCount/],
  [{ name: 'q', duplicateDetectionHistoryTimeWindow: 'P8D' }, /duplicateDetection/],
])('%j is refused with the name of the setting', (given, named) => {
  expect(() => queueSettings(given)).toThrow(named);
});
