import { z } from 'zod';
import { malformed } from '../http/fault.ts';

/**
 * Who may be called, as on the wire. Media operations leave `kind` out, so the member that is present decides;
 * `rawId` is made from it where the sender gave none.
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
  /** The number in E.164, of a telephone; nobody else has one. */
  readonly number?: string;
  /** As it goes back on the wire. */
  readonly wire: Wire;
}

const e164 = /^\+[1-9]\d{6,14}$/;
export const isE164 = (number: string) => e164.test(number);

export function numberOf(phone: { value: string }): string {
  if (!isE164(phone.value))
    throw malformed(`'${phone.value}' is not a phone number in E.164 form.`);
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

/** Only what can be rung is accepted: a telephone, a communication user, a Teams user (extension or not). */
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
  throw malformed(`The identifier ${JSON.stringify(wire)} is of no kind that can be called.`);
}

/** Who is meant by an identifier in a request about a party of a call: the raw id is enough. */
export function rawIdOf(wire: Wire): string {
  if (wire.rawId !== undefined && wire.phoneNumber === undefined) return wire.rawId;
  return identifierOf(wire).rawId;
}
