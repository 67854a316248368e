/**
 * One run of a function. The programming model of the library converts arguments and result, and hooks run around the
 * handler. Running invocations are counted, so that a stop can wait for them.
 */
import { randomUUID } from 'node:crypto';
import { type RegisteredFunction } from './core.ts';
import { type Hooks } from './hooks.ts';
import { type HostLog, textOf } from './log.ts';
import {
  type CoreInvocation,
  type InvocationContext,
  type ProgrammingModel,
  type RetryContext,
  type RpcData,
} from './programming-model.ts';
import { timeSpanText } from './time-span.ts';

interface Trigger {
  readonly name: string;
  readonly data: RpcData;
  readonly metadata?: Record<string, RpcData>;
  readonly retry?: RetryContext | undefined;
  readonly invocationId?: string;
}

export interface Outcome {
  readonly returned: RpcData | null | undefined;
  readonly outputs: ReadonlyMap<string, RpcData>;
}

/** Thrown when a handler, a hook or a conversion failed; the error is already logged. */
export class InvocationFailed extends Error {
  override readonly name = 'InvocationFailed';
}

/** Runs a function. Rejects with InvocationFailed; its cause is the error of the handler. */
export type Invoke = (registered: RegisteredFunction, trigger: Trigger) => Promise<Outcome>;

/** 24 days: the longest timer. */
const longestTimerMs = 2 ** 31 - 1;

const ensureError = (error: unknown) =>
  error instanceof Error ? error : new Error(textOf(error), { cause: error });

export function invoker(options: {
  model: ProgrammingModel;
  hooks: Hooks;
  log: HostLog;
  /** Infinity means no limit. */
  timeoutMs: number;
}): Invoke {
  const { model, hooks, log } = options;

  async function run(
    { metadata, callback }: RegisteredFunction,
    trigger: Trigger,
    invocationId: string,
  ): Promise<Outcome> {
    const known: { context?: InvocationContext } = {};
    const core: CoreInvocation = {
      invocationId,
      metadata,
      request: {
        invocationId,
        inputData: [{ name: trigger.name, data: trigger.data }],
        triggerMetadata: trigger.metadata ?? {},
        ...(trigger.retry && { retryContext: trigger.retry }),
      },
      log(level, category, message) {
        const said = hooks.log({ level, category, message, invocationContext: known.context });
        const functionCategory = `Function.${metadata.name}`;
        const kind = category === 'user' ? `${functionCategory}.User` : functionCategory;
        const about = { function: metadata.name, invocationId };
        log.write({ level: said.level, message: said.message, category: kind, ...about });
      },
    };
    const invocation = model.getInvocationModel(core);
    const { context, inputs } = await invocation.getArguments();
    known.context = context;

    const pre = { hookData: {}, invocationContext: context, inputs, functionCallback: callback };
    core.state = 'preInvocationHooks';
    await hooks.run('preInvocation', pre);

    core.state = 'invocation';
    const { hookData } = pre;
    const post: { result: unknown; error: unknown; [more: string]: unknown } = {
      hookData,
      invocationContext: context,
      inputs: pre.inputs,
      result: null,
      error: null,
    };
    try {
      post.result = await invocation.invokeFunction(context, pre.inputs, pre.functionCallback);
    } catch (error) {
      post.error = error ?? new Error('Unknown error');
    }
    core.state = 'postInvocationHooks';
    await hooks.run('postInvocation', post);
    // A hook may have removed or added the error.
    if (post.error !== null && post.error !== undefined) throw ensureError(post.error);
    const response = await invocation.getResponse(context, post.result);
    return {
      returned: response.returnValue,
      outputs: new Map(response.outputData?.map(({ name, data }) => [name, data])),
    };
  }

  /** host.json's functionTimeout. The real host restarts the worker then; this host only abandons the invocation. */
  async function withTimeout(name: string, work: Promise<Outcome>): Promise<Outcome> {
    const { timeoutMs } = options;
    if (timeoutMs > longestTimerMs) return work;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      const span = timeSpanText(timeoutMs);
      late.reject(
        new Error(`Timeout value of ${span} was exceeded by function: Functions.${name}`),
      );
    }, timeoutMs);
    return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
  }

  return async (registered, trigger) => {
    const invocationId = trigger.invocationId ?? randomUUID();
    const { name } = registered.metadata;
    try {
      return await withTimeout(name, run(registered, trigger, invocationId));
    } catch (error) {
      const said = `Executed 'Functions.${name}' (Failed, Id=${invocationId})`;
      log.error(said, error, `Function.${name}`);
      throw new InvocationFailed(textOf(error), { cause: error });
    }
  };
}
