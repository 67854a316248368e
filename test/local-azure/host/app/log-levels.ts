/** host.json's `logging.logLevel`: the minimum printed level, by the longest matching category prefix. */
import { z } from 'zod';
import { type LogLevel } from './programming-model.ts';

const order = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'] as const;

export const logLevels = z.record(
  z.string(),
  z.string().transform((text, context): LogLevel => {
    const level = order.find((known) => known === text.toLowerCase());
    if (level !== undefined) return level;
    context.addIssue({ code: 'custom', message: `'${text}' is not a log level.` });
    return z.NEVER;
  }),
);

export type LogLevels = z.infer<typeof logLevels>;

/** The default of the real host. */
const defaultLevel: LogLevel = 'information';

function leastOf(levels: LogLevels, category: string): LogLevel {
  const lowerCategory = category.toLowerCase();
  let found: { prefix: string; level: LogLevel } | undefined;
  for (const [key, level] of Object.entries(levels)) {
    const prefix = key.toLowerCase() === 'default' ? '' : key.toLowerCase();
    if (!lowerCategory.startsWith(prefix)) continue;
    if (!found || prefix.length > found.prefix.length) found = { prefix, level };
  }
  return found?.level ?? defaultLevel;
}

export function passes(levels: LogLevels, category: string, level: LogLevel): boolean {
  return level !== 'none' && order.indexOf(level) >= order.indexOf(leastOf(levels, category));
}
