// The supported options of a container. Other options are refused by name, because Azure would apply them and the
// emulator does not.
import { notSupported } from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

const supported: Readonly<Record<string, ReadonlySet<string>>> = {
  'container option': new Set([
    'id',
    'partitionKey',
    'indexingPolicy',
    'uniqueKeyPolicy',
    'defaultTtl',
  ]),
  'indexing option': new Set([
    'indexingMode',
    'automatic',
    'includedPaths',
    'excludedPaths',
    'compositeIndexes',
  ]),
  'partition key option': new Set(['paths', 'kind', 'version']),
};

/** True for the explicit values that disable an option. */
const isNothing = (value: Json | undefined) =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

function refuseOthers(what: string, value: Json | undefined): void {
  if (!isObject(value)) return;
  for (const [name, option] of Object.entries(value)) {
    if (!supported[what]?.has(name) && !isNothing(option))
      throw notSupported(`The ${what} '${name}'`);
  }
}

function refuseUnless(what: string, value: Json | undefined, expected: readonly Json[]): void {
  if (value !== undefined && !expected.includes(value)) {
    throw notSupported(`The ${what} ${JSON.stringify(value)}`);
  }
}

export function refuseUnsupported(resource: JsonObject): void {
  refuseOthers('container option', resource);
  const { indexingPolicy: policy, partitionKey: key } = resource;
  refuseOthers('indexing option', policy);
  refuseOthers('partition key option', key);
  if (isObject(policy)) {
    refuseUnless('indexing mode', policy['indexingMode'], ['consistent']);
    refuseUnless("value of 'automatic'", policy['automatic'], [true]);
  }
  if (isObject(key)) {
    refuseUnless('partition key kind', key['kind'], ['Hash', 'MultiHash']);
    refuseUnless('partition key version', key['version'], [2]);
  }
}
