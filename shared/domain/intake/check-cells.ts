// The limits of one row, before its values are read.
import type { Columns } from './columns.ts';

export const maxValueLength = 4000;
/** Five rows make one task, and a task is one document of at most 2 MB. */
const maxRowBytes = 128 * 1024;

interface CellIssue {
  field: string;
  reason: 'wrongColumnCount' | 'notUtf8' | 'valueTooLong' | 'rowTooLong';
  message: string;
}

/** The first limit that the row exceeds; null for none. */
export function checkCells(cells: readonly string[], columns: Columns): CellIssue | null {
  if (cells.length !== columns.width) {
    const message = `The row has ${cells.length} values for ${columns.width} columns.`;
    return { field: '', reason: 'wrongColumnCount', message };
  }
  if (cells.some((cell) => cell.includes('\uFFFD'))) {
    const message = 'The row contains bytes that are not UTF-8; save the file as UTF-8.';
    return { field: '', reason: 'notUtf8', message };
  }
  const tooLong = cells.findIndex((cell) => cell.length > maxValueLength);
  if (tooLong >= 0) {
    const message = `A value may have up to ${maxValueLength} characters.`;
    return { field: nameAt(columns, tooLong), reason: 'valueTooLong', message };
  }
  if (isTooLong(cells)) {
    const message = `A row may have up to ${maxRowBytes / 1024} KB.`;
    return { field: '', reason: 'rowTooLong', message };
  }
  return null;
}

/** Counts stored bytes: a character has up to six. */
function isTooLong(cells: readonly string[]): boolean {
  const characters = cells.reduce((sum, cell) => sum + cell.length, 0);
  if (characters * 6 <= maxRowBytes) return false;
  return new TextEncoder().encode(JSON.stringify(cells)).length > maxRowBytes;
}

function nameAt(columns: Columns, position: number): string {
  for (const [name, at] of columns.named) if (at === position) return name;
  return columns.extra.find((column) => column.position === position)?.name ?? '';
}
