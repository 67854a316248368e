/**
 * Renews the lock of a message while its handler runs, like .NET's processor. The JavaScript SDK's own renewal would
 * continue after a handler that settles nothing, and block the redelivery.
 */
import { type ServiceBusReceivedMessage, type ServiceBusReceiver } from '@azure/service-bus';

export async function whileLocked(
  receiver: ServiceBusReceiver,
  message: ServiceBusReceivedMessage,
  options: {
    longestMs: number;
    handle: () => Promise<void>;
    onLost: (error: unknown) => void;
  },
): Promise<void> {
  const end = Date.now() + options.longestMs;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  function arm(lockedUntil: Date | undefined): void {
    const now = Date.now();
    const wait = lockedUntil === undefined ? Infinity : (lockedUntil.getTime() - now) / 2;
    if (isOver || now + wait > end) return;
    timer = setTimeout(() => {
      receiver.renewMessageLock(message).then(arm, (error: unknown) => {
        if (!isOver) options.onLost(error);
      });
    }, wait);
  }

  arm(message.lockedUntilUtc);
  try {
    await options.handle();
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}
