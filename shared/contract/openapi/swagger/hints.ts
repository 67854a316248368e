// Hints for the designer of a flow: titles, visibility, and lists of values.
import { collections } from '../../configuration/collections.ts';
import type { Hints, Picker, SwaggerSchema, Visibility } from './types.ts';

const createPicker = (operationId: string): Picker => ({
  operationId,
  'value-collection': 'items',
  'value-path': 'id',
  'value-title': 'name',
});

const engagements = createPicker('ListEngagements');
const workstreams = createPicker('ListWorkstreams');
const queues = createPicker('ListQueues');
const codes = createPicker('ListDispositionCodes');
const templates = createPicker('ListMessageTemplates');
const representatives = createPicker('ListRepresentatives');

/** By the name of a property or parameter; the items of a list are picked one by one. */
const pickers: Readonly<Record<string, Picker>> = {
  ProactiveEngagementConfigId: engagements,
  engagementId: engagements,
  engagementIds: engagements,
  smsFollowUp: engagements,
  workstreamId: workstreams,
  queueId: queues,
  queues,
  defaultQueueId: queues,
  fallbackQueueId: queues,
  codes,
  dispositionCodes: codes,
  messageTemplateId: templates,
  members: representatives,
  importId: { ...createPicker('ListImports'), parameters: { id: { parameter: 'id' } } },
  deliveryId: {
    operationId: 'GetWork',
    'value-collection': 'work',
    'value-path': 'deliveryId',
    'value-title': 'deliveryId',
    parameters: { id: { parameter: 'id' } },
  },
};

/** The `id` of a path, by its collection. */
const pickersOfPath: Readonly<Record<string, Picker>> = {
  ...Object.fromEntries(
    Object.values(collections).map(({ route, nouns }) => [route, createPicker(`List${nouns}`)]),
  ),
  representatives,
};

/** Operations of flows come first, operations of administrators last. */
const visibilities: Readonly<Record<string, Visibility>> = {
  OperateEngagement: 'important',
  CreateOperation: 'important',
  GetEngagementReport: 'important',
  ListDeliveries: 'important',
  ListDeliveryTasks: 'important',
  Subscribe: 'important',
  Unsubscribe: 'internal',
  ListSubscriptions: 'advanced',
  GetSubscription: 'advanced',
  GetHealth: 'advanced',
};

export const visibilityOf = (operationId: string): Visibility | undefined =>
  visibilities[operationId] ?? (operationId.startsWith('Delete') ? 'advanced' : undefined);

/** The API returns these fields and ignores them on input, or the flow sets them. The designer hides them on input. */
const readOnlyFields = ['lifecycle', 'queued', 'presence', 'callbackUrl'];

const isEditable = (name: string, { enum: values }: SwaggerSchema): boolean =>
  !readOnlyFields.includes(name) && values?.length !== 1;

/** In title case: `smsFollowUp` is “SMS Follow Up”. */
export const toTitle = (name: string): string =>
  name
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .split(/[ -]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
    .replace(/\b(Id|Sms|Ai)(s?)\b/g, (_word, short: string, s: string) => short.toUpperCase() + s);

/** `path` is the path of the operation; the id of a new document cannot be picked. */
export function createHints(
  parameter: string,
  path: string,
  isPut: boolean,
  required: boolean,
): Hints {
  const [, collection = '', , subpath] = path.split('/');
  const isId = parameter === 'id';
  const isNew = isId && isPut && subpath === undefined;
  const picker = isId ? pickersOfPath[collection] : pickers[parameter];
  const noun = collection.replace(/ies$/, 'y').replace(/s$/, '');
  return {
    'x-ms-summary': toTitle(isId ? `${noun}Id`.replace('-', ' ') : parameter),
    ...(!required && { 'x-ms-visibility': 'advanced' as const }),
    ...(picker !== undefined && !isNew && { 'x-ms-dynamic-values': picker }),
  };
}

/** The schema with hints at each property, at every depth; `isInput` for input. */
export function addHints(schema: SwaggerSchema, isInput: boolean): SwaggerSchema {
  const { properties, items, required = [] } = schema;
  if (items !== undefined) return { ...schema, items: addHints(items, isInput) };
  if (properties === undefined) return schema;
  const entries = Object.entries(properties).map(([name, property]) => {
    const visibility = isEditable(name, property) ? 'advanced' : 'internal';
    const isCallbackUrl = name === 'callbackUrl';
    const hints = {
      'x-ms-summary': toTitle(name),
      ...(isInput &&
        (isCallbackUrl || !required.includes(name)) && {
          'x-ms-visibility': visibility as Visibility,
        }),
      ...(isInput && isCallbackUrl && { 'x-ms-notification-url': true as const }),
    };
    const inner = addHints(property, isInput);
    return [name, { ...(isInput ? addPicker(name, inner) : inner), ...hints }];
  });
  return { ...schema, properties: Object.fromEntries(entries) as Record<string, SwaggerSchema> };
}

function addPicker(name: string, schema: SwaggerSchema): SwaggerSchema {
  const picker = pickers[name];
  // Values that depend on another parameter can be picked only in paths.
  if (picker === undefined || picker.parameters !== undefined) return schema;
  const hint = { 'x-ms-dynamic-values': picker };
  return schema.items === undefined
    ? { ...schema, ...hint }
    : { ...schema, items: { ...schema.items, ...hint } };
}
