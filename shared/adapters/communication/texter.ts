import type { SmsClient } from '@azure/communication-sms';
import { Transient } from '../../errors.ts';
import type { Texter } from '../../ports/texter.ts';
import { bounded } from './client.ts';
import { translated } from './errors.ts';

export function texter(client: SmsClient): Texter {
  return {
    async send({ from, to, text, tag }) {
      const results = await client
        .send({ from, to: [to], message: text }, { enableDeliveryReport: true, tag, ...bounded() })
        .catch((error: unknown) => {
          throw translated(error);
        });
      const [result] = results;
      if (result === undefined) throw new Transient('The SMS service answered without a result.');
      if (result.successful) return { kind: 'sent' };
      const { httpStatusCode, errorMessage } = result;
      if (httpStatusCode === 429 || httpStatusCode >= 500) {
        throw new Transient(`The SMS service did not take it (${httpStatusCode}).`);
      }
      return { kind: 'refused', diagnostics: `${httpStatusCode} ${errorMessage ?? ''}`.trim() };
    },
  };
}
