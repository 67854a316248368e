/** Starts the listener of a Service Bus queue trigger from its binding and host.json. */
import { type LocalClock } from '../../clock.ts';
import { textOption, type TriggeredFunction, UnsupportedBinding } from '../app/functions.ts';
import { type HostSettings } from '../app/host-json.ts';
import { type HostLog } from '../app/log.ts';
import { type RunFunction } from '../app/runner.ts';
import { type Settings } from '../app/settings.ts';
import { type Work } from '../app/drain-tracker.ts';
import { type ServiceBusClients } from './client.ts';
import { deliveries } from './deliveries.ts';
import { type Listener, listenToQueue } from './queue-listener.ts';
import { listenToSessions } from './session-listener.ts';

export function listenerFor(
  fn: TriggeredFunction,
  context: {
    settings: Settings;
    host: HostSettings['extensions']['serviceBus'];
    clients: ServiceBusClients;
    clock: LocalClock;
    run: RunFunction;
    work: Work;
    log: HostLog;
  },
): Listener {
  const { settings, host, clients, clock, run, work, log } = context;
  const { trigger } = fn;
  if (trigger['topicName'] !== undefined)
    throw new UnsupportedBinding(
      `Function '${fn.name}': Service Bus topics are not supported by the local host.`,
    );
  const queue = textOption(fn, 'queueName');
  const name =
    typeof trigger['connection'] === 'string' ? trigger['connection'] : 'AzureWebJobsServiceBus';
  if (host.prefetchCount > 0)
    log.warn(
      `host.json: 'prefetchCount' has no effect here; the JavaScript SDK does not prefetch.`,
    );
  const many = trigger['cardinality'] === 'many';
  const auto = trigger['autoCompleteMessages'];
  const autoComplete = typeof auto === 'boolean' ? auto : host.autoCompleteMessages;
  const sessions = trigger['isSessionsEnabled'] === true;
  const single = sessions ? host.maxConcurrentCallsPerSession : host.maxConcurrentCalls;
  const shared = {
    client: clients.of(settings.connection(name, `Function '${fn.name}'`)),
    queue,
    functionName: fn.name,
    maxConcurrentCalls: many ? host.maxMessageBatchSize : single,
    maxAutoLockRenewalMs: host.maxAutoLockRenewalDuration,
    deliver: deliveries(fn, { autoComplete, batchSize: host.maxMessageBatchSize, run, work, log }),
    log,
  };
  if (!sessions) return listenToQueue(shared);
  return listenToSessions({
    ...shared,
    maxConcurrentSessions: host.maxConcurrentSessions,
    // The idle timeout is local-Azure time, so that on a fast clock idle sessions do not block others.
    sessionIdleMs: Math.max(20, clock.real(host.sessionIdleTimeout)),
  });
}
