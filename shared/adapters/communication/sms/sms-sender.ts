import type { SmsClient, SmsSendResult } from '@azure/communication-sms';
import { Transient } from '../../../errors.ts';
import type { SmsSender } from '../../../ports/sms-sender.ts';
import { withTimeout } from '../client.ts';
import { requestFailureOf, toEngineError } from '../errors.ts';

export function createSmsSender(client: SmsClient): SmsSender {
  return {
    async send({ from, to, text, tag }) {
      const order = { from, to: [to], message: text };
      const options = { enableDeliveryReport: true, tag, ...withTimeout() };
      let results: SmsSendResult[];
      try {
        results = await client.send(order, options);
      } catch (error) {
        const failure = requestFailureOf(error);
        if (failure.kind !== 'messageRefused') throw toEngineError(error);
        return { kind: 'refused', diagnostics: failure.diagnostics };
      }
      const [result] = results;
      if (result === undefined)
        throw new Transient(
          'The response of the SMS service has no result; the SMS is sent again.',
        );
      if (result.successful) return { kind: 'sent' };
      const { httpStatusCode, errorMessage } = result;
      if (httpStatusCode === 429 || httpStatusCode >= 500) {
        throw new Transient(
          `The SMS service is not available (${httpStatusCode}); the SMS is sent again.`,
        );
      }
      return { kind: 'refused', diagnostics: `${httpStatusCode} ${errorMessage ?? ''}`.trim() };
    },
  };
}
