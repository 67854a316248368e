import { type Value } from '../json.ts';
import { compareValues, isPrimitive } from './order.ts';

export interface Accumulator {
  add(value: Value): void;
  result(): Value;
}

/** SUM and AVG with a value that is not a number are undefined. Undefined values are skipped. */
function total(finish: (sum: number, count: number) => Value): Accumulator {
  let sum = 0;
  let count = 0;
  let spoilt = false;
  return {
    add: (value) => {
      if (value === undefined) return;
      if (typeof value !== 'number') spoilt = true;
      else {
        sum += value;
        count += 1;
      }
    },
    result: () => (spoilt ? undefined : finish(sum, count)),
  };
}

function extreme(sign: 1 | -1): Accumulator {
  let best: Value;
  return {
    add: (value) => {
      if (!isPrimitive(value)) return;
      if (best === undefined || compareValues(value, best) * sign > 0) best = value;
    },
    result: () => best,
  };
}

function tally(): Accumulator {
  let count = 0;
  return {
    add: (value) => {
      if (value !== undefined) count += 1;
    },
    result: () => count,
  };
}

export function accumulator(name: string): Accumulator {
  switch (name) {
    case 'COUNT':
      return tally();
    case 'SUM':
      return total((sum) => sum);
    case 'AVG':
      return total((sum, count) => (count === 0 ? undefined : sum / count));
    case 'MIN':
      return extreme(-1);
    case 'MAX':
      return extreme(1);
    default:
      throw new Error(`Unknown aggregate ${name}.`);
  }
}
