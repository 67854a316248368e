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
const strangers = await generateKeyPair('RS256');
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

test('a token that the service signed for this resource is believed', async () => {
  expect(await check(`Bearer ${await sign()}`, noon)).toBe(true);
  expect(await check(`bearer ${await sign()}`, later(noon, 4 * MINUTE))).toBe(true);
});

test('a token is believed a minute beyond its end, for clocks differ, and no longer', async () => {
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
  ['another key', async () => `Bearer ${await sign({ key: strangers.privateKey })}`],
])('%s is not believed', async (_what, header) => {
  expect(await check(await header(), noon)).toBe(false);
});

test.each([
  ['with 503', '503/'],
  ['with 404', '404/{}'],
  ['with a redirection', '302/'],
  ['with a page', '200/<html>'],
  ['with no keys', '200/{}'],
])('keys that are answered %s are Transient: it is no fault of the token', async (_how, path) => {
  const url = urlOf().replace('/keys', `/broken/${path}`);
  const astray = createCheckCallback(settings(url));
  await expect(astray(`Bearer ${await sign()}`, noon)).rejects.toThrow(Transient);
});

test('keys that are out of reach are Transient: the callback comes again', async () => {
  const nowhere = createCheckCallback(settings('http://127.0.0.1:9/keys'));
  await expect(nowhere(`Bearer ${await sign()}`, noon)).rejects.toThrow(Transient);
});
