// A disposition code, setting by setting.
import { expect, test } from 'vitest';
import {
  dispositionCategories,
  canTriggerReattempt,
} from '../../../../shared/domain/workstream/disposition-code.ts';
import { idOrNull, oneOf, testSettings, text } from '../../../support/builders/setting-rows.ts';

testSettings('dispositionCode', [
  text('name', [1, 100]),
  text('description', [0, 200], ''),
  oneOf('category', dispositionCategories, 'other'),
  idOrNull('workstreamId'),
]);

test('only a wrong person may be tried again', () => {
  expect(dispositionCategories.filter((category) => canTriggerReattempt[category])).toEqual([
    'notRightParty',
  ]);
});
