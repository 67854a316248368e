// SETTINGS.md lists every field of the schemas and no other, and who it says acts on a field does read it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fieldsOf, type Shape, shapes, voiceShapes } from '../../../support/builders/document.ts';

const shared = join(import.meta.dirname, '../../../../shared');
const page = readFileSync(join(shared, 'domain/engagement/SETTINGS.md'), 'utf8');

interface Row {
  setting: string;
  field: string;
  stands: string;
  bounds: string;
  actors: string[];
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
          const [, , setting = '', field = '', stands = '', bounds = '', acted = ''] = line
            .split('|')
            .map((cell) => cell.trim());
          const actors = acted.startsWith('—')
            ? []
            : code(acted).filter((name) => name.includes('/'));
          return { setting, field: code(field)[0] ?? '', stands, bounds, actors };
        }),
      ];
    }),
);

const headings: [string, Shape[]][] = [
  ['Workstream', ['workstream']],
  ['Queue', ['queue']],
  ['Disposition code', ['dispositionCode']],
  ['Message template', ['messageTemplate']],
  ['Cancellation policy', ['cancellationPolicy']],
  ['Voice engagement', [...voiceShapes]],
  ['SMS engagement', ['sms']],
];

test('every shape stands under a heading', () => {
  expect(headings.flatMap(([, all]) => all).sort()).toEqual([...shapes].sort());
  expect([...tables.keys()]).toEqual([
    ...headings.map(([heading]) => heading),
    'On the page without a field',
  ]);
});

describe.each(headings)('%s', (heading, all) => {
  const rows = tables.get(heading) ?? [];
  const known = [...new Set(all.flatMap((shape) => fieldsOf(shape)))];

  test('lists each field once, and no other', () => {
    expect(rows.map(({ field }) => field).sort()).toEqual([...known].sort());
  });

  test('says what each field is called, is filled in with and bounded by', () => {
    const empty = rows.filter((row) => [row.setting, row.stands, row.bounds].includes(''));
    expect(empty).toEqual([]);
  });

  test.each(rows.flatMap(({ field, actors }) => actors.map((actor) => [field, actor] as const)))(
    '%s is acted on by %s',
    (field, actor) => {
      const file = join(shared, `${actor}.ts`);
      expect(existsSync(file), file).toBe(true);
      const source = readFileSync(file, 'utf8');
      expect(field.split('.').some((name) => name !== '*' && source.includes(name))).toBe(true);
    },
  );
});

/** The modes as the table abbreviates them. */
const modes: Record<string, Shape> = {
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
)('%s is of the modes that its row names', (field, bounds) => {
  const having = voiceShapes.filter((shape) => fieldsOf(shape).includes(field));
  const named = (/^((?:[CVGD]A?(?: \([a-z]+\))?(?:, )?)+)/.exec(bounds)?.[0] ?? '')
    .match(/[CVGD]A?\b/g)
    ?.map((mode) => modes[mode]);
  expect([...(named ?? voiceShapes)].sort()).toEqual([...having].sort());
});
