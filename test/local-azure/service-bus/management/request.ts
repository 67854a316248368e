/** Reads and validates the fields of a $management request. */
import type { Request } from '../links/replies.ts';
import { Refusal } from '../wire/refusal.ts';

const prefix = 'com.microsoft:';

const malformedRequest = (field: string) =>
  new Refusal('amqp:invalid-field', 400, `The request's '${field}' is missing or malformed.`);

export interface ManagementRequest {
  readonly operation: string;
  /** The receiving link that the request refers to. */
  readonly linkName: string | undefined;
  text(field: string): string;
  optionalText(field: string): string | undefined;
  number(field: string): number;
  numbers(field: string): number[];
  buffers(field: string): Buffer[];
  optionalBuffer(field: string): Buffer | null;
  maps(field: string): Readonly<Record<string, unknown>>[];
  map(field: string): Readonly<Record<string, unknown>>;
  isTrue(field: string): boolean;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Buffer.isBuffer(value);

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** rhea returns an AMQP long above 2^53 as bytes. */
function numberOf(value: unknown): number | undefined {
  if (Buffer.isBuffer(value)) return Number(value.readBigInt64BE());
  return typeof value === 'number' ? value : undefined;
}

export function managementRequest(request: Request): ManagementRequest {
  const body = isMap(request.body) ? request.body : {};
  const properties = request.application_properties ?? {};

  function each<T>(field: string, read: (value: unknown) => T | undefined): T[] {
    const values = body[field];
    if (!Array.isArray(values)) throw malformedRequest(field);
    return values.map((value) => {
      const parsed = read(value);
      if (parsed === undefined) throw malformedRequest(field);
      return parsed;
    });
  }
  function one<T>(field: string, read: (value: unknown) => T | undefined): T {
    const parsed = read(body[field]);
    if (parsed === undefined) throw malformedRequest(field);
    return parsed;
  }

  const operation = textOf(properties['operation']) ?? '';
  return {
    operation: operation.startsWith(prefix) ? operation.slice(prefix.length) : operation,
    linkName: textOf(properties['associated-link-name']),
    text: (field) => one(field, textOf),
    optionalText: (field) => textOf(body[field]),
    number: (field) => one(field, numberOf),
    numbers: (field) => each(field, numberOf),
    buffers: (field) => each(field, (value) => (Buffer.isBuffer(value) ? value : undefined)),
    optionalBuffer(field) {
      const value = body[field];
      return Buffer.isBuffer(value) ? value : null;
    },
    maps: (field) => each(field, (value) => (isMap(value) ? value : undefined)),
    map: (field) => (isMap(body[field]) ? body[field] : {}),
    isTrue: (field) => body[field] === true,
  };
}
