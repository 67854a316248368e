// The service signs its callbacks with a token. The token proves the sender. It does not cover the body, so the secret in
// the path proves which call the callback is about.
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { msOf } from '../../../domain/values/time.ts';
import { Transient } from '../../../errors.ts';
import type { Callbacks } from '../../../ports/callbacks.ts';

export interface CallbackAuthSettings {
  CALLBACK_ISSUER: string;
  CALLBACK_AUDIENCE: string;
  CALLBACK_JWKS_URL: string;
}

export function createCheckCallback(settings: CallbackAuthSettings): Callbacks['isSigned'] {
  const keys = createRemoteJWKSet(new URL(settings.CALLBACK_JWKS_URL), { cooldownDuration: 5_000 });
  const issuer = settings.CALLBACK_ISSUER;
  const audience = settings.CALLBACK_AUDIENCE;

  return async (authorization, now) => {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return false;
    try {
      const currentDate = new Date(msOf(now));
      await jwtVerify(token, keys, { issuer, audience, currentDate, clockTolerance: 60 });
      return true;
    } catch (error) {
      if (isTokenError(error)) return false;
      throw new Transient('The keys of the communication service are unavailable.', {
        cause: error,
      });
    }
  };
}

/** Whether the token is invalid. A problem with the key set or its server is not the sender's fault. */
function isTokenError(error: unknown): boolean {
  const ofKeys =
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    // The library has no error class for a key set without JSON or with another status than 200.
    (error instanceof errors.JOSEError && error.code === errors.JOSEError.code);
  return error instanceof errors.JOSEError && !ofKeys;
}
