// Intermediate versions of an engagement, without the fields that other documents are validated against.
import { engagementDefaults } from '../../shared/domain/engagement/engagement-defaults.ts';
import { type Engagement, engagementSchema } from '../../shared/domain/engagement/engagement.ts';
import type { Step } from './plan.ts';
import type { CurrentState } from './current-state.ts';

export type Preparation = Step & { readonly act: 'prepare' };

interface Part {
  readonly inWords: string;
  readonly isIn: (engagement: Engagement) => boolean;
  readonly without: (engagement: Engagement) => object;
}

const displayNumbers: Part = {
  inWords: 'its display numbers',
  isIn: (engagement) =>
    engagement.channel === 'voice' && engagement.displayNumbers.numbers.length > 0,
  without: (engagement) => ({
    ...engagement,
    displayNumbers: engagementDefaults(engagement)['displayNumbers'],
  }),
};

const dispositionCodes: Part = {
  inWords: 'the disposition codes of its reattempts',
  isIn: (engagement) =>
    engagement.channel === 'voice' && engagement.reattempts.dispositionCodes.length > 0,
  without: (engagement) => ({
    ...engagement,
    ...('reattempts' in engagement && {
      reattempts: { ...engagement.reattempts, dispositionCodes: [] },
    }),
  }),
};

const both = [displayNumbers, dispositionCodes];

/** Best first; none if the step is no change of an engagement. */
export function preparationsOf(step: Step, now: CurrentState | undefined): Preparation[] {
  if (step.act !== 'change' || step.document.kind !== 'engagement') return [];
  const { document, etag } = step;
  const versions = [[displayNumbers], [dispositionCodes], both].map((parts) =>
    lacking(document.value, parts),
  );
  const current = engagementSchema.safeParse(now?.value).data;
  if (current !== undefined) versions.push(lacking(current, both));
  return versions.flatMap((version): Preparation[] => {
    if (version === undefined) return [];
    const { value, without } = version;
    return [{ act: 'prepare', document: { ...document, value }, etag, without }];
  });
}

/** Undefined if it has none of them, or is invalid without them. */
function lacking(engagement: Engagement, parts: readonly Part[]) {
  const lost = parts.filter(({ isIn }) => isIn(engagement));
  let value: Engagement | undefined = engagement;
  for (const part of lost) value = value && engagementSchema.safeParse(part.without(value)).data;
  if (lost.length === 0 || value === undefined) return undefined;
  return { value, without: lost.map(({ inWords }) => inWords).join(' and ') };
}
