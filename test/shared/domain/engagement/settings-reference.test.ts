// SETTINGS.md lists exactly the fields of the schemas, and the files that it names for a field use that field.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  fieldsOf,
  type Variant,
  variantNames,
  voiceVariantNames,
} from '../../../support/builders/document.ts';

const shared = join(import.meta.dirname, '../../../../shared');
const page = readFileSync(join(shared, 'domain/engagement/SETTINGS.md'), 'utf8');

interface Row {
  setting: string;
  field: string;
  defaultValue: string;
  bounds: string;
  usedBy: string[];
}

const code = (cell: string): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

/** The rows under each heading. */
const tables = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section): [string, Row[]] => {
      const [heading = '', ...lines] = section.split('\n');
      const rows = lines.filter((line) => line.startsWith('|')).slice(2);
      return [
        heading.trim(),
        rows.map((line) => {
          const [, , setting = '', field = '', defaultValue = '', bounds = '', users = ''] = line
            .split('|')
            .map((cell) => cell.trim());
          const usedBy = users.startsWith('—')
            ? []
            : code(users).filter((name) => name.includes('/'));
          return { setting, field: code(field)[0] ?? '', defaultValue, bounds, usedBy };
        }),
      ];
    }),
);

const headings: [string, Variant[]][] = [
  ['Workstream', ['workstream']],
  ['Queue', ['queue']],
  ['Disposition code', ['dispositionCode']],
  ['Message template', ['messageTemplate']],
  ['Cancellation policy', ['cancellationPolicy']],
  ['Voice engagement', [...voiceVariantNames]],
  ['SMS engagement', ['sms']],
];

test('every variant has a heading', () => {
  expect(headings.flatMap(([, all]) => all).sort()).toEqual([...variantNames].sort());
  expect([...tables.keys()]).toEqual([
    ...headings.map(([heading]) => heading),
    'On the page without a field',
  ]);
});

describe.each(headings)('%s', (heading, all) => {
  const rows = tables.get(heading) ?? [];
  const known = [...new Set(all.flatMap((variant) => fieldsOf(variant)))];

  test('lists each field of the schema exactly once', () => {
    expect(rows.map(({ field }) => field).sort()).toEqual([...known].sort());
  });

  test('has a setting, a default and bounds for each field', () => {
    const empty = rows.filter((row) => [row.setting, row.defaultValue, row.bounds].includes(''));
    expect(empty).toEqual([]);
  });

  test.each(rows.flatMap(({ field, usedBy }) => usedBy.map((file) => [field, file] as const)))(
    'names for %s the file %s, which uses the field',
    (field, name) => {
      const file = join(shared, `${name}.ts`);
      expect(existsSync(file), file).toBe(true);
      const source = readFileSync(file, 'utf8');
      expect(field.split('.').some((step) => step !== '*' && source.includes(step))).toBe(true);
    },
  );
});

/** The modes as the table abbreviates them. */
const modes: Record<string, Variant> = {
  C: 'copilot',
  V: 'preview',
  G: 'progressive',
  GA: 'progressiveAi',
  D: 'predictive',
  DA: 'predictiveAi',
};

test.each(
  (tables.get('Voice engagement') ?? [])
    .filter(({ field }) => /^(callSettings|rules)\./.test(field))
    .map(({ field, bounds }) => [field, bounds] as const),
)('%s belongs to the modes that its row names', (field, bounds) => {
  const variantsWithField = voiceVariantNames.filter((variant) =>
    fieldsOf(variant).includes(field),
  );
  const named = (/^((?:[CVGD]A?(?: \([a-z]+\))?(?:, )?)+)/.exec(bounds)?.[0] ?? '')
    .match(/[CVGD]A?\b/g)
    ?.map((mode) => modes[mode]);
  expect([...(named ?? voiceVariantNames)].sort()).toEqual([...variantsWithField].sort());
});
