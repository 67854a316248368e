/**
 * Receives from a queue with sessions. Each worker accepts the next session with messages, handles them in order, and
 * releases the session after the idle timeout.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isServiceBusError, type ServiceBusSessionReceiver } from '@azure/service-bus';
import { textOf } from '../app/log.ts';
import { hasEnded } from '../app/retry.ts';
import { type Listener, type ListenerOptions } from './queue-listener.ts';

export interface SessionListenerOptions extends ListenerOptions {
  readonly maxConcurrentSessions: number;
  readonly sessionIdleMs: number;
}

/** Machine time before the next attempt when the broker is unavailable. */
const retryMs = 200;

export function listenToSessions(options: SessionListenerOptions): Listener {
  const { client, queue, functionName, deliver, log } = options;
  const stopping = new AbortController();
  const serving = new Set<Promise<void>>();
  let said = '';

  function complain(error: unknown): void {
    const text = `Function '${functionName}' (sessions of '${queue}'): ${textOf(error)}`;
    if (text !== said) log.warn(text);
    said = text;
  }

  async function serve(receiver: ServiceBusSessionReceiver): Promise<void> {
    const { promise: over, resolve } = Promise.withResolvers<undefined>();
    const end = () => resolve(undefined);
    let handling = 0;
    let idle = setTimeout(end, options.sessionIdleMs);
    const inHand = new Set<Promise<void>>();
    const subscription = receiver.subscribe(
      {
        async processMessage(message) {
          said = '';
          clearTimeout(idle);
          handling += 1;
          const handled = deliver(receiver, message);
          inHand.add(handled);
          await handled;
          inHand.delete(handled);
          handling -= 1;
          if (handling === 0) idle = setTimeout(end, options.sessionIdleMs);
        },
        async processError({ error }) {
          // The lock expired or the link is gone: another worker accepts the session.
          if (!isServiceBusError(error) || error.code !== 'SessionLockLost') complain(error);
          end();
        },
      },
      { autoCompleteMessages: false, maxConcurrentCalls: options.maxConcurrentCalls },
    );
    stopping.signal.addEventListener('abort', end, { once: true });
    await over;
    stopping.signal.removeEventListener('abort', end);
    clearTimeout(idle);
    await subscription.close().catch(() => undefined);
    await Promise.all(inHand);
    await receiver.close().catch(() => undefined);
  }

  async function worker(): Promise<void> {
    while (!hasEnded(stopping.signal)) {
      try {
        const receiver = await client.acceptNextSession(queue, {
          receiveMode: 'peekLock',
          skipParsingBodyAsJson: true,
          maxAutoLockRenewalDurationInMs: options.maxAutoLockRenewalMs,
          abortSignal: stopping.signal,
        });
        const served = serve(receiver);
        serving.add(served);
        await served.finally(() => serving.delete(served));
      } catch (error) {
        if (hasEnded(stopping.signal)) return;
        // An idle session is not an error.
        if (isServiceBusError(error) && error.code === 'ServiceTimeout') continue;
        complain(error);
        await sleep(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  for (let n = 0; n < options.maxConcurrentSessions; n += 1) void worker();
  return {
    async stop() {
      stopping.abort();
    },
    async close() {
      // A worker that waits for a session cannot be canceled; it ends when the client closes its connection.
      await Promise.allSettled(serving);
    },
  };
}
