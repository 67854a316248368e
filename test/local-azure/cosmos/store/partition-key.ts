// A partition key as the stored text of each document: its values as a JSON array. A prefix of a hierarchical key has a
// text too. Without its closing bracket, it is a text prefix of all keys below it.
import { badRequest, CosmosError } from '../error.ts';
import { isObject, parseJson, valueAt, type Json, type JsonObject } from '../json.ts';

export interface PartitionScope {
  text: string;
  /** True if the key has fewer values than the container has paths; it then means all partitions below. */
  prefix: boolean;
}

/** A missing value and a value that is not a primitive are `{}` on the wire. */
export function partitionKeyOf(document: JsonObject, paths: readonly string[][]): string {
  const values = paths.map((path) => {
    const value = valueAt(document, path);
    return value === undefined || (typeof value === 'object' && value !== null) ? {} : value;
  });
  return keyText(values);
}

const mostKeyBytes = 2048;

function keyText(values: readonly Json[]): string {
  for (const value of values) {
    if (typeof value === 'string' && Buffer.byteLength(value) > mostKeyBytes) {
      throw badRequest(`A partition key value is longer than ${mostKeyBytes} bytes.`);
    }
  }
  return JSON.stringify(values);
}

const isKeyValue = (value: Json) =>
  typeof value !== 'object' ||
  value === null ||
  (isObject(value) && Object.keys(value).length === 0);

export function partitionScope(header: string, paths: readonly string[][]): PartitionScope {
  let values: Json;
  try {
    values = parseJson(header);
  } catch {
    throw badRequest(`Partition key ${header} is invalid.`);
  }
  if (!Array.isArray(values) || !values.every(isKeyValue)) {
    throw badRequest(`Partition key ${header} is invalid.`);
  }
  if (values.length > paths.length) {
    throw badRequest(
      `The partition key supplied in x-ms-partitionkey header has more components (${values.length}) than defined in the collection (${paths.length}).`,
    );
  }
  return { text: keyText(values), prefix: values.length < paths.length };
}

export function wholeKey(scope: PartitionScope | undefined): string {
  if (!scope) throw badRequest('PartitionKey value must be supplied for this operation.');
  if (scope.prefix) {
    throw new CosmosError(
      400,
      'Partition key provided either doesn’t correspond to definition in the collection or doesn’t match partition key field values specified in the document.',
      { substatus: 1001 },
    );
  }
  return scope.text;
}

/** The range of stored texts below a prefix: from the prefix with `,` to the prefix with `-`. */
export function prefixRange(text: string): { from: string; to: string } {
  if (text === '[]') return { from: '[', to: '\\' };
  return { from: `${text.slice(0, -1)},`, to: `${text.slice(0, -1)}-` };
}
