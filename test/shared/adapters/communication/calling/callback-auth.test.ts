import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCheckCallback } from '../../../../../shared/adapters/communication/calling/callback-auth.ts';
import type { Callbacks } from '../../../../../shared/ports/callbacks.ts';
import { later, MINUTE, msOf } from '../../../../../shared/domain/values/time.ts';
import { Transient } from '../../../../../shared/errors.ts';
import { noon } from '../../../../support/builders/instants.ts';

const issuer = 'https://acscallautomation.communication.azure.com';
const audience = 'the-resource';
const keys = await generateKeyPair('RS256');
const otherKeys = await generateKeyPair('RS256');
const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'key', alg: 'RS256' }] };
const server = createServer(({ url = '' }, response) => {
  const [, status, body] = /^\/broken\/(\d+)\/(.*)$/.exec(url) ?? [];
  response.statusCode = Number(status ?? 200);
  response.end(body === undefined ? JSON.stringify(jwks) : decodeURIComponent(body));
});

let check: Callbacks['isSigned'];
const urlOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  check = createCheckCallback(settings(urlOf()));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const settings = (CALLBACK_JWKS_URL: string) => ({
  CALLBACK_ISSUER: issuer,
  CALLBACK_AUDIENCE: audience,
  CALLBACK_JWKS_URL,
});

const sign = (
  changes: { issuer?: string; audience?: string; at?: string; key?: typeof keys.privateKey } = {},
) => {
  const issuedAt = msOf(noon) / 1000;
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', kid: 'key' })
    .setIssuer(changes.issuer ?? issuer)
    .setAudience(changes.audience ?? audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 300)
    .sign(changes.key ?? keys.privateKey);
};

test('a token with the signature of the service for this resource is accepted', async () => {
  expect(await check(`Bearer ${await sign()}`, noon)).toBe(true);
  expect(await check(`bearer ${await sign()}`, later(noon, 4 * MINUTE))).toBe(true);
});

test('a token is accepted until one minute after its expiry, for clock differences', async () => {
  const token = `Bearer ${await sign()}`;
  expect(await check(token, later(noon, 5 * MINUTE + 30_000))).toBe(true);
  expect(await check(token, later(noon, 7 * MINUTE))).toBe(false);
});

test.each<[string, () => Promise<string | null>]>([
  ['no header', async () => null],
  ['another scheme', async () => `Basic ${await sign()}`],
  ['no token', async () => 'Bearer nonsense'],
  ['another issuer', async () => `Bearer ${await sign({ issuer: 'https://contoso.example' })}`],
  ['another resource', async () => `Bearer ${await sign({ audience: 'another' })}`],
  ['another key', async () => `Bearer ${await sign({ key: otherKeys.privateKey })}`],
])('an authorization with %s is refused', async (_what, header) => {
  expect(await check(await header(), noon)).toBe(false);
});

test.each([
  ['503', '503/'],
  ['404', '404/{}'],
  ['a redirection', '302/'],
  ['an HTML page', '200/<html>'],
  ['no keys', '200/{}'],
])(
  'a key request answered with %s throws Transient, because the token may be valid',
  async (_answer, path) => {
    const url = urlOf().replace('/keys', `/broken/${path}`);
    const checkWithBrokenKeys = createCheckCallback(settings(url));
    await expect(checkWithBrokenKeys(`Bearer ${await sign()}`, noon)).rejects.toThrow(Transient);
  },
);

test('an unreachable key server throws Transient, so the callback is repeated', async () => {
  const checkWithoutServer = createCheckCallback(settings('http://127.0.0.1:9/keys'));
  await expect(checkWithoutServer(`Bearer ${await sign()}`, noon)).rejects.toThrow(Transient);
});
