// Reads a JSON body before its schema is known. Bodies that would harm a parser are refused by size, depth and number
// of values, far above the largest document.
import { InvalidInput, type Issue } from '../../errors.ts';

interface BodyLimits {
  bytes: number;
  values: number;
}
export const maxBodyBytes = 1024 * 1024;
const documentLimits: BodyLimits = { bytes: maxBodyBytes, values: 10_000 };
/** For a set of about two thousand documents. */
export const setLimits: BodyLimits = { bytes: 8 * 1024 * 1024, values: 200_000 };
const maxDepth = 32;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The parsed body; an empty body is an empty object. Throws InvalidInput, with paths for text that is not valid
 * Unicode.
 */
export function readJsonBody(bytes: ArrayBuffer, limits = documentLimits): unknown {
  if (bytes.byteLength > limits.bytes) {
    throw new InvalidInput(
      `The body has ${bytes.byteLength} bytes; at most ${limits.bytes} are read.`,
    );
  }
  const text = decodeText(bytes);
  if (text.trim() === '') return {};
  const body = parseJson(text);
  const issues = findUnreadable(body, limits);
  if (issues.length > 0) throw new InvalidInput('The body is not valid.', issues);
  return body;
}

function decodeText(bytes: ArrayBuffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new InvalidInput('The body is not UTF-8.');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'not JSON';
    throw new InvalidInput(`The body is not JSON: ${reason}`);
  }
}

/** A loop instead of recursion: the sender chooses the depth. */
function findUnreadable(body: unknown, limits: BodyLimits): Issue[] {
  const issues: Issue[] = [];
  const places = [{ path: [] as readonly string[], value: body }];
  const fault = (path: readonly string[], message: string) =>
    issues.push({ path: path.join('.'), message });
  for (const { path, value } of places) {
    if (typeof value === 'string' && !value.isWellFormed()) fault(path, 'must be Unicode text');
    if (typeof value !== 'object' || value === null) continue;
    if (path.length === maxDepth) {
      fault(path, `must not hold more: a body is at most ${maxDepth} levels deep`);
      continue;
    }
    const entries = Object.entries(value);
    if (places.length + entries.length > limits.values) {
      throw new InvalidInput(`The body holds more than ${limits.values} values.`);
    }
    for (const [name, inner] of entries) {
      const at = [...path, name];
      if (!name.isWellFormed()) fault(at, 'must be Unicode text');
      // A copy of the object would treat it as its prototype, and lose it.
      else if (name === '__proto__') fault(at, 'is not known');
      else places.push({ path: at, value: inner });
    }
  }
  return issues;
}
