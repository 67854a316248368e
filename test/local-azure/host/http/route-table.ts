/** Finds the function for a request. More specific routes come first; equal ones in registration order. */
import { type TriggeredFunction, UnsupportedBinding } from '../app/functions.ts';
import { type AuthLevel } from './keys.ts';
import { parseRoute, type Route } from './route.ts';

export interface HttpFunction {
  readonly fn: TriggeredFunction;
  readonly route: Route;
  readonly methods: ReadonlySet<string>;
  readonly authLevel: AuthLevel;
}

export interface RouteTable {
  /** `path` is the path after the route prefix, without a leading slash. */
  find(
    method: string,
    path: string,
  ): { target: HttpFunction; params: Record<string, string> } | undefined;
}

const authLevels = ['anonymous', 'function', 'admin'] as const;

function httpFunction(fn: TriggeredFunction): HttpFunction {
  const { route, methods, authLevel } = fn.trigger;
  const level = authLevels.find((known) => known === authLevel);
  if (level === undefined)
    throw new UnsupportedBinding(
      `Function '${fn.name}': authLevel '${String(authLevel)}' is not known.`,
    );
  const given = Array.isArray(methods) ? methods : [];
  return {
    fn,
    route: parseRoute(typeof route === 'string' && route !== '' ? route : fn.name),
    methods: new Set(given.map((method) => String(method).toUpperCase())),
    authLevel: level,
  };
}

const literalStart = /^\/?([^/{}]+)(?:\/|$)/;

export function routeTable(functions: readonly TriggeredFunction[]): RouteTable {
  const all = functions.map(httpFunction).sort((a, b) => {
    if (a.route.rank === b.route.rank) return 0;
    return a.route.rank < b.route.rank ? -1 : 1;
  });
  // Most routes begin with a literal, so only a few are tried per path.
  const firstWords = new Map<string, HttpFunction[]>();
  const open: HttpFunction[] = [];
  for (const target of all) {
    const word = literalStart.exec(target.route.template)?.[1]?.toLowerCase();
    if (word === undefined) open.push(target);
    else firstWords.set(word, [...(firstWords.get(word) ?? []), target]);
  }

  return {
    find(method, path) {
      const slash = path.indexOf('/');
      const word = (slash < 0 ? path : path.slice(0, slash)).toLowerCase();
      for (const candidates of [firstWords.get(word) ?? [], open]) {
        for (const target of candidates) {
          if (!target.methods.has(method)) continue;
          const params = target.route.match(path);
          if (params) return { target, params };
        }
      }
      return undefined;
    },
  };
}
