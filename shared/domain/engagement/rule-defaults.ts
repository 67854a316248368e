// The defaults of the rules, by variant. A rule is off. If the input sets a rule, its window and step have defaults.
import type { Body } from '../values/apply-defaults.ts';
import { isObject } from '../values/is-object.ts';
import { objectAt } from './object-at.ts';

const windowMinutes = 30;
const throttle = { windowMinutes, stepPercent: 10 };
const abandonment = ['abandonmentRate', 'averageWait'];
const escalation = ['escalationCount', 'openEscalations'];

export const copilotRuleDefaults = (input: Body) =>
  throttlingDefaults([...abandonment, ...escalation], input);

export const progressiveAiRuleDefaults = (input: Body) => throttlingDefaults(abandonment, input);

export const predictiveAiRuleDefaults = (input: Body) => ({
  ...throttlingDefaults(abandonment, input),
  percentageOfQueue: 100,
});

/** For the variants that reserve a representative before each dial. */
export const reservingRuleDefaults = (input: Body) => ({
  abandonmentRate: isObject(objectAt(input, 'rules')['abandonmentRate']) ? { windowMinutes } : null,
  percentageOfQueue: 100,
});

export const smsRuleDefaults = (input: Body) =>
  throttlingDefaults(['averageWait', ...escalation], input);

function throttlingDefaults(names: readonly string[], input: Body): Record<string, unknown> {
  const rules = objectAt(input, 'rules');
  return Object.fromEntries(names.map((name) => [name, isObject(rules[name]) ? throttle : null]));
}
