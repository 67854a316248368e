/** Runs the app's hooks. The pre and post hooks of one invocation share data; so do appStart and appTerminate. */
import { type RegisteredHook } from './core.ts';
import {
  type HookName,
  type InvocationContext,
  type LogCategory,
  type LogLevel,
} from './programming-model.ts';

export interface Hooks {
  run(name: HookName, context: Record<string, unknown>): Promise<void>;
  appStart(): Promise<void>;
  appTerminate(): Promise<void>;
  /** A log hook may change level and message; it runs synchronously. */
  log(entry: {
    level: LogLevel;
    message: string;
    category: LogCategory;
    invocationContext?: InvocationContext | undefined;
  }): { level: LogLevel; message: string };
}

export function appHooks(registered: readonly RegisteredHook[]): Hooks {
  const appData: Record<string, unknown> = {};
  const named = (name: HookName) =>
    registered.filter((hook) => hook.name === name && !hook.disposed);
  const logHooks = registered.filter((hook) => hook.name === 'log');

  async function run(name: HookName, context: Record<string, unknown>): Promise<void> {
    for (const hook of named(name)) await hook.callback(context);
  }

  return {
    run,
    appStart: () => run('appStart', { hookData: appData }),
    appTerminate: () => run('appTerminate', { hookData: appData }),
    log(entry) {
      if (logHooks.length === 0) return entry;
      const context = { hookData: {}, ...entry };
      for (const hook of named('log')) void hook.callback(context);
      return { level: context.level, message: context.message };
    },
  };
}
