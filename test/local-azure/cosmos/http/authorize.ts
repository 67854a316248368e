// Checks the signature of the master key: an HMAC over verb, resource type, resource link and date. The age of the date
// is not checked. Clients sign with the clock of the machine, and the account uses the local clock.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { CosmosError } from '../error.ts';
import { type Request } from './request.ts';

export function authorizer(key: string) {
  const secret = Buffer.from(key, 'base64');
  return (request: Request): void => {
    const { type, link } = signedResource(request.segments);
    const date = (request.header('x-ms-date') ?? '').toLowerCase();
    const payload = `${request.method.toLowerCase()}\n${type}\n${link}\n${date}\n\n`;
    const expected = createHmac('sha256', secret).update(payload).digest();
    const given = Buffer.from(signatureIn(request.header('authorization')), 'base64');
    if (given.length === expected.length && timingSafeEqual(given, expected)) return;
    throw new CosmosError(
      401,
      "The input authorization token can't serve the request. Please check that the expected payload is built as per the protocol, and check the key being used.",
    );
  };
}

function signatureIn(header: string | undefined): string {
  try {
    return /^type=master&ver=1\.0&sig=(.+)$/.exec(decodeURIComponent(header ?? ''))?.[1] ?? '';
  } catch {
    return '';
  }
}

/** The signed link: of the parent for a feed, of the container for a partition delete, otherwise of the item. */
function signedResource(segments: readonly string[]): { type: string; link: string } {
  if (segments[4] === 'operations') return { type: 'colls', link: segments.slice(0, 4).join('/') };
  const isFeed = segments.length % 2 === 1;
  const type = (isFeed ? segments.at(-1) : segments.at(-2)) ?? '';
  return { type, link: (isFeed ? segments.slice(0, -1) : segments).join('/') };
}
