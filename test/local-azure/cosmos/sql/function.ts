// The built-in functions. An argument of a wrong type gives undefined, not an error. Type checks give false.
import { isObject, type Value } from '../json.ts';
import { areEqual, isPrimitive } from './order.ts';

type Builtin = (...args: Value[]) => Value;

const ofText =
  (run: (text: string) => Value): Builtin =>
  (text) =>
    typeof text === 'string' ? run(text) : undefined;

const ofTexts =
  (run: (text: string, other: string) => Value): Builtin =>
  (text, other, ignoreCase) => {
    if (typeof text !== 'string' || typeof other !== 'string') return undefined;
    return ignoreCase === true ? run(text.toLowerCase(), other.toLowerCase()) : run(text, other);
  };

const ofNumber =
  (run: (value: number) => number): Builtin =>
  (value) =>
    typeof value === 'number' ? run(value) : undefined;

const contains: Builtin = (array, sought, partial) => {
  if (!Array.isArray(array) || sought === undefined) return undefined;
  if (partial === true && isObject(sought)) {
    const wanted = Object.entries(sought);
    return array.some(
      (item) => isObject(item) && wanted.every(([name, value]) => areEqual(item[name], value)),
    );
  }
  return array.some((item) => areEqual(item, sought));
};

export const builtins: ReadonlyMap<string, { run: Builtin; min: number; max: number }> = new Map(
  (
    [
      ['IS_DEFINED', 1, 1, (value) => value !== undefined],
      ['IS_NULL', 1, 1, (value) => value === null],
      ['IS_STRING', 1, 1, (value) => typeof value === 'string'],
      ['IS_NUMBER', 1, 1, (value) => typeof value === 'number'],
      ['IS_BOOL', 1, 1, (value) => typeof value === 'boolean'],
      ['IS_ARRAY', 1, 1, (value) => Array.isArray(value)],
      ['IS_OBJECT', 1, 1, (value) => isObject(value)],
      ['IS_PRIMITIVE', 1, 1, (value) => isPrimitive(value)],
      ['LOWER', 1, 1, ofText((text) => text.toLowerCase())],
      ['UPPER', 1, 1, ofText((text) => text.toUpperCase())],
      ['LENGTH', 1, 1, ofText((text) => text.length)],
      ['STARTSWITH', 2, 3, ofTexts((text, other) => text.startsWith(other))],
      ['ENDSWITH', 2, 3, ofTexts((text, other) => text.endsWith(other))],
      ['CONTAINS', 2, 3, ofTexts((text, other) => text.includes(other))],
      ['STRINGEQUALS', 2, 3, ofTexts((text, other) => text === other)],
      [
        'CONCAT',
        2,
        99,
        (...parts) =>
          parts.every((part) => typeof part === 'string') ? parts.join('') : undefined,
      ],
      ['ABS', 1, 1, ofNumber(Math.abs)],
      ['FLOOR', 1, 1, ofNumber(Math.floor)],
      ['CEILING', 1, 1, ofNumber(Math.ceil)],
      ['ARRAY_CONTAINS', 2, 3, contains],
      ['ARRAY_LENGTH', 1, 1, (value) => (Array.isArray(value) ? value.length : undefined)],
    ] satisfies [string, number, number, Builtin][]
  ).map(([name, min, max, run]) => [name, { run, min, max }]),
);
