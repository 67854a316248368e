// The partial update: up to ten operations on one document, all or none, with an optional condition.
import { badRequest } from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { parseCondition } from '../sql/parse.ts';
import { prepare } from '../sql/statement.ts';
import { canonicalPath } from '../store/shape.ts';
import {
  insertAt,
  removeAt,
  replaceAt,
  setAt,
  stepsOf,
  targetAt,
  valueOf,
  type Target,
} from './patch-target.ts';

const mostOperations = 10;

/** The patched document; undefined if the condition is false. */
export function applyPatch(
  document: JsonObject,
  request: JsonObject,
  partitionKey: readonly string[],
): JsonObject | undefined {
  const { operations, condition } = request;
  if (!Array.isArray(operations) || operations.length === 0) {
    throw badRequest('A patch needs at least one operation.');
  }
  if (operations.length > mostOperations) {
    throw badRequest(`The number of patch operations can't exceed '${mostOperations}'.`);
  }
  if (condition !== undefined && condition !== null && !holds(document, condition)) {
    return undefined;
  }
  const fixed = new Set([
    ...partitionKey,
    ...['id', '_rid', '_self', '_etag', '_ts'].map((name) => `/${name}`),
  ]);
  for (const operation of operations) {
    if (!isObject(operation)) throw badRequest('A patch operation must be an object.');
    const [path, from] = touchedPaths(operation);
    for (const touched of from === undefined ? [path] : [path, from]) {
      const steps = stepsOf(touched);
      for (let length = 1; length <= steps.length; length += 1) {
        if (fixed.has(canonicalPath(steps.slice(0, length)))) {
          throw badRequest(`Cannot patch '${touched}': the property is read-only.`);
        }
      }
    }
    applyOne(document, path, operation);
  }
  return document;
}

function touchedPaths({ path, from }: JsonObject): [path: string, from: string | undefined] {
  if (typeof path !== 'string') throw badRequest('A patch operation needs a path.');
  return [path, typeof from === 'string' ? from : undefined];
}

function holds(document: JsonObject, condition: Json): boolean {
  if (typeof condition !== 'string') throw badRequest('The condition of a patch must be a string.');
  const { matches } = prepare(parseCondition(condition));
  return !matches || matches({ document, parameters: new Map(), aggregates: [] }) === true;
}

function applyOne(document: JsonObject, path: string, operation: JsonObject): void {
  const target = targetAt(document, path);
  switch (operation['op']) {
    case 'add':
      insertAt(target, requireValue(operation));
      break;
    case 'set':
      setAt(target, requireValue(operation));
      break;
    case 'replace':
      replaceAt(target, requireValue(operation));
      break;
    case 'remove':
      removeAt(target);
      break;
    case 'incr':
      increment(target, requireValue(operation));
      break;
    case 'move':
      move(document, target, operation['from']);
      break;
    default:
      throw badRequest(`The patch operation ${JSON.stringify(operation['op'])} is unknown.`);
  }
}

function requireValue({ op, value }: JsonObject): Json {
  if (value !== undefined) return value;
  throw badRequest(`The patch operation ${JSON.stringify(op)} needs a value.`);
}

function increment(target: Target, by: Json): void {
  const now = valueOf(target);
  if (typeof by !== 'number' || (now !== undefined && typeof now !== 'number')) {
    throw badRequest(`For Increment Operation: '${target.path}' and its value must be numbers.`);
  }
  setAt(target, (now ?? 0) + by);
}

function move(document: JsonObject, target: Target, from: Json | undefined): void {
  if (typeof from !== 'string') throw badRequest("The patch operation move needs a 'from'.");
  if (target.path.startsWith(`${from}/`)) {
    throw badRequest(`For Move Operation: '${target.path}' lies inside '${from}'.`);
  }
  const moved = removeAt(targetAt(document, from));
  insertAt(targetAt(document, target.path), moved);
}
