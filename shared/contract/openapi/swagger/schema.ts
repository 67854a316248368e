// Converts OpenAPI 3.1 schemas to Swagger 2.0. No maintained library converts in this direction. Swagger 2.0 has no
// union, null or constant. Only objects keep their names, because designers do not resolve a reference to a text or
// number.
import type { Schema } from '../types.ts';
import { mergeUnion } from './merge.ts';
import type { SwaggerSchema } from './types.ts';

const openApiPrefix = '#/components/schemas/';
const swaggerPrefix = '#/definitions/';

export interface Converter {
  convert: (schema: Schema) => SwaggerSchema;
  /** The schema, or the target of its reference. */
  resolve: (schema: SwaggerSchema) => SwaggerSchema;
  /** A component by name; throws RangeError if there is none. */
  definition: (name: string) => SwaggerSchema;
}

export function createConverter(components: Readonly<Record<string, Schema>>): Converter {
  const definitions = new Map<string, SwaggerSchema>();

  function definition(name: string): SwaggerSchema {
    const existing = definitions.get(name);
    if (existing !== undefined) return existing;
    const component = components[name];
    if (component === undefined) throw new RangeError(`There is no schema '${name}'.`);
    const converted = convert(component);
    definitions.set(name, converted);
    return converted;
  }

  const resolve = (schema: SwaggerSchema): SwaggerSchema =>
    schema.$ref === undefined ? schema : definition(schema.$ref.slice(swaggerPrefix.length));

  function convert(schema: Schema): SwaggerSchema {
    const { $ref, anyOf, oneOf, description } = schema;
    if ($ref !== undefined) {
      const name = $ref.slice(openApiPrefix.length);
      const target = definition(name);
      if (target.properties !== undefined) return { $ref: `${swaggerPrefix}${name}` };
      return { ...target, ...(description !== undefined && { description }) };
    }
    const options = anyOf ?? oneOf;
    return options === undefined ? convertPlain(schema) : convertUnion(options, description);
  }

  function convertUnion(
    options: readonly Schema[],
    description: string | undefined,
  ): SwaggerSchema {
    const shapes = options.filter(({ type }) => type !== 'null').map(convert);
    const merged = shapes.reduce((union, shape) => mergeUnion(union, shape, resolve));
    const nullable = shapes.length < options.length;
    return {
      // Swagger ignores everything next to a reference.
      ...(nullable || description !== undefined ? resolve(merged) : merged),
      ...(description !== undefined && { description }),
      ...(nullable && { 'x-nullable': true as const }),
    };
  }

  function convertPlain(schema: Schema): SwaggerSchema {
    const { type = [], const: constant, exclusiveMinimum, properties, items } = schema;
    const { additionalProperties, required = [], description, format, pattern } = schema;
    const types = [type].flat();
    const [named] = types.filter((type) => type !== 'null');
    const values = constant === undefined ? schema.enum : [constant];
    return {
      ...(description !== undefined && { description }),
      ...(named !== undefined && { type: named }),
      ...(format !== undefined && { format }),
      ...(pattern !== undefined && { pattern }),
      ...(values && { enum: values }),
      ...pickBounds(schema),
      ...(exclusiveMinimum !== undefined && { minimum: exclusiveMinimum, exclusiveMinimum: true }),
      ...(items && { items: convert(items) }),
      ...(properties && {
        properties: Object.fromEntries(
          Object.entries(properties).map(([name, property]) => [name, convert(property)]),
        ),
      }),
      ...(required.length > 0 && { required }),
      ...(additionalProperties !== undefined && {
        additionalProperties:
          typeof additionalProperties === 'object'
            ? convert(additionalProperties)
            : additionalProperties,
      }),
      ...(types.includes('null') && { 'x-nullable': true as const }),
    };
  }

  return { convert, resolve, definition };
}

const pickBounds = ({ minLength, maxLength, minItems, maxItems, minimum, maximum }: Schema) => ({
  ...(minLength !== undefined && { minLength }),
  ...(maxLength !== undefined && { maxLength }),
  ...(minItems !== undefined && { minItems }),
  ...(maxItems !== undefined && { maxItems }),
  ...(minimum !== undefined && { minimum }),
  ...(maximum !== undefined && { maximum }),
});
