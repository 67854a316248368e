// A disposition code, setting by setting.
import { expect, test } from 'vitest';
import {
  dispositionCategories,
  canTriggerReattempt,
} from '../../../../shared/domain/workstream/disposition-code.ts';
import {
  idOrNullField,
  choiceField,
  testFields,
  textField,
} from '../../../support/builders/field-cases.ts';

testFields('dispositionCode', [
  textField('name', [1, 100]),
  textField('description', [0, 200], ''),
  choiceField('category', dispositionCategories, 'other'),
  idOrNullField('workstreamId'),
]);

test('only a wrong person may be tried again', () => {
  expect(dispositionCategories.filter((category) => canTriggerReattempt[category])).toEqual([
    'notRightParty',
  ]);
});
