/** The keys that open the host's doors. A master key opens all of them; a host key every function; none opens /admin. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { z } from 'zod';

const keysSchema = z.object({
  function: z.string().min(1),
  host: z.string().min(1),
  master: z.string().min(1),
  system: z.record(z.string(), z.string().min(1)).default({}),
});

export type Keys = z.infer<typeof keysSchema>;

export type AuthLevel = 'anonymous' | 'function' | 'admin';

/** Keys from a file's JSON (so that several instances share them); what it leaves out is made up. */
export function hostKeys(given: unknown = {}): Keys {
  const key = () => `${randomBytes(40).toString('base64url')}==`;
  const system = { eventgrid_extension: key(), mcp_extension: key() };
  const keys = keysSchema.partial().parse(given);
  return {
    function: keys.function ?? key(),
    host: keys.host ?? key(),
    master: keys.master ?? key(),
    system: { ...system, ...keys.system },
  };
}

/** `x-functions-key`, else `?code=`. */
export function presentedKey(request: IncomingMessage, query: URLSearchParams): string | undefined {
  const header = request.headers['x-functions-key'];
  return typeof header === 'string' ? header : (query.get('code') ?? undefined);
}

const same = (left: string, right: string) => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

export function mayCall(level: AuthLevel, key: string | undefined, keys: Keys): boolean {
  if (level === 'anonymous') return true;
  if (key === undefined) return false;
  if (same(key, keys.master)) return true;
  return level === 'function' && (same(key, keys.function) || same(key, keys.host));
}

/** For an extension's webhook: its own system key, or the master key. */
export function opensExtension(extension: string, key: string | undefined, keys: Keys): boolean {
  const own = keys.system[extension];
  return key !== undefined && (same(key, keys.master) || (own !== undefined && same(key, own)));
}
