// The numbers that contacts see, and the rules that choose one of them.
import { z } from 'zod';
import { uniqueList } from '../values/unique-list.ts';
import { nameSchema } from '../values/name.ts';
import { e164Schema } from '../values/phone.ts';
import { isZonePrefix, parseZone } from '../values/time-zone.ts';
import { numberTypeSchema } from '../workstream/workstream.ts';
import { whenReadable } from './cross-field.ts';

const attributes = ['state', 'city', 'postalCode', 'timeZone'] as const;
const ruleConditions = ['startsWith', 'equals', 'in'] as const;
const maxRules = 5;

const ruleFields = {
  /** The attribute of the contact that the rule reads. */
  field: z.enum(attributes),
  condition: z.enum(ruleConditions),
  /** For `in`: values separated by commas; letter case does not matter. */
  value: nameSchema(),
  number: e164Schema,
};
export type DisplayNumberRule = z.infer<z.ZodObject<typeof ruleFields>>;

/** The values that the rule compares with the attribute. */
const splitValue = ({
  condition,
  value,
}: Pick<DisplayNumberRule, 'condition' | 'value'>): string[] =>
  condition === 'in' ? value.split(',').map((part) => part.trim()) : [value];

/** Contacts store IANA time zones, whatever their file contains. */
const toIanaName = (name: string): string => parseZone(name) ?? name;

const ruleSchema = z
  .strictObject(ruleFields)
  .superRefine(
    (rule, context) => {
      const { field, condition, value: input } = rule;
      const add = (message: string) =>
        context.addIssue({ code: 'custom', path: ['value'], input, message });
      const values = splitValue(rule);
      if (values.includes('')) add('must not have an empty value between its commas');
      if (field !== 'timeZone') return;
      for (const name of values.filter((text) => text !== '' && parseZone(text) === null)) {
        if (condition === 'startsWith' && isZonePrefix(name)) continue;
        add(`has the unknown time zone '${name}'; known are IANA and Windows names`);
      }
    },
    whenReadable(z.looseObject({ ...ruleFields, number: z.unknown() })),
  )
  .overwrite((rule) =>
    rule.field === 'timeZone'
      ? { ...rule, value: splitValue(rule).map(toIanaName).join(', ') }
      : rule,
  );

const fields = {
  /** Empty: the workstream's number is shown. */
  numbers: uniqueList(
    z.strictObject({ number: e164Schema, type: numberTypeSchema }),
    100,
    'number',
  ),
  /** `automated` rotates the numbers; with `rules` the first matching rule chooses the number. */
  distribution: z.enum(['automated', 'rules']),
  rules: uniqueList(ruleSchema, maxRules),
};
/** Reads only the number of each entry. */
const numberList = z.array(z.looseObject({ number: e164Schema }));

export const displayNumbersSchema = z
  .strictObject(fields)
  .superRefine(
    (settings, context) => {
      const configuredNumbers = settings.numbers.map(({ number }) => number);
      settings.rules.forEach(({ number: input }, index) => {
        if (configuredNumbers.includes(input)) return;
        const path = ['rules', index, 'number'];
        const message = 'must be one of the display numbers (displayNumbers.numbers)';
        context.addIssue({ code: 'custom', path, input, message });
      });
    },
    whenReadable(z.looseObject({ numbers: numberList, rules: numberList })),
  )
  .superRefine(
    (settings, context) => {
      const message = {
        automated:
          settings.rules.length === 0 ? null : "must be empty unless distribution is 'rules'",
        rules:
          settings.rules.length > 0
            ? null
            : "must not be an empty list when distribution is 'rules'",
      }[settings.distribution];
      if (message === null) return;
      context.addIssue({ code: 'custom', path: ['rules'], input: settings.rules, message });
    },
    whenReadable(z.looseObject({ distribution: fields.distribution, rules: z.array(z.unknown()) })),
  );
