// Once a second: one message per pacing group that may have something to do. It costs two queries when nothing runs.
import type { Bus } from '../ports/bus.ts';
import type { Floor } from '../ports/floor.ts';
import type { System } from '../ports/system.ts';
import type { Policies } from './policies.ts';

export interface TickDeps {
  policies: Policies;
  floor: Floor;
  bus: Bus;
  system: System;
}

export function tick({ policies, floor, bus, system }: TickDeps) {
  return async (): Promise<{ groups: number }> => {
    const now = system.now();
    // Calls that are up where nobody dials any more still need their deadlines watched.
    const groups = new Set([
      ...(await policies.campaigns()).map(({ group }) => group),
      ...(await floor.lines()).map(({ pacingGroup }) => pacingGroup),
    ]);
    if (groups.size > 0) await bus.pace([...groups], now);
    return { groups: groups.size };
  };
}
