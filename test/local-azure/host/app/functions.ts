/** The registered functions, sorted by trigger. An unsupported trigger or binding is refused by name. */
import { type RegisteredFunction } from './core.ts';
import { type Binding } from './programming-model.ts';
import { type Settings } from './settings.ts';

const served = [
  'httpTrigger',
  'timerTrigger',
  'blobTrigger',
  'serviceBusTrigger',
  'eventGridTrigger',
  'mcpToolTrigger',
] as const;
type TriggerType = (typeof served)[number];

export class UnsupportedBinding extends Error {
  override readonly name = 'UnsupportedBinding';
}

export interface TriggeredFunction {
  readonly name: string;
  readonly type: TriggerType;
  /** The name of the trigger binding, and its options with `%NAME%` resolved. */
  readonly triggerName: string;
  readonly trigger: Readonly<Binding>;
  readonly registered: RegisteredFunction;
}

function resolveBinding(binding: Binding, settings: Settings): Binding {
  const { type, direction, ...options } = binding;
  const texts = Object.entries(options).map(([key, value]) => [
    key,
    typeof value === 'string' && key !== 'connection' ? settings.resolve(value) : value,
  ]);
  return { ...(Object.fromEntries(texts) as Record<string, unknown>), type, direction };
}

function triggered(registered: RegisteredFunction, settings: Settings): TriggeredFunction {
  const { name, bindings } = registered.metadata;
  let found: TriggeredFunction | undefined;
  for (const [bindingName, binding] of Object.entries(bindings)) {
    const type = served.find((known) => known.toLowerCase() === binding.type.toLowerCase());
    const refuse = (what: string) =>
      new UnsupportedBinding(`Function '${name}': ${what} is not supported by the local host.`);
    if (type !== undefined) {
      const trigger = resolveBinding(binding, settings);
      found = { name, type, triggerName: bindingName, trigger, registered };
    } else if (binding.direction === 'in') throw refuse(`the input binding '${binding.type}'`);
    else if (binding.type !== 'http' && binding.type !== 'serviceBus')
      throw refuse(`the output binding '${binding.type}'`);
    else if (binding.type === 'serviceBus' && typeof binding['queueName'] !== 'string')
      throw refuse('a Service Bus output to a topic');
    if (binding['sdkBinding'] === true) throw refuse('sdkBinding (deferred binding)');
  }
  if (!found) throw new UnsupportedBinding(`Function '${name}' has no trigger.`);
  return found;
}

export function triggeredFunctions(
  registered: readonly RegisteredFunction[],
  settings: Settings,
): readonly TriggeredFunction[] {
  return registered.map((registration) => triggered(registration, settings));
}

/** The name that the real host uses for a function in its storage and webhooks. */
export const functionId = (functionName: string) => `Host.Functions.${functionName}`;

/** A text option of a binding. A missing option is an error with its name. */
export function textOption(fn: TriggeredFunction, key: string): string {
  const value = fn.trigger[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new UnsupportedBinding(`Function '${fn.name}': the ${fn.type} needs '${key}'.`);
}
