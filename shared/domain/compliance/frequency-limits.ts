// How often a person, or a telephone number, may be reached.
import { z } from 'zod';

const most = (max: number) => z.int().min(1).max(max).nullable();
const counts = {
  /** In any 24 hours. */
  perDay: most(100),
  /** In any seven days. */
  perWeek: most(500),
  /** In any thirty days. */
  perMonth: most(1000),
};

/** Deliveries over all engagements and channels; null: no limit. */
export const frequencyLimitsSchema = z
  .strictObject({
    ...counts,
    /** The same, for one telephone number, whoever is behind it. */
    perNumber: z.strictObject(counts),
  })
  .nullable();
export type FrequencyLimits = z.infer<typeof frequencyLimitsSchema>;
