// A crash at the n-th call of one method of one port, right before or right after its effect. The caller receives an
// error; the effect of the port stays.
import type { Ports } from '../../../shared/ports/ports.ts';

export class Crashed extends Error {}

export type MethodOf<P extends keyof Ports> = Extract<
  {
    [M in keyof Ports[P]]: Ports[P][M] extends (...args: never[]) => Promise<unknown> ? M : never;
  }[keyof Ports[P]],
  string
>;

export interface CrashPoint {
  port: keyof Ports;
  method: string;
  when: 'before' | 'after';
  /** Which calls count; all by default. */
  where?: (...args: readonly unknown[]) => boolean;
  nth?: number;
}

/** Names a method of a port; the compiler checks that it exists. */
export const at = <P extends keyof Ports>(
  when: CrashPoint['when'],
  port: P,
  method: MethodOf<P>,
  more: Pick<CrashPoint, 'where' | 'nth'> = {},
): CrashPoint => ({ port, method, when, ...more });

type Method = (...args: unknown[]) => Promise<unknown>;

/** Wraps the ports: the call at the crash point throws Crashed, once. */
export function crashOnce(crashPoint: CrashPoint): {
  wrap: (ports: Ports) => Ports;
  hasCrashed: () => boolean;
} {
  let left = crashPoint.nth ?? 1;
  const { where = () => true } = crashPoint;

  const crashing =
    (method: Method): Method =>
    async (...args) => {
      if (!where(...args) || --left !== 0) return method(...args);
      if (crashPoint.when === 'after') await method(...args);
      throw new Crashed(`crashed ${crashPoint.when} ${crashPoint.port}.${crashPoint.method}`);
    };

  return {
    hasCrashed: () => left <= 0,
    wrap(ports) {
      const port = ports[crashPoint.port] as unknown as Record<string, Method>;
      const method = port[crashPoint.method];
      if (method === undefined)
        throw new Error(`There is no ${crashPoint.port}.${crashPoint.method}.`);
      return { ...ports, [crashPoint.port]: { ...port, [crashPoint.method]: crashing(method) } };
    },
  };
}
