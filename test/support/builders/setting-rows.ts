// One table row per setting: what it is when it is left out, what it takes, and what it refuses and how that is said.
import { expect, test } from 'vitest';
import { accepted, aDocument, type Document, refused, type Shape, valueAt } from './document.ts';

export interface SettingRow {
  /** The path of the field. */
  at: string;
  /** Its value when it is left out; not given where it must be said. */
  preset?: unknown;
  takes: readonly unknown[];
  /** Values, each with the message that it is refused with, and the path of the fault where it is another. */
  refuses: readonly (readonly [value: unknown, message: string, path?: string])[];
  /** What is said beside it. */
  beside?: Document;
}

export function testSettings(shape: Shape, rows: readonly SettingRow[]): void {
  const presets = rows.flatMap(({ at, beside = {}, ...row }) =>
    'preset' in row
      ? [[`${at} is ${short(row.preset)} when it is left out`, { ...row, at, beside }] as const]
      : [],
  );
  const takes = rows.flatMap(({ at, takes: values, beside = {} }) =>
    values.map((value) => [`${at} takes ${short(value)}`, { at, value, beside }] as const),
  );
  const refuses = rows.flatMap(({ at, refuses: cases, beside = {} }) =>
    cases.map(([value, message, path = at]) => {
      return [
        `${at} refuses ${short(value)}: ${message}`,
        { at, value, message, path, beside },
      ] as const;
    }),
  );

  if (presets.length > 0) {
    test.each(presets)('%s', (_title, { at, preset, beside }) => {
      const document = aDocument(shape, { ...beside, [at]: undefined });
      expect(valueAt(accepted(shape, document), at)).toEqual(preset);
    });
  }
  if (takes.length > 0) {
    test.each(takes)('%s', (_title, { at, value, beside }) => {
      const document = aDocument(shape, { ...beside, [at]: value });
      expect(valueAt(accepted(shape, document), at)).toEqual(value);
    });
  }
  if (refuses.length > 0) {
    test.each(refuses)('%s', (_title, { at, value, message, path, beside }) => {
      const document = aDocument(shape, { ...beside, [at]: value });
      const issues = refused(shape, document);
      expect(issues.map((issue) => [issue.path, issue.message])).toEqual([[path, message]]);
      if (path === at) expect(issues[0]?.value).toEqual(value);
    });
  }
}

function short(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'to be left out';
  return text.length > 60 ? `${text.slice(0, 60)}… (${text.length})` : text;
}

/** The refusals that many settings share. */
export const wrong = {
  notText: [[5, 'must be text']],
  notFlag: [['yes', 'must be true or false']],
  notWhole: [
    ['5', 'must be a number'],
    [1.5, 'must be a whole number'],
  ],
  id: [
    [
      'two words',
      'must be 1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit',
    ],
  ],
} as const satisfies Record<string, SettingRow['refuses']>;

/** A whole number with bounds: both edges are taken, what lies beyond them is refused. */
export const wholeNumber = (
  at: string,
  [least, most]: readonly [number, number],
  preset: unknown,
  { nullable = false, beside = {} }: { nullable?: boolean; beside?: Document } = {},
): SettingRow => {
  const orNull = nullable ? ', or null' : '';
  const typed = nullable ? ' or null' : '';
  return {
    at,
    ...(preset !== undefined && { preset }),
    takes: [least, most, ...(nullable ? [null] : [])],
    refuses: [
      [least - 1, `must be at least ${least}${orNull}`],
      [most + 1, `must be at most ${most}${orNull}`],
      [String(least), `must be a number${typed}`],
      [least + 0.5, `must be a whole number${typed}`],
      ...(nullable ? [] : [[null, 'must be a number'] as const]),
    ],
    beside,
  };
};

/** Text of at most so many characters. */
export const text = (
  at: string,
  [least, most]: readonly [0 | 1, number],
  preset?: unknown,
  beside: Document = {},
): SettingRow => ({
  at,
  ...(preset !== undefined && { preset }),
  takes: ['x'.repeat(least), 'x'.repeat(most)],
  refuses: [
    ...(least === 1 ? ['', '   '].map((blank) => [blank, 'must not be empty'] as const) : []),
    ['x'.repeat(most + 1), `must have at most ${most} characters`],
    ...wrong.notText,
    [null, 'must be text'],
  ],
  beside,
});

const either = (values: readonly string[]): string =>
  values.length === 1
    ? `'${values[0] ?? ''}'`
    : `${values
        .slice(0, -1)
        .map((value) => `'${value}'`)
        .join(', ')} or '${values.at(-1) ?? ''}'`;

/** One of these words. */
export const oneOf = (
  at: string,
  values: readonly string[],
  preset?: string,
  beside: Document = {},
): SettingRow => ({
  at,
  ...(preset !== undefined && { preset }),
  takes: values,
  refuses: [
    ['something', `must be ${either(values)}`],
    [5, `must be ${either(values)}`],
  ],
  beside,
});

export const flag = (at: string, preset: boolean): SettingRow => ({
  at,
  preset,
  takes: [true, false],
  refuses: wrong.notFlag,
});

/** The id of another document, or none. */
export const idOrNull = (at: string): SettingRow => ({
  at,
  preset: null,
  takes: ['some-id.1_A', 'x'.repeat(64), null],
  refuses: [
    ['two words', `${wrong.id[0][1]}, or null`],
    ['x'.repeat(65), `${wrong.id[0][1]}, or null`],
    [5, 'must be text or null'],
  ],
});
