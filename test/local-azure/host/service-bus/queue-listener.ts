/** Receives from a queue without sessions. The SDK's subscription recovers with the broker. */
import { type ServiceBusClient } from '@azure/service-bus';
import { type HostLog, textOf } from '../app/log.ts';
import { type Deliver } from './deliveries.ts';
import { whileLocked } from './lock-renewal.ts';

export interface Listener {
  /** Receives no further message. Received messages are still handled and settled. */
  stop(): Promise<void>;
  /** Closes the link; settles nothing any more. */
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly client: ServiceBusClient;
  readonly queue: string;
  readonly functionName: string;
  readonly maxConcurrentCalls: number;
  readonly maxAutoLockRenewalMs: number;
  readonly deliver: Deliver;
  readonly log: HostLog;
}

export function listenToQueue(options: ListenerOptions): Listener {
  const { client, queue, functionName, deliver, log } = options;
  const receiver = client.createReceiver(queue, {
    receiveMode: 'peekLock',
    skipParsingBodyAsJson: true,
    maxAutoLockRenewalDurationInMs: 0,
  });
  let said = '';
  function complain(text: string): void {
    if (text !== said) log.warn(text);
    said = text;
  }
  const subscription = receiver.subscribe(
    {
      processMessage: (message) => {
        said = '';
        return whileLocked(receiver, message, {
          longestMs: options.maxAutoLockRenewalMs,
          handle: () => deliver(receiver, message),
          onLost: (error) => complain(`Function '${functionName}' (renewLock): ${textOf(error)}`),
        });
      },
      processError: async ({ error, errorSource }) => {
        complain(`Function '${functionName}' (${errorSource} from '${queue}'): ${textOf(error)}`);
      },
    },
    { autoCompleteMessages: false, maxConcurrentCalls: options.maxConcurrentCalls },
  );
  return {
    stop: () => subscription.close(),
    close: () => receiver.close(),
  };
}
