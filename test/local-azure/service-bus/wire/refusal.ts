/** An error of Azure, with its AMQP condition for the SDK and its status for $management. */
export class Refusal extends Error {
  readonly condition: string;
  readonly status: number;

  constructor(condition: string, status: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.condition = condition;
    this.status = status;
  }
}

/** Any other error is a defect of this server: it is printed, and the client gets an internal error. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  console.error(error);
  return new Refusal('amqp:internal-error', 500, String(error));
}

export const amqpError = ({ condition, message }: Refusal) => ({ condition, description: message });

export const notFound = (entity: string) =>
  new Refusal('amqp:not-found', 404, `The messaging entity '${entity}' could not be found.`);

export const notAllowed = (why: string) => new Refusal('amqp:not-allowed', 400, why);

export const notImplemented = (what: string) =>
  new Refusal('amqp:not-implemented', 501, `The local Service Bus does not support ${what}.`);

const sizeExceeded = 'amqp:link:message-size-exceeded';

export const tooLarge = (size: number, limit: number) =>
  new Refusal(
    sizeExceeded,
    403,
    `The received message (size ${size}) exceeds the limit (${limit} bytes) currently allowed on the link.`,
  );

export const headerTooLarge = (size: number, limit: number) =>
  new Refusal(
    sizeExceeded,
    403,
    `The size quota for the message header (${limit} bytes) has been exceeded: it has ${size}.`,
  );

export const propertyTooLarge = (name: string, size: number, limit: number) =>
  new Refusal(
    sizeExceeded,
    403,
    `The property '${name}' (size ${size}) exceeds the limit (${limit} bytes) of a single property.`,
  );

/** Only on demand; see `store/throttle.ts`. */
export const serverBusy = () =>
  new Refusal(
    'com.microsoft:server-busy',
    503,
    'The request was terminated because the namespace is being throttled. Wait and try again.',
  );

export const queueFull = (name: string, size: number, limit: number) =>
  new Refusal(
    'amqp:resource-limit-exceeded',
    403,
    `The maximum entity size has been reached or exceeded for Queue: '${name}'. Size of entity in bytes:${size}, Max entity size in bytes:${limit}.`,
  );

export const messageLockLost = () =>
  new Refusal(
    'com.microsoft:message-lock-lost',
    410,
    'The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.',
  );

export const messageNotFound = (sequence: number) =>
  new Refusal(
    'com.microsoft:message-not-found',
    404,
    `The message with sequence number ${sequence} was not found.`,
  );

export const sessionLockLost = (session?: string) =>
  new Refusal(
    'com.microsoft:session-lock-lost',
    410,
    `The session lock has expired on the session${session === undefined ? '' : ` with id ${session}`}. Accept a new session.`,
  );

export const sessionTaken = (session: string) =>
  new Refusal(
    'com.microsoft:session-cannot-be-locked',
    409,
    `The requested session '${session}' cannot be accepted. It may be locked by another receiver.`,
  );

export const noSessionInTime = () =>
  new Refusal('com.microsoft:timeout', 408, 'No session became available within the timeout.');
