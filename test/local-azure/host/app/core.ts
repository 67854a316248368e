/**
 * The `@azure/functions-core` that the worker would provide. The library requires it once, at its first registration,
 * and caches it. It is therefore installed before any function file is loaded. A global symbol holds one instance per
 * process, so that a reloaded copy of this file finds the same one.
 */
import Module from 'node:module';
import {
  type Callback,
  type FunctionMetadata,
  type HookCallback,
  type HookName,
  type LogCategory,
  type LogLevel,
  type ProgrammingModel,
} from './programming-model.ts';

export interface RegisteredFunction {
  metadata: FunctionMetadata;
  callback: Callback;
}

export interface RegisteredHook {
  name: HookName;
  callback: HookCallback;
  disposed: boolean;
}

/** The registrations that function files made while they were loaded. */
export interface Registrations {
  functions: RegisteredFunction[];
  hooks: RegisteredHook[];
}

interface Core {
  model?: ProgrammingModel;
  streaming: boolean;
  collector?: Registrations;
  systemLog: (level: LogLevel, message: string) => void;
}

const symbol = Symbol.for('local-azure.functions-core');
const room = globalThis as typeof globalThis & { [symbol]?: Core };

// setup() reports the capability only in its log; a request for the capabilities would lock the setup.
const streamingNotice = 'HTTP streaming enabled.';

function coreApi(core: Core) {
  return {
    version: '4.1048.0',
    hostVersion: '4.1048.0',
    setProgrammingModel: (model: ProgrammingModel) => {
      core.model = model;
    },
    getProgrammingModel: () => core.model,
    registerFunction(metadata: FunctionMetadata, callback: Callback) {
      if (!core.collector) throw new Error('A function can only be registered during app startup.');
      core.collector.functions.push({ metadata, callback });
      return { dispose: () => undefined };
    },
    registerHook(name: HookName, callback: HookCallback) {
      const hook: RegisteredHook = { name, callback, disposed: false };
      core.collector?.hooks.push(hook);
      return {
        dispose: () => {
          hook.disposed = true;
        },
      };
    },
    log(level: LogLevel, _category: LogCategory, message: string) {
      if (message === streamingNotice) core.streaming = true;
      core.systemLog(level, message);
    },
  };
}

/** The core of this process. The first call installs it for `require('@azure/functions-core')`. */
export function functionsCore(): Core {
  if (room[symbol]) return room[symbol];
  const core: Core = { streaming: false, systemLog: () => undefined };
  const api = coreApi(core);
  const loader = Module as unknown as {
    _load(request: string, ...rest: unknown[]): unknown; // Node's internal hook is the only way to resolve this module id.
  };
  const load = loader._load.bind(loader);
  loader._load = (request, ...rest) =>
    request === '@azure/functions-core' ? api : load(request, ...rest);
  room[symbol] = core;
  return core;
}
