// Parses the text of one document. JSON and YAML use one reader, which also detects duplicate names; JSON.parse
// silently keeps the last one.
import { type CollectionTag, parseDocument as parseYaml, type ScalarTag, type Tags } from 'yaml';

export type Parsed = { kind: 'read'; body: unknown } | { kind: 'unreadable'; message: string };

/** For YAML, +18005550100 is a number; here it is a telephone number because of its plus sign. */
const withoutPlus = (tags: Tags): Tags =>
  tags.map((tag) =>
    typeof tag === 'object' && isDecimal(tag) ? { ...tag, test: /^-?[0-9]+$/ } : tag,
  );

const isDecimal = (tag: ScalarTag | CollectionTag): tag is ScalarTag =>
  tag.collection === undefined && tag.tag === 'tag:yaml.org,2002:int' && tag.format === undefined;

export const unreadable = (error: unknown): Parsed & { kind: 'unreadable' } => {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'unreadable', message: `cannot be read: ${message.trim()}` };
};

export function parseDocument(bytes: Uint8Array, format: 'json' | 'yaml'): Parsed {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (format === 'json') JSON.parse(text);
    const document = parseYaml(text, { customTags: withoutPlus, prettyErrors: true });
    // A warning means that the reader had to guess.
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) return unreadable(fault);
    const body: unknown = document.toJS();
    if (!isJson(body)) return unreadable('it refers to itself');
    return { kind: 'read', body };
  } catch (error) {
    return unreadable(error);
  }
}

/** An anchor may refer to its own parent, which JSON cannot express. */
function isJson(body: unknown): boolean {
  try {
    JSON.stringify(body);
    return true;
  } catch {
    return false;
  }
}
