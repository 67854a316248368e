/**
 * The keys of the host. A function key opens one function, and a host key every function. A system key opens the webhook
 * of its extension. The master key opens everything including /admin.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { z } from 'zod';

const key = z.string().min(1);
const keysSchema = z.object({
  host: key,
  master: key,
  /** The default key of each function, by function name. */
  functions: z.record(z.string(), key).default({}),
  system: z.record(z.string(), key).default({}),
});

export type Keys = z.infer<typeof keysSchema>;

export type AuthLevel = 'anonymous' | 'function' | 'admin';

const extensions = ['blobs_extension', 'eventgrid_extension', 'mcp_extension'];

const madeUp = () => `${randomBytes(40).toString('base64url')}==`;
const oneEach = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, madeUp()]));

/** Keys from the JSON of a file, so that several instances share them; missing keys are generated. */
export function hostKeys(functionNames: readonly string[], given: unknown = {}): Keys {
  const keys = keysSchema.partial().parse(given);
  return {
    host: keys.host ?? madeUp(),
    master: keys.master ?? madeUp(),
    functions: { ...oneEach(functionNames), ...keys.functions },
    system: { ...oneEach(extensions), ...keys.system },
  };
}

/** `x-functions-key`, else `?code=`. */
export function presentedKey(request: IncomingMessage, query: URLSearchParams): string | undefined {
  const header = request.headers['x-functions-key'];
  return typeof header === 'string' ? header : (query.get('code') ?? undefined);
}

const isEqual = (left: string, right: string) => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** `functionName` is undefined for the host's own endpoints (/admin). */
export function mayCall(
  level: AuthLevel,
  presented: string | undefined,
  keys: Keys,
  functionName?: string,
): boolean {
  if (level === 'anonymous') return true;
  if (presented === undefined) return false;
  if (isEqual(presented, keys.master)) return true;
  const functionKey = functionName === undefined ? undefined : keys.functions[functionName];
  const opens = (one: string | undefined) => one !== undefined && isEqual(presented, one);
  return level === 'function' && (opens(functionKey) || opens(keys.host));
}

/** For an extension's webhook: its system key, or the master key. */
export function opensExtension(
  extension: string,
  presented: string | undefined,
  keys: Keys,
): boolean {
  const systemKey = keys.system[extension];
  if (presented === undefined) return false;
  return (
    isEqual(presented, keys.master) || (systemKey !== undefined && isEqual(presented, systemKey))
  );
}
