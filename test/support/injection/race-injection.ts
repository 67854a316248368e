// A race: something else happens right before a method of a port has its effect.
import type { Ports } from '../../../shared/ports/ports.ts';
import type { MethodOf } from './crash-injection.ts';

export interface Race {
  wrap: (ports: Ports) => Ports;
  /** From now on, `act` runs before the method, this many times. */
  with(act: () => Promise<unknown>, times?: number): void;
}

type Method = (...args: unknown[]) => Promise<unknown>;

export function raceBefore<P extends keyof Ports>(port: P, method: MethodOf<P>): Race {
  let act: () => Promise<unknown> = () => Promise.resolve();
  let left = 0;
  let inside = false;

  const raced =
    (own: Method): Method =>
    async (...args) => {
      if (left > 0 && !inside) {
        left -= 1;
        inside = true;
        await act().finally(() => (inside = false));
      }
      return own(...args);
    };

  return {
    with(next, times = 1) {
      act = next;
      left = times;
    },
    wrap(ports) {
      const methods = ports[port] as unknown as Record<string, Method>;
      const own = methods[method];
      if (own === undefined) throw new Error(`There is no ${port}.${method}.`);
      return { ...ports, [port]: { ...methods, [method]: raced(own) } };
    },
  };
}
