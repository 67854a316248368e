// Assembles rows into chains. A chain is a single row, or up to five rows of one account in the order of the file. A
// chain leaves memory with its last row. Memory holds only accounts with more rows to come.
import { maxChainLength } from '../task/task.ts';
import type { RowIssue, IntakeRow } from './row.ts';

export interface Chain {
  /** The key depends only on the contact or account, not on the file. */
  key: string;
  rows: readonly IntakeRow[];
}

/** `pending`: the account of the row has more rows. */
type AddedRow =
  { kind: 'chain'; chain: Chain } | { kind: 'pending' } | { kind: 'fault'; fault: RowIssue };

export interface ChainAssembler {
  add(row: IntakeRow): AddedRow;
  /** The chain that ends on this line, even if the row of the line is unusable. */
  completedBy(line: number): Chain[];
}

/** `lastLines`: the last line of each account. */
export function assembleChains(lastLines: ReadonlyMap<string, number>): ChainAssembler {
  const firstLines = new Map<string, number>();
  const open = new Map<string, IntakeRow[]>();
  const ends = new Map<number, string>();
  for (const [account, line] of lastLines) ends.set(line, account);

  return {
    add(row) {
      const first = firstLines.get(row.identifier);
      if (first !== undefined) {
        const message = `Line ${first} has the same UniqueIdentifier.`;
        return fault(row.line, 'UniqueIdentifier', 'duplicateRow', message);
      }
      firstLines.set(row.identifier, row.line);
      if (row.account === null) {
        return { kind: 'chain', chain: { key: `contact ${row.identifier}`, rows: [row] } };
      }

      const rows = open.get(row.account) ?? [];
      if (rows.length >= maxChainLength) {
        const message = `An account may have up to ${maxChainLength} contacts.`;
        return fault(row.line, 'ID', 'chainTooLong', message);
      }
      open.set(row.account, [...rows, row]);
      return { kind: 'pending' };
    },
    completedBy(line) {
      const account = ends.get(line);
      const rows = account === undefined ? undefined : open.get(account);
      if (account === undefined || rows === undefined) return [];
      open.delete(account);
      return [{ key: `account ${account}`, rows }];
    },
  };
}

function fault(line: number, field: string, reason: RowIssue['reason'], message: string): AddedRow {
  return { kind: 'fault', fault: { line, field, reason, message, rowKept: false } };
}
