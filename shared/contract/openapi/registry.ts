// The names of the schemas, kept here so that domain schemas need no names. The document refers to named schemas.
import { z } from 'zod';
import { isObject } from '../../domain/values/is-object.ts';

type PartialInput = Readonly<Record<string, unknown>>;
type Defaults = (given: PartialInput) => PartialInput;

export interface Registry {
  name: <T extends z.ZodType>(name: string, schema: T) => T;
  /**
   * The input schema of a stored schema: fields with defaults are optional. Named parts that differ get the suffix
   * `Input`.
   */
  input: (schema: z.ZodObject, defaults: Defaults) => z.ZodObject;
  schemas: () => Record<string, z.ZodType>;
}

export function createRegistry(): Registry {
  const schemas = new Map<string, z.ZodType>();
  const names = new Map<z.ZodType, string>();
  const inputs = new Map<z.ZodType, z.ZodType>();

  function name<T extends z.ZodType>(text: string, schema: T): T {
    schemas.set(text, schema);
    names.set(schema, text);
    return schema;
  }

  function input(schema: z.ZodObject, defaults: Defaults): z.ZodObject {
    return ofObject(schema, [], {});

    function toInput(part: z.ZodType, path: readonly string[], partial: PartialInput): z.ZodType {
      const existing = inputs.get(part);
      if (existing !== undefined) return existing;
      const result = convert(part, path, partial);
      const named = names.get(part);
      if (named !== undefined && result !== part) {
        name(`${named}Input`, result);
        inputs.set(part, result);
      }
      return result;
    }

    function convert(part: z.ZodType, path: readonly string[], partial: PartialInput): z.ZodType {
      if (part instanceof z.ZodNullable) {
        const inner = part.unwrap() as z.ZodType;
        const result = toInput(inner, path, partial);
        return result === inner ? part : result.nullable();
      }
      if (part instanceof z.ZodUnion) {
        const options = part.options as readonly z.ZodType[];
        const results = options.map((option) => toInput(option, path, partial));
        return results.every((result, index) => result === options[index])
          ? part
          : z.union(results);
      }
      return part instanceof z.ZodObject ? ofObject(part, path, partial) : part;
    }

    /** Computes the defaults from an input that only names its variant. */
    function ofObject(
      part: z.ZodObject,
      path: readonly string[],
      above: PartialInput,
    ): z.ZodObject {
      const shape = part.shape as Record<string, z.ZodType>;
      const fixedValues = Object.fromEntries(
        Object.entries(shape).flatMap(([key, property]) =>
          property instanceof z.ZodLiteral ? [[key, property.value as unknown]] : [],
        ),
      );
      const partial = put(above, path, fixedValues);
      const results = Object.entries(shape).map(([key, property]) => {
        const { [key]: _self, ...otherValues } = fixedValues;
        const filled = at(defaults(put(above, path, otherValues)), [...path, key]);
        const result = toInput(property, [...path, key], partial);
        if (filled === undefined || !property.safeParse(filled).success)
          return [key, result] as const;
        const optional = result.optional();
        // Described, not applied: documents.ts applies the defaults. Each property of an object has its own.
        return [key, isObject(filled) ? optional : optional.meta({ default: filled })] as const;
      });
      const isUnchanged = results.every(([key, result]) => result === shape[key]);
      return isUnchanged ? part : z.strictObject(Object.fromEntries(results));
    }
  }

  return { name, input, schemas: () => Object.fromEntries(schemas) };
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}

function put(
  partial: PartialInput,
  [key, ...rest]: readonly string[],
  value: PartialInput,
): PartialInput {
  if (key === undefined) return { ...partial, ...value };
  const inner = partial[key];
  return { ...partial, [key]: put(isObject(inner) ? inner : {}, rest, value) };
}
