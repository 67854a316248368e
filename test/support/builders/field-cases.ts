// Test cases of one field of a configuration document: its default, values that it accepts, and values that it rejects.
import { expect, test } from 'vitest';
import {
  accepted,
  aDocument,
  type Document,
  kindOf,
  refused,
  type Variant,
  valueAt,
} from './document.ts';

export interface FieldCase {
  path: string;
  /** The value of an omitted field. Undefined if the field is required or has a test of its own. */
  defaultValue?: unknown;
  accepts: readonly unknown[];
  /** The message for each value, and the path of the issue where it differs from the path of the field. */
  rejects: readonly (readonly [value: unknown, message: string, issuePath?: string])[];
  /** Values of other fields that the document needs, by path. */
  otherFields?: Document;
}

export function testFields(variant: Variant, cases: readonly FieldCase[]): void {
  const owner = kindOf(variant) === 'engagement' ? `a ${variant} engagement` : `a ${variant}`;
  const defaults = cases.flatMap(({ path, defaultValue, otherFields = {} }) =>
    defaultValue === undefined
      ? []
      : [
          [
            `${path} of ${owner} is ${abbreviate(defaultValue)} by default`,
            { path, defaultValue, otherFields },
          ] as const,
        ],
  );
  const acceptances = cases.flatMap(({ path, accepts, otherFields = {} }) =>
    accepts.map(
      (value) =>
        [`${path} of ${owner} accepts ${abbreviate(value)}`, { path, value, otherFields }] as const,
    ),
  );
  const rejections = cases.flatMap(({ path, rejects, otherFields = {} }) =>
    rejects.map(
      ([value, message, issuePath = path]) =>
        [
          `${path} of ${owner} rejects ${abbreviate(value)}: ${message}`,
          { path, value, message, issuePath, otherFields },
        ] as const,
    ),
  );

  if (defaults.length > 0) {
    test.each(defaults)('%s', (_title, { path, defaultValue, otherFields }) => {
      const document = aDocument(variant, { ...otherFields, [path]: undefined });
      expect(valueAt(accepted(variant, document), path)).toEqual(defaultValue);
    });
  }
  if (acceptances.length > 0) {
    test.each(acceptances)('%s', (_title, { path, value, otherFields }) => {
      const document = aDocument(variant, { ...otherFields, [path]: value });
      expect(valueAt(accepted(variant, document), path)).toEqual(value);
    });
  }
  if (rejections.length > 0) {
    test.each(rejections)('%s', (_title, { path, value, message, issuePath, otherFields }) => {
      const document = aDocument(variant, { ...otherFields, [path]: value });
      const issues = refused(variant, document);
      expect(issues.map((issue) => [issue.path, issue.message])).toEqual([[issuePath, message]]);
      if (issuePath === path) expect(issues[0]?.value).toEqual(value);
    });
  }
}

function abbreviate(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'a missing value';
  return text.length > 60 ? `${text.slice(0, 60)}… (${text.length})` : text;
}

/** Rejections that many fields share. */
export const invalid = {
  notText: [[5, 'must be text']],
  notFlag: [['yes', 'must be true or false']],
  notWhole: [
    ['5', 'must be a number'],
    [1.5, 'must be a whole number'],
  ],
  id: [
    [
      'two words',
      'must be 1 to 64 letters, digits, dots, dashes or underscores, starting with a letter or digit',
    ],
  ],
} as const satisfies Record<string, FieldCase['rejects']>;

/** A whole number: accepts both bounds, and rejects the next number beyond each. */
export function wholeNumberField(
  path: string,
  [min, max]: readonly [number, number],
  defaultValue: unknown,
  { nullable = false, otherFields = {} }: { nullable?: boolean; otherFields?: Document } = {},
): FieldCase {
  const orNull = nullable ? ', or null' : '';
  const typeOrNull = nullable ? ' or null' : '';
  return {
    path,
    defaultValue,
    accepts: [min, max, ...(nullable ? [null] : [])],
    rejects: [
      [min - 1, `must be at least ${min}${orNull}`],
      [max + 1, `must be at most ${max}${orNull}`],
      [String(min), `must be a number${typeOrNull}`],
      [min + 0.5, `must be a whole number${typeOrNull}`],
      ...(nullable ? [] : [[null, 'must be a number'] as const]),
    ],
    otherFields,
  };
}

/** Text with a least and a greatest number of characters. */
export const textField = (
  path: string,
  [min, max]: readonly [0 | 1, number],
  defaultValue?: unknown,
  otherFields: Document = {},
): FieldCase => ({
  path,
  defaultValue,
  accepts: ['x'.repeat(min), 'x'.repeat(max)],
  rejects: [
    ...(min === 1 ? ['', '   '].map((blank) => [blank, 'must not be empty'] as const) : []),
    ['x'.repeat(max + 1), `must have at most ${max} characters`],
    ...invalid.notText,
    [null, 'must be text'],
  ],
  otherFields,
});

function listChoices(values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  const last = quoted.at(-1) ?? '';
  return quoted.length === 1 ? last : `${quoted.slice(0, -1).join(', ')} or ${last}`;
}

/** Text with a fixed set of values. */
export const choiceField = (
  path: string,
  values: readonly string[],
  defaultValue?: string,
  otherFields: Document = {},
): FieldCase => ({
  path,
  defaultValue,
  accepts: values,
  rejects: [
    ['something', `must be ${listChoices(values)}`],
    [5, `must be ${listChoices(values)}`],
  ],
  otherFields,
});

export const flagField = (path: string, defaultValue: boolean): FieldCase => ({
  path,
  defaultValue,
  accepts: [true, false],
  rejects: invalid.notFlag,
});

/** The id of another document, or null. */
export const idOrNullField = (path: string): FieldCase => ({
  path,
  defaultValue: null,
  accepts: ['some-id.1_A', 'x'.repeat(64), null],
  rejects: [
    ['two words', `${invalid.id[0][1]}, or null`],
    ['x'.repeat(65), `${invalid.id[0][1]}, or null`],
    [5, 'must be text or null'],
  ],
});
