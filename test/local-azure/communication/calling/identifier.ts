import { z } from 'zod';
import { malformedRequest } from '../http/fault.ts';

/**
 * The identifier of a callable party, as on the wire. Media operations omit `kind`, so the present member decides.
 * A missing `rawId` is derived from it.
 */
export const identifierSchema = z.object({
  kind: z.string().optional(),
  rawId: z.string().optional(),
  communicationUser: z.object({ id: z.string().min(1) }).optional(),
  phoneNumber: z.object({ value: z.string() }).optional(),
  microsoftTeamsUser: z
    .object({ userId: z.string().min(1), cloud: z.string().optional() })
    .optional(),
  microsoftTeamsApp: z
    .object({ appId: z.string().min(1), cloud: z.string().optional() })
    .optional(),
  teamsExtensionUser: z
    .object({
      userId: z.string().min(1),
      tenantId: z.string().min(1),
      resourceId: z.string().min(1),
      cloud: z.string().optional(),
    })
    .optional(),
});
type Wire = z.output<typeof identifierSchema>;

export const phoneNumberSchema = z.object({
  value: z.string(),
  isAnonymous: z.boolean().optional(),
});

export interface Identifier {
  readonly rawId: string;
  readonly kind: string;
  /** The E.164 number of a telephone; other parties have none. */
  readonly number?: string;
  /** The form in responses and events. */
  readonly wire: Wire;
}

const e164 = /^\+[1-9]\d{6,14}$/;
export const isE164 = (number: string) => e164.test(number);

export function numberOf(phone: { value: string }): string {
  if (!isE164(phone.value))
    throw malformedRequest(`'${phone.value}' is not a phone number in E.164 form.`);
  return phone.value;
}

export function phone(number: string): Identifier {
  const rawId = `4:${number}`;
  return {
    rawId,
    kind: 'phoneNumber',
    number,
    wire: { rawId, kind: 'phoneNumber', phoneNumber: { value: number } },
  };
}

export function communicationUser(rawId: string): Identifier {
  const kind = 'communicationUser';
  return { rawId, kind, wire: { rawId, kind, communicationUser: { id: rawId } } };
}

/** Accepts a telephone, a communication user, or a Teams user (also a Teams extension user). */
export function identifierOf(wire: Wire): Identifier {
  if (wire.phoneNumber !== undefined) return phone(numberOf(wire.phoneNumber));
  if (wire.communicationUser !== undefined) return communicationUser(wire.communicationUser.id);
  if (wire.teamsExtensionUser !== undefined) {
    const kind = 'teamsExtensionUser';
    const { resourceId, tenantId, userId } = wire.teamsExtensionUser;
    const rawId = wire.rawId ?? `8:acs:${resourceId}_${tenantId}_${userId}`;
    return { rawId, kind, wire: { ...wire, rawId, kind } };
  }
  if (wire.microsoftTeamsUser !== undefined) {
    const kind = 'microsoftTeamsUser';
    const rawId = wire.rawId ?? `8:orgid:${wire.microsoftTeamsUser.userId}`;
    return { rawId, kind, wire: { ...wire, rawId, kind } };
  }
  throw malformedRequest(
    `The identifier ${JSON.stringify(wire)} is of no kind that can be called.`,
  );
}

/** The raw id of a party in a request about a call. */
export function rawIdOf(wire: Wire): string {
  if (wire.rawId !== undefined && wire.phoneNumber === undefined) return wire.rawId;
  return identifierOf(wire).rawId;
}
