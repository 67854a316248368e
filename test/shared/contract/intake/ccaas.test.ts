// CCaaS_CreateOperation in the notation of Dynamics 365.
import { expect, test } from 'vitest';
import { readOperation } from '../../../../shared/contract/intake/ccaas.ts';
import { InvalidInput } from '../../../../shared/errors.ts';

const task = '0123456789abcdef0123456789abcdef';
const guid = '01234567-89AB-CDEF-0123-456789ABCDEF';
const body = { ApiVersion: '1.0', ProactiveEngagementConfigId: 'spring' };
const cancel = { kind: 'cancel', engagementId: 'spring', taskId: task };

test.each([
  ['suspends an engagement', { Operation: 'Suspend' }, { kind: 'operate', operation: 'Suspend' }],
  ['resumes one', { Operation: 'Resume' }, { kind: 'operate', operation: 'Resume' }],
  [
    'suspends one when its delivery is null, as flows write what is left empty',
    { Operation: 'Suspend', DeliveryId: null },
    { kind: 'operate', operation: 'Suspend' },
  ],
  ['cancels a delivery task', { Operation: 'Cancel', DeliveryId: task }, cancel],
  ['cancels it by its GUID', { Operation: 'Cancel', DeliveryId: guid }, cancel],
  ['cancels it by a delivery', { Operation: 'Cancel', DeliveryId: `${task}.1.2` }, cancel],
])('%s', (_what, given, operation) => {
  expect(readOperation({ ...body, ...given })).toEqual({ engagementId: 'spring', ...operation });
});

test.each([
  ['Suspend', 'is for Cancel alone; Suspend is for an engagement'],
  ['Resume', 'is for Cancel alone; Resume is for an engagement'],
])('%s of one delivery is refused: it would affect the whole engagement', (Operation, message) => {
  const read = () => readOperation({ ...body, Operation, DeliveryId: guid });
  expect(read).toThrow(InvalidInput);
  expect(read).toThrow(expect.objectContaining({ issues: [{ path: 'DeliveryId', message }] }));
});

test.each([undefined, null])('Cancel of %s is refused', (DeliveryId) => {
  const read = () => readOperation({ ...body, Operation: 'Cancel', DeliveryId });
  expect(read).toThrow(
    expect.objectContaining({
      issues: [{ path: 'DeliveryId', message: 'is missing; it must name the delivery to cancel' }],
    }),
  );
});
