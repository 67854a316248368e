// CCaaS_CreateOperation in the notation of Dynamics 365.
import { expect, test } from 'vitest';
import { readOperation } from '../../../../shared/contract/intake/ccaas.ts';
import { InvalidInput } from '../../../../shared/errors.ts';

const task = '0123456789abcdef0123456789abcdef';
const guid = '01234567-89AB-CDEF-0123-456789ABCDEF';
const body = { ApiVersion: '1.0', ProactiveEngagementConfigId: 'spring' };
const cancel = { kind: 'cancel', engagementId: 'spring', taskId: task };

test.each([
  [
    'Suspend without a delivery',
    { Operation: 'Suspend' },
    { kind: 'operate', operation: 'Suspend' },
  ],
  ['Resume without a delivery', { Operation: 'Resume' }, { kind: 'operate', operation: 'Resume' }],
  [
    'Suspend with the delivery null, as flows send an empty field',
    { Operation: 'Suspend', DeliveryId: null },
    { kind: 'operate', operation: 'Suspend' },
  ],
  ['Cancel with a task id', { Operation: 'Cancel', DeliveryId: task }, cancel],
  ['Cancel with a task id as GUID', { Operation: 'Cancel', DeliveryId: guid }, cancel],
  ['Cancel with a delivery id', { Operation: 'Cancel', DeliveryId: `${task}.1.2` }, cancel],
])('readOperation reads %s', (_title, given, operation) => {
  expect(readOperation({ ...body, ...given })).toEqual({ engagementId: 'spring', ...operation });
});

test.each([
  ['Suspend', 'is only for Cancel; Suspend applies to the engagement'],
  ['Resume', 'is only for Cancel; Resume applies to the engagement'],
])(
  '%s with a delivery id is rejected, because it would affect the whole engagement',
  (Operation, message) => {
    const read = () => readOperation({ ...body, Operation, DeliveryId: guid });
    expect(read).toThrow(InvalidInput);
    expect(read).toThrow(expect.objectContaining({ issues: [{ path: 'DeliveryId', message }] }));
  },
);

test.each([undefined, null])('Cancel with the delivery id %s is rejected', (DeliveryId) => {
  const read = () => readOperation({ ...body, Operation: 'Cancel', DeliveryId });
  expect(read).toThrow(
    expect.objectContaining({
      issues: [{ path: 'DeliveryId', message: 'is missing; it must name the delivery to cancel' }],
    }),
  );
});
