// "May this be delivered now?": all gates, in one order. Four callers use them:
// - a task that becomes ready
// - the check before a dial, with its atomic reservation
// - the check before an SMS
// - the explanation of a blocked task
//
// Gates that close for good come before gates that open by time. Otherwise a task could wait for a delivery that will not
// happen. A cancellation policy comes before the opt-out: the policy covers the contact, the opt-out covers one number.
import type { Gate } from './gate.ts';
import {
  type CancellationPolicyInput,
  cancellationPolicyGate,
} from './gates/cancellation-policy.ts';
import { type ContactInput, contactGate } from './gates/contact.ts';
import { type EngagementStatusInput, engagementStatusGate } from './gates/engagement-status.ts';
import { type FrequencyLimitInput, frequencyLimitGate } from './gates/frequency-limit.ts';
import { type NumberInUseInput, numberInUseGate } from './gates/number-in-use.ts';
import { operatingHoursGate } from './gates/operating-hours.ts';
import { type OptOutInput, optOutGate } from './gates/opt-out.ts';
import { phoneTypeGate } from './gates/phone-type.ts';
import { quietHoursGate } from './gates/quiet-hours.ts';
import { type TaskExpiryInput, taskExpiryGate } from './gates/task-expiry.ts';
import { timeZoneGate } from './gates/time-zone.ts';
import type { NumberWindows } from './number-windows.ts';

interface WindowInput {
  windows: NumberWindows;
}

export type DeliveryInput = EngagementStatusInput &
  TaskExpiryInput &
  ContactInput &
  CancellationPolicyInput &
  WindowInput &
  OptOutInput &
  NumberInUseInput &
  FrequencyLimitInput;

/** For a task that becomes ready: the rules that need no record. */
export const windowGates: readonly Gate<WindowInput>[] = [
  phoneTypeGate,
  timeZoneGate,
  operatingHoursGate,
  quietHoursGate,
];

/** For the atomic reservation of the number, on the record that the reservation replaces. */
export const numberGates: readonly Gate<OptOutInput & NumberInUseInput & FrequencyLimitInput>[] = [
  optOutGate,
  numberInUseGate,
  frequencyLimitGate,
];

/** For the atomic count of the attempt, on the contact that the count replaces. */
export const contactGates: readonly Gate<ContactInput & FrequencyLimitInput>[] = [
  contactGate,
  frequencyLimitGate,
];

export const deliveryGates: readonly Gate<DeliveryInput>[] = [
  engagementStatusGate,
  taskExpiryGate,
  contactGate,
  cancellationPolicyGate,
  optOutGate,
  ...windowGates,
  numberInUseGate,
  frequencyLimitGate,
];
