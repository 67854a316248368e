/**
 * A blob trigger's path: `container/literal/{name}.csv`. A placeholder matches greedily, including slashes, like the
 * real host's expression. The container is always literal.
 */
import { literal } from '../app/string-enum.ts';

class BlobPathError extends Error {
  override readonly name = 'BlobPathError';
}

export interface BlobPath {
  readonly container: string;
  /** The common prefix of all matching blobs, which narrows a listing. */
  readonly prefix: string;
  /** The values of the placeholders; undefined if the blob's name does not match. */
  match(blobName: string): Record<string, string> | undefined;
}

const placeholder = /\{([^{}]*)\}/g;

export function parseBlobPath(path: string): BlobPath {
  const slash = path.indexOf('/');
  const container = slash < 0 ? path : path.slice(0, slash);
  const rest = slash < 0 ? '' : path.slice(slash + 1);
  if (container.includes('{'))
    throw new BlobPathError(
      `The blob path '${path}' must name its container without placeholders.`,
    );
  if (path.includes('{{') || path.includes('}}'))
    throw new BlobPathError(
      `The blob path '${path}' has an escaped brace, which is not supported.`,
    );

  const names: string[] = [];
  let pattern = '';
  let end = 0;
  for (const match of rest.matchAll(placeholder)) {
    const name = match[1] ?? '';
    if (!/^[A-Za-z_]\w*$/.test(name))
      throw new BlobPathError(
        `The blob path '${path}' has the unsupported placeholder '{${name}}'.`,
      );
    pattern += `${literal(rest.slice(end, match.index))}(?<p${names.length}>.*)`;
    names.push(name);
    end = match.index + match[0].length;
  }
  pattern += literal(rest.slice(end));
  // A path of a container alone matches every blob in it.
  const expression = new RegExp(rest === '' ? '' : `^${pattern}$`, 's');
  const brace = rest.indexOf('{');

  return {
    container,
    prefix: brace < 0 ? rest : rest.slice(0, brace),
    match(blobName) {
      const matched = expression.exec(blobName);
      if (!matched) return undefined;
      return Object.fromEntries(
        names.map((name, index) => [name, matched.groups?.[`p${index}`] ?? '']),
      );
    },
  };
}
