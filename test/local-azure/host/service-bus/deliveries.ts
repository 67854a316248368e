/**
 * From received messages to invocations and back to settlement: complete on success, abandon on an error. With
 * cardinality `many`, messages that arrive together become one invocation.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServiceBusReceivedMessage, type ServiceBusReceiver } from '@azure/service-bus';
import { type TriggeredFunction } from '../app/functions.ts';
import { InvocationFailed } from '../app/invocation.ts';
import { type HostLog, textOf } from '../app/log.ts';
import { type RunFunction } from '../app/runner.ts';
import { type Work } from '../app/drain-tracker.ts';
import { messageBatch, singleMessage } from './message-data.ts';

export type Deliver = (
  receiver: ServiceBusReceiver,
  message: ServiceBusReceivedMessage,
) => Promise<void>;

/** Messages of a batch arrive one by one; a batch closes when no message arrived for this long. */
const gatherMs = 15;

/** Without its broker, a settlement waits one minute in the SDK and blocks the next message. */
const settleMs = 5000;

const unanswered = (ms: number) =>
  sleep(ms, undefined, { ref: false }).then(() => {
    throw new Error(`no answer within ${ms} ms`);
  });

export function deliveries(
  fn: TriggeredFunction,
  options: { autoComplete: boolean; batchSize: number; run: RunFunction; work: Work; log: HostLog },
): Deliver {
  const { run, work, log, autoComplete } = options;
  const binary = fn.trigger['dataType'] === 'binary';

  async function settle(
    receiver: ServiceBusReceiver,
    message: ServiceBusReceivedMessage,
    verb: 'completeMessage' | 'abandonMessage',
  ): Promise<void> {
    try {
      await Promise.race([receiver[verb](message), unanswered(settleMs)]);
    } catch (error) {
      log.warn(`Function '${fn.name}': ${verb} failed, the message comes again: ${textOf(error)}`);
    }
  }

  async function handle(
    receiver: ServiceBusReceiver,
    messages: readonly ServiceBusReceivedMessage[],
  ) {
    let verb: 'completeMessage' | 'abandonMessage' = 'completeMessage';
    try {
      const [only] = messages;
      const batch = fn.trigger['cardinality'] === 'many' || !only;
      await run(fn, batch ? messageBatch(messages, binary) : singleMessage(only, binary));
      if (!autoComplete) return;
    } catch (error) {
      if (!(error instanceof InvocationFailed)) log.error(`Function '${fn.name}'`, error);
      verb = 'abandonMessage';
    }
    await Promise.all(messages.map((message) => settle(receiver, message, verb)));
  }

  if (fn.trigger['cardinality'] !== 'many')
    return (receiver, message) => work.track(handle(receiver, [message]));

  interface Gathering {
    messages: ServiceBusReceivedMessage[];
    done: Promise<void>;
    add(message: ServiceBusReceivedMessage): void;
  }
  const gatherings = new Map<ServiceBusReceiver, Gathering>();

  function gather(receiver: ServiceBusReceiver): Gathering {
    const messages: ServiceBusReceivedMessage[] = [];
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const close = () => {
      gatherings.delete(receiver);
      resolve(undefined);
    };
    let timer = setTimeout(close, gatherMs);
    return {
      messages,
      done: work.track(promise.then(() => handle(receiver, messages))),
      add(message) {
        messages.push(message);
        clearTimeout(timer);
        if (messages.length >= options.batchSize) close();
        else timer = setTimeout(close, gatherMs);
      },
    };
  }

  return (receiver, message) => {
    const gathering = gatherings.get(receiver) ?? gather(receiver);
    gatherings.set(receiver, gathering);
    gathering.add(message);
    return gathering.done;
  };
}
