// Callbacks carry a token signed by the service. Checking it proves who speaks; the secret in the path proves about which
// call, for the token does not bind the body.
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { msOf, type Instant } from '../../../domain/values/time.ts';
import { Transient } from '../../../errors.ts';

export interface CallbackAuthSettings {
  CALLBACK_ISSUER: string;
  CALLBACK_AUDIENCE: string;
  CALLBACK_JWKS_URL: string;
}

/** True when the header holds a valid token of the service for this resource; throws Transient when keys are out of reach. */
export type CheckCallback = (authorization: string | null, now: Instant) => Promise<boolean>;

export function createCheckCallback(settings: CallbackAuthSettings): CheckCallback {
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
      if (isToken(error)) return false;
      throw new Transient('The keys of the communication service are out of reach.', {
        cause: error,
      });
    }
  };
}

/** A fault of the token. What is wrong with the key set, or with its server, is no fault of whoever speaks. */
function isToken(error: unknown): boolean {
  const ofKeys =
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    // A set that is answered with another status than 200, or that is no JSON, has no kind of its own.
    (error instanceof errors.JOSEError && error.code === errors.JOSEError.code);
  return error instanceof errors.JOSEError && !ofKeys;
}
