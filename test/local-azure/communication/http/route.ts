import { type Answer, type Request } from './exchange.ts';
import { Fault } from './fault.ts';

/** The decoded values of the {names} in the template of a route. */
type Names = Readonly<Record<string, string>>;
export type Handle = (request: Request, names: Names) => Answer | Promise<Answer>;

export interface Route {
  readonly method: string;
  readonly template: string;
  readonly pattern: RegExp;
  readonly handle: Handle;
}

/** A template such as `/calling/callConnections/{id}:play`; a name ends at a slash or at an unescaped colon. */
export function route(method: string, template: string, handle: Handle): Route {
  const escaped = template.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  const pattern = new RegExp(`^${escaped.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/:]+)')}$`);
  return { method, template, pattern, handle };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Fault(400, 'InvalidInput', `'${text}' in the path is not properly encoded.`);
  }
}

export function findRoute(routes: readonly Route[], request: Request) {
  for (const each of routes) {
    if (each.method !== request.method) continue;
    const match = each.pattern.exec(request.path);
    if (match === null) continue;
    const names: Record<string, string> = {};
    for (const [name, value] of Object.entries(match.groups ?? {})) {
      names[name] = decode(value);
    }
    return { route: each, names };
  }
  return undefined;
}
