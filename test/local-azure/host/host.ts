/**
 * A local Azure Functions host. It loads the function files of the app unchanged, with its own core instead of that
 * of the worker. It runs their triggers against the emulators. The README lists what is unsupported.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalClock, localClock } from '../clock.ts';
import { functionsCore } from './app/core.ts';
import { functionFilesIn, loadFunctionFiles } from './app/function-files.ts';
import { triggeredFunctions } from './app/functions.ts';
import { appHooks } from './app/hooks.ts';
import { readHostJson } from './app/host-json.ts';
import { invoker } from './app/invocation.ts';
import { filterLog, hostLog, type LogLine, standardErrorSink } from './app/log.ts';
import { functionRunner } from './app/runner.ts';
import { appSettings } from './app/settings.ts';
import { workUnderWay } from './app/drain-tracker.ts';
import { blobEndpoint } from './blob/endpoint.ts';
import { blobTriggers } from './blob/triggers.ts';
import { eventGridEndpoint } from './event-grid/endpoint.ts';
import { adminEndpoint, startPage } from './http/admin.ts';
import { bodyLimit } from './http/body.ts';
import { functionEndpoint } from './http/function-endpoint.ts';
import { hostKeys, type Keys } from './http/keys.ts';
import { hostServer } from './http/server.ts';
import { streamingForward } from './http/streaming.ts';
import { throttle } from './http/throttle.ts';
import { startListeners } from './listeners.ts';
import { mcpEndpoint } from './mcp/endpoint.ts';
import { serviceBusClients } from './service-bus/client.ts';
import { serviceBusOutputs } from './service-bus/outputs.ts';

export interface Host {
  readonly url: string;
  /** The base address of the app's routes: `url` plus host.json's route prefix. */
  readonly api: string;
  readonly keys: Keys;
  readonly functions: readonly string[];
  /** Accepts no new work, waits for running invocations up to the drain time, then releases all locks. */
  stop(): Promise<void>;
}

export interface HostOptions {
  /** Function files, or an app's root that contains `functions/**\/*.ts` (`dist/functions/**\/*.js` when built). */
  functions: readonly string[] | string;
  built?: boolean;
  /** The app settings; they are set in the process's environment before any file is loaded. */
  settings?: Readonly<Record<string, string>>;
  hostJson?: unknown;
  port?: number;
  clock?: LocalClock;
  instanceId?: string;
  /** The content of a keys file; missing keys are generated. */
  keys?: unknown;
  sink?: (line: LogLine) => void;
  /** How long a stop waits for running invocations, in machine time. */
  drainMs?: number;
}

export async function startHost(options: HostOptions): Promise<Host> {
  const sink = options.sink ?? standardErrorSink;
  const { settings: host, ignored } = readHostJson(options.hostJson ?? { version: '2.0' });
  // The host's own message: the app's log levels do not filter it.
  for (const path of ignored)
    sink({ level: 'warning', message: `host.json: '${path}' is not followed by the local host.` });
  const log = hostLog(filterLog(sink, host.logging.logLevel));
  Object.assign(process.env, options.settings);

  const core = functionsCore();
  core.systemLog = (level, message) => log.write({ level, message });
  const files =
    typeof options.functions === 'string'
      ? await functionFilesIn(options.functions, options.built ?? false)
      : options.functions;
  const loaded = await loadFunctionFiles(files);
  if (!core.model)
    throw new Error(`No function is registered in ${files.length} function file(s).`);

  const settings = appSettings();
  const functions = triggeredFunctions(loaded.functions, settings);
  const keys = hostKeys(
    functions.map((fn) => fn.name),
    options.keys,
  );
  for (const { name, type, registered } of functions)
    if (registered.metadata.retryOptions && type !== 'timerTrigger')
      log.warn(`Function '${name}': retry is followed for timers only.`);
  const hooks = appHooks(loaded.hooks);
  const timeoutMs = host.functionTimeout;
  const work = workUnderWay();
  const clients = serviceBusClients();
  const run = functionRunner(
    invoker({ model: core.model, hooks, log, timeoutMs }),
    serviceBusOutputs(settings, (connection) => clients.of(connection)),
    work,
  );
  const of = (type: (typeof functions)[number]['type']) =>
    functions.filter((fn) => fn.type === type);

  const { http } = host.extensions;
  const prefix = http.routePrefix.replaceAll(/^\/+|\/+$/g, '').toLowerCase();
  const base = prefix === '' ? '/' : `/${prefix}/`;
  const endpoint = functionEndpoint({
    functions: of('httpTrigger'),
    keys,
    throttle: throttle({
      outstanding: http.maxOutstandingRequests,
      concurrent: http.maxConcurrentRequests,
    }),
    bodyLimit: bodyLimit(settings.get('FUNCTIONS_REQUEST_BODY_SIZE_LIMIT')),
    forward: await streamingForward(),
    run,
  });
  const hostId = settings.get('AzureFunctionsWebHost__hostid') ?? 'localhost';
  const clock = options.clock ?? localClock();
  const limits = host.extensions.blobs;
  const context = { settings, hostId, clock, run, work, log };
  const blobs = blobTriggers(of('blobTrigger'), { ...context, limits });
  const instanceId = options.instanceId ?? randomUUID();
  await hooks.appStart();
  const server = await hostServer({
    port: options.port ?? 0,
    headers: http.customHeaders,
    log,
    exact: {
      ...(base !== '/' && { '/': startPage }),
      '/runtime/webhooks/eventgrid': eventGridEndpoint({
        functions: of('eventGridTrigger'),
        keys,
        run,
      }),
      ...(blobs && { '/runtime/webhooks/blobs': blobEndpoint(blobs.queue, keys) }),
      '/runtime/webhooks/mcp': mcpEndpoint({ functions: of('mcpToolTrigger'), keys, run }),
    },
    prefixed: [
      ['/admin/', adminEndpoint(keys, { id: hostId, instanceId })],
      [base, endpoint],
    ],
  });
  const listening = { ...context, functions, host, clients, blobs };
  const listeners = await startListeners(listening).catch(async (error: unknown) => {
    server.destroy();
    server.close();
    await clients.close();
    throw error;
  });

  async function stop(): Promise<void> {
    server.close();
    await listeners.stop();
    const drainMs = options.drainMs ?? 10_000;
    const drained = await work.drained(drainMs);
    if (!drained) log.warn(`${work.count} invocation(s) still ran after ${drainMs} ms.`);
    await Promise.race([listeners.close(), sleep(drained ? 5000 : 500, undefined, { ref: false })]);
    await hooks.appTerminate();
    await clients.close();
    server.destroy();
  }

  let stopped: Promise<void> | undefined;
  return {
    url: server.url,
    api: `${server.url}${base}`.replace(/\/$/, ''),
    keys,
    functions: functions.map((fn) => fn.name),
    stop: () => (stopped ??= stop()),
  };
}
