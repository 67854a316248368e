import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type LocalClock } from '../../clock.ts';

const lifeSeconds = 5 * 60;
/**
 * Azure signs a token per event. The simulator shares a token between events, because the signature is the largest cost
 * of an event. A token is shared for a tenth of its lifetime, and at most for one second of the machine.
 */
const sharedMs = (lifeSeconds * 1000) / 10;
const sharedMachineMs = 1000;

export async function callbackTokens(clock: LocalClock, issuer: string, audience: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);

  const sign = (now: number) => {
    const issuedAt = Math.floor(now / 1000);
    return new SignJWT({})
      .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(issuedAt + lifeSeconds)
      .sign(privateKey);
  };

  let token: Promise<string> | undefined;
  let renewAt = 0;

  return {
    jwks: { keys: [{ ...publicJwk, kid, alg: 'RS256', use: 'sig' }] },
    /** A bearer token. It is valid for five minutes of local time, minus the shared tenth. */
    token(): Promise<string> {
      const now = clock.now();
      if (token === undefined || now >= renewAt) {
        renewAt = now + Math.min(sharedMs, sharedMachineMs * clock.speed);
        token = sign(now);
      }
      return token;
    },
  };
}
export type CallbackTokens = Awaited<ReturnType<typeof callbackTokens>>;
