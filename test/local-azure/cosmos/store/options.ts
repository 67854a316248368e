// What a container may be declared with here. Anything else is said by name: Azure would act on it, and silence would be
// taken for the same.
import { notBuilt } from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

const known: Readonly<Record<string, ReadonlySet<string>>> = {
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

/** What a client spells out to say that it wants none of it. */
const isNothing = (value: Json | undefined) =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

function refuseOthers(what: string, value: Json | undefined): void {
  if (!isObject(value)) return;
  for (const [name, given] of Object.entries(value)) {
    if (!known[what]?.has(name) && !isNothing(given)) throw notBuilt(`The ${what} '${name}'`);
  }
}

function refuseUnless(what: string, value: Json | undefined, expected: readonly Json[]): void {
  if (value !== undefined && !expected.includes(value)) {
    throw notBuilt(`The ${what} ${JSON.stringify(value)}`);
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
