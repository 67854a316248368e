import { describe, expect, test } from 'vitest';
import { CosmosError } from '../error.ts';
import { type Json } from '../json.ts';
import { parseQuery } from '../sql/parse.ts';
import { prepare } from '../sql/statement.ts';

const document: Json = {
  n: 5,
  text: 'Text',
  flag: true,
  nothing: null,
  list: [1, { a: 1, b: 2 }],
  deep: { 'odd name': { x: 1 }, order: 7, last: 8 },
};

function valueOf(expression: string) {
  const parameters = new Map<string, Json>([['@five', 5]]);
  const { project } = prepare(parseQuery(`SELECT VALUE ${expression} FROM c`));
  return project({ document, parameters, aggregates: [] });
}

describe('an expression', () => {
  test.each<[expression: string, value: Json | undefined]>([
    ['c.n', 5],
    ['c.deep["odd name"].x', 1],
    ['c.deep["order"]', 7],
    ['c.deep.last', 8],
    ['c.list[1].b', 2],
    ['c.list.length', undefined],
    ['c.absent.further', undefined],
    ["'it\\'s' = \"it's\"", true],
    ['-1 + 2 * 3 - -1', 6],
    ['c.n % 2', 1],
    ['1 / 0', undefined],
    ["c.n + 'x'", undefined],
    ['@five = c.n', true],
    ['@unknown = c.n', undefined],
    ["c.n = '5'", false],
    ["c.n != '5'", true],
    ["c.n < '6'", undefined],
    ['c.absent = null', undefined],
    ['c.absent != null', undefined],
    ['c.nothing = null', true],
    ['c.nothing < 5', undefined],
    ['false < true', true],
    ['c.list = [1, {"b": 2, "a": 1}]', true],
    ['c.absent AND false', false],
    ['c.absent AND true', undefined],
    ['c.absent OR true', true],
    ['c.absent OR false', undefined],
    ['NOT c.absent', undefined],
    ['NOT c.n = 6 AND c.flag', true],
    ['c.n IN (1, 5)', true],
    ['c.absent IN (1, 5)', undefined],
    ['c.n NOT IN (1, 5)', false],
    ['c.n BETWEEN 5 AND 6', true],
    ['c.n NOT BETWEEN 5 AND 6', false],
    ["c.n BETWEEN 'a' AND 'z'", undefined],
    ['IS_DEFINED(c.nothing)', true],
    ['IS_NULL(c.absent)', false],
    ['IS_STRING(c.text)', true],
    ['IS_BOOL(c.flag)', true],
    ["STARTSWITH(c.text, 'te')", false],
    ["STARTSWITH(c.text, 'te', true)", true],
    ['STARTSWITH(c.text, 5)', undefined],
    ["ENDSWITH(c.text, 'xt')", true],
    ["CONTAINS(c.text, 'ex')", true],
    ['UPPER(c.text)', 'TEXT'],
    ['LENGTH(c.n)', undefined],
    ['ARRAY_CONTAINS(c.list, 1)', true],
    ['ARRAY_CONTAINS(c.list, {"a": 1})', false],
    ['ARRAY_CONTAINS(c.list, {"a": 1}, true)', true],
    ['ARRAY_LENGTH(c.list)', 2],
    ["CONCAT(c.text, '-', c.text)", 'Text-Text'],
    ['[c.n, c.absent]', [5]],
    ['{"n": c.n, text: c.absent}', { n: 5 }],
  ])('%s is %j', (expression, value) => {
    expect(valueOf(expression)).toEqual(value);
  });
});

describe('an invalid or unsupported query', () => {
  test.each([
    ['SELECT', 400],
    ['SELECT * FROM c WHERE c.n =', 400],
    ['SELECT * FROM c WHERE (c.n = 1', 400],
    ["SELECT * FROM c WHERE c.text = 'open", 400],
    ['SELECT * FROM c extra words', 400],
    ['SELECT c.n, c.n FROM c', 400],
    ['SELECT * FROM c WHERE COUNT(1) > 1', 400],
    ['SELECT c.n FROM c GROUP BY c.n ORDER BY c.n', 400],
    ['SELECT VALUE LENGTH() FROM c', 400],
    ['SELECT * FROM c WHERE c.n IN ()', 400],
    ['SELECT * FROM c WHERE c.note = NULL', 400],
    ['SELECT c.n AS value FROM c', 400],
    ['SELECT VALUE c.$type FROM c', 400],
    ['SELECT VALUE c.größe FROM c', 400],
    ['SELECT VALUE LEFT(c.text, 2) FROM c', 501],
    ['SELECT * FROM c WHERE c.n IN (SELECT VALUE 1 FROM c)', 501],
    ['SELECT VALUE FIRST(SELECT VALUE 1 FROM c) FROM c', 501],
    ['SELECT 1', 501],
    ['SELECT * FROM (SELECT * FROM c)', 501],
    ['SELECT VALUE c.n | 1 FROM c', 501],
    ['SELECT DISTINCT c.n FROM c ORDER BY c.n', 501],
    ['SELECT VALUE c[@name] FROM c', 501],
  ])('%s is refused with %i', (query, status) => {
    const asked = () => prepare(parseQuery(query));
    expect(asked).toThrow(CosmosError);
    expect(asked).toThrow(expect.objectContaining({ status }) as Error);
  });
});

// A property may have any name. In brackets it is a string. After a dot it must not be a keyword, in any letter case.
describe('a keyword after a dot', () => {
  test.each(
    'order value group top by select from where in as join like not and or between exists limit offset asc desc distinct escape array left right null true false undefined udf Order VALUE'.split(
      ' ',
    ),
  )('c.%s is a syntax error', (word) => {
    const dotted = () => parseQuery(`SELECT * FROM c WHERE c.${word} = 1`);
    expect(dotted).toThrow('Syntax error');
    expect(dotted).toThrow(expect.objectContaining({ status: 400 }) as Error);
    const { project } = prepare(parseQuery(`SELECT c["${word}"] FROM c`));
    const row = { document: { [word]: 1 }, parameters: new Map(), aggregates: [] };
    expect(project(row)).toEqual({ [word]: 1 });
  });

  test.each(['rank', 'first', 'last', 'all', 'status', 'Null', 'count', 'orders'])(
    'c.%s is none',
    (word) => {
      expect(() => parseQuery(`SELECT c.${word} FROM c ORDER BY c.${word}`)).not.toThrow();
    },
  );
});
