// The fields of a disposition code.
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

test('only a code of the category notRightParty can trigger a reattempt', () => {
  expect(dispositionCategories.filter((category) => canTriggerReattempt[category])).toEqual([
    'notRightParty',
  ]);
});
