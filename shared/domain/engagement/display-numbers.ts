// The numbers that customers see, and which of them a call shows.
import { z } from 'zod';
import { e164Schema } from '../phone.ts';
import { numberTypeSchema } from '../workstream.ts';
import { asSoonAs, repeated, twice } from './across.ts';
import { distinct } from './identity.ts';

export const ruleFields = ['state', 'city', 'postalCode', 'timeZone'] as const;
export const ruleConditions = ['startsWith', 'equals', 'in'] as const;
export const mostRules = 5;

const ruleSchema = z.strictObject({
  /** The attribute of the contact that is looked at. */
  field: z.enum(ruleFields),
  condition: z.enum(ruleConditions),
  /** For `in`, values with commas between them; letter case does not matter. */
  value: z.string().min(1).max(100),
  number: e164Schema,
});
export type DisplayNumberRule = z.infer<typeof ruleSchema>;

const parts = {
  /** None: the workstream's number is shown. */
  numbers: z.array(z.strictObject({ number: e164Schema, type: numberTypeSchema })).max(100),
  /** `automated` rotates through the numbers; with `rules` the first rule that matches names the number. */
  distribution: z.enum(['automated', 'rules']),
  rules: distinct(ruleSchema, mostRules),
};
/** Of each entry, its number. */
const listed = z.array(z.looseObject({ number: e164Schema }));

export const displayNumbersSchema = z
  .strictObject(parts)
  .superRefine(
    (given, context) => {
      for (const index of repeated(given.numbers, ({ number }) => number)) {
        const path = ['numbers', index, 'number'];
        const input = given.numbers[index]?.number;
        context.addIssue({ code: 'custom', path, input, message: twice });
      }
    },
    asSoonAs(z.looseObject({ numbers: listed })),
  )
  .superRefine(
    (given, context) => {
      const known = given.numbers.map(({ number }) => number);
      given.rules.forEach(({ number: input }, index) => {
        if (known.includes(input)) return;
        const path = ['rules', index, 'number'];
        const message = 'must be one of the display numbers (displayNumbers.numbers)';
        context.addIssue({ code: 'custom', path, input, message });
      });
    },
    asSoonAs(z.looseObject({ numbers: listed, rules: listed })),
  )
  .superRefine(
    (given, context) => {
      const message = {
        automated: given.rules.length === 0 ? null : "must be empty unless distribution is 'rules'",
        rules:
          given.rules.length > 0 ? null : "must not be an empty list when distribution is 'rules'",
      }[given.distribution];
      if (message === null) return;
      context.addIssue({ code: 'custom', path: ['rules'], input: given.rules, message });
    },
    asSoonAs(z.looseObject({ distribution: parts.distribution, rules: z.array(z.unknown()) })),
  );
export type DisplayNumbers = z.infer<typeof displayNumbersSchema>;
