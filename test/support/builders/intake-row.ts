import type { IntakeRow } from '../../../shared/domain/intake/row.ts';
import { aPerson } from './contact.ts';

export function anIntakeRow(changes: Partial<IntakeRow> = {}): IntakeRow {
  const { identifiedBy, ...person } = aPerson();
  return {
    line: 2,
    account: null,
    identifier: identifiedBy.value,
    person,
    priority: null,
    inputAttributes: {},
    ...changes,
  };
}
