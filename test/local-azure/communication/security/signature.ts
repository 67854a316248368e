import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Fault } from '../http/fault.ts';
import { header, type Request } from '../http/exchange.ts';

/** The allowed difference between the date of a request and the clock of the machine, which SDKs sign with. */
const toleranceMs = 15 * 60_000;
const form = /^HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=(\S+)$/;

const denied = (why: string) =>
  new Fault(401, 'Denied', `Denied by the resource provider: ${why}`, {
    'www-authenticate': 'HMAC-SHA256',
  });

function equal(actual: string, expected: string): boolean {
  const [a, b] = [Buffer.from(actual), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Refuses with 401 an invalid signature of method, path and query, date, host or body. */
export function signatureCheck(accessKey: string) {
  const key = Buffer.from(accessKey, 'base64');
  return (request: Request): void => {
    const given = form.exec(header(request, 'authorization') ?? '')?.[1];
    if (given === undefined) throw denied('an access key signature (HMAC-SHA256) is required.');
    const date = header(request, 'x-ms-date') ?? '';
    const age = Math.abs(Date.now() - Date.parse(date));
    if (!(age <= toleranceMs)) throw denied('x-ms-date is missing or too far from now.');
    const hash = createHash('sha256').update(request.text).digest('base64');
    if (header(request, 'x-ms-content-sha256') !== hash) {
      throw denied('x-ms-content-sha256 is not the hash of the body.');
    }
    const host = header(request, 'host') ?? '';
    const signed = `${request.method}\n${request.target}\n${date};${host};${hash}`;
    const expected = createHmac('sha256', key).update(signed).digest('base64');
    if (!equal(given, expected)) throw denied('the signature does not match.');
  };
}
