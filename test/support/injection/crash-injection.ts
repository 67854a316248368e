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

/** The ports, one of which crashes the process once. */
export function crashOnce(death: CrashPoint): {
  wrap: (ports: Ports) => Ports;
  died: () => boolean;
} {
  let left = death.nth ?? 1;
  const { where = () => true } = death;

  const deadly =
    (method: Method): Method =>
    async (...args) => {
      if (!where(...args) || --left !== 0) return method(...args);
      if (death.when === 'after') await method(...args);
      throw new Crashed(`died ${death.when} ${death.port}.${death.method}`);
    };

  return {
    died: () => left <= 0,
    wrap(ports) {
      const port = ports[death.port] as unknown as Record<string, Method>;
      const method = port[death.method];
      if (method === undefined) throw new Error(`There is no ${death.port}.${death.method}.`);
      return { ...ports, [death.port]: { ...port, [death.method]: deadly(method) } };
    },
  };
}
