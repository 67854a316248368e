// Telephone numbers in any notation, stored as E.164. The rules are those of libphonenumber.
import { parsePhoneNumberWithError, ParseError, isSupportedCountry } from 'libphonenumber-js';
import { z } from 'zod';

export const e164Schema = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be a number in E.164 form, such as +14255550123')
  .brand<'E164'>();
export type E164 = z.infer<typeof e164Schema>;

export const phoneTypes = ['mobile', 'business', 'home'] as const;
export const phoneTypeSchema = z.enum(phoneTypes);
export type PhoneType = z.infer<typeof phoneTypeSchema>;

export type ParsedPhone = { kind: 'valid'; number: E164 } | { kind: 'invalid'; reason: string };

const reasons: Record<string, string> = {
  NOT_A_NUMBER: 'is not a telephone number',
  INVALID_COUNTRY: 'has no country; write it with + and the country code',
  TOO_SHORT: 'is too short for its country',
  TOO_LONG: 'is too long for its country',
  INVALID_LENGTH: 'has a length that its country does not use',
};

/** The country of a number (ISO 3166, two letters); null for international numbers. */
export const countryOf = (number: E164): string | null =>
  parsePhoneNumberWithError(number).country ?? null;

/** `country` (ISO 3166, two letters) applies to a number without +; without it such a number is invalid. */
export function parsePhone(text: string, country?: string): ParsedPhone {
  const region = country?.toUpperCase();
  try {
    const parsed = parsePhoneNumberWithError(text, {
      extract: false,
      ...(region !== undefined && isSupportedCountry(region) && { defaultCountry: region }),
    });
    if (!parsed.isValid())
      return { kind: 'invalid', reason: 'is not an assigned number of its country' };
    // Some countries assign numbers that are too short or too long for E.164.
    const { data: number } = e164Schema.safeParse(parsed.number);
    return number === undefined
      ? { kind: 'invalid', reason: 'cannot be dialed from abroad' }
      : { kind: 'valid', number };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { kind: 'invalid', reason: reasons[error.message] ?? 'is not a telephone number' };
  }
}
