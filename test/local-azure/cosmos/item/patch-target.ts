// The target of a JSON pointer in a document, and the operations on it.
import { badRequest } from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

export interface Target {
  path: string;
  parent: JsonObject | Json[];
  key: string;
}

/** Decodes a step: `~1` is a slash and `~0` is a tilde. */
export function stepsOf(path: string): string[] {
  if (!path.startsWith('/')) throw badRequest(`The patch path '${path}' must begin with '/'.`);
  return path
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function targetAt(document: JsonObject, path: string): Target {
  const steps = stepsOf(path);
  const key = steps.pop()!;
  let parent: JsonObject | Json[] = document;
  for (const step of steps) {
    const next: Json | undefined = Array.isArray(parent)
      ? parent[Number(step)]
      : ownProperty(parent, step);
    if (!isObject(next) && !Array.isArray(next)) {
      throw badRequest(`For the patch path '${path}': '${step}' does not exist.`);
    }
    parent = next;
  }
  return { path, parent, key };
}

const ownProperty = (object: JsonObject, name: string) =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** An array index; `-` is the end. `max` is the highest allowed index. */
function indexOf({ path, key }: Target, length: number, max: number): number {
  const index = key === '-' ? length : /^(0|[1-9]\d*)$/.test(key) ? Number(key) : -1;
  if (index >= 0 && index <= max) return index;
  throw badRequest(`For the patch path '${path}': the index is out of bounds.`);
}

export function valueOf({ parent, key }: Target): Json | undefined {
  return Array.isArray(parent) ? parent[Number(key)] : ownProperty(parent, key);
}

function define(parent: JsonObject, key: string, value: Json): void {
  // defineProperty instead of an assignment: a property named __proto__ must stay a property.
  Object.defineProperty(parent, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

export function insertAt(target: Target, value: Json): void {
  const { parent, key } = target;
  if (Array.isArray(parent)) {
    parent.splice(indexOf(target, parent.length, parent.length), 0, value);
  } else define(parent, key, value);
}

export function setAt(target: Target, value: Json): void {
  const { parent, key } = target;
  if (Array.isArray(parent)) parent[indexOf(target, parent.length, parent.length)] = value;
  else define(parent, key, value);
}

function mustExist(target: Target): Json {
  const value = valueOf(target);
  if (value !== undefined) return value;
  throw badRequest(`The patch path '${target.path}' does not exist.`);
}

export function replaceAt(target: Target, value: Json): void {
  mustExist(target);
  setAt(target, value);
}

export function removeAt(target: Target): Json {
  const value = mustExist(target);
  const { parent, key } = target;
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
  return value;
}
