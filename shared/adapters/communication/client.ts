// The clients of Azure Communication Services. The SDK's retries are off: a call is placed once, and each caller
// decides about other retries.
import { CallAutomationClient } from '@azure/communication-call-automation';
import { SmsClient } from '@azure/communication-sms';
import { DefaultAzureCredential } from '@azure/identity';
import { callRepeatability, smsRepeatability } from './repeatability.ts';

export interface CommunicationSettings {
  COMMUNICATION_CONNECTION?: string | undefined;
  COMMUNICATION_ENDPOINT?: string | undefined;
  COGNITIVE_SERVICES_ENDPOINT?: string | undefined;
}

const requestTimeoutMs = 15_000;

/** Plain http is only for a service on this machine. */
const isLocal = (connection: string): boolean =>
  /^endpoint=http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/i.test(connection);

export function createCallAutomationClient(settings: CommunicationSettings): CallAutomationClient {
  const { COMMUNICATION_CONNECTION: connection, COMMUNICATION_ENDPOINT: endpoint = '' } = settings;
  const options = () => ({
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [{ policy: callRepeatability, position: 'perCall' as const }],
  });
  return connection === undefined
    ? new CallAutomationClient(endpoint, new DefaultAzureCredential(), options())
    : new CallAutomationClient(connection, {
        ...options(),
        allowInsecureConnection: isLocal(connection),
      });
}

export function createSmsClient(settings: CommunicationSettings): SmsClient {
  const { COMMUNICATION_CONNECTION: connection, COMMUNICATION_ENDPOINT: endpoint = '' } = settings;
  const options = () => ({
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [{ policy: smsRepeatability, position: 'perCall' as const }],
  });
  return connection === undefined
    ? new SmsClient(endpoint, new DefaultAzureCredential(), options())
    : new SmsClient(connection, { ...options(), allowInsecureConnection: isLocal(connection) });
}

/** Every request has a time limit; without a response by then it counts as unanswered. */
export const withTimeout = () => ({ abortSignal: AbortSignal.timeout(requestTimeoutMs) });
