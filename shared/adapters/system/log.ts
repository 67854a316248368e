// Log lines belong to the current invocation, found through the asynchronous context, so that use cases need not pass
// it. A line is the event name and its fields as JSON.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { InvocationContext } from '@azure/functions';
import type { Log } from '../../ports/log.ts';

const invocation = new AsyncLocalStorage<InvocationContext>();

/** Runs `act`; its log lines belong to the invocation. */
export function withInvocation<T>(context: InvocationContext, act: () => T): T {
  return invocation.run(context, act);
}

export const invocationLog: Log = {
  info: (name, fields) => invocation.getStore()?.info(line(name, fields)),
  warn: (name, fields) => invocation.getStore()?.warn(line(name, fields)),
  error: (name, fields, cause) => {
    const detail = cause instanceof Error ? { ...fields, error: cause.stack } : fields;
    invocation.getStore()?.error(line(name, detail));
  },
};

const line = (name: string, fields: object): string => `${name} ${JSON.stringify(fields)}`;
