/** An issue of one field: its path, its value, and a message that continues “the field …”. */
export interface FieldIssue {
  path: string;
  value: unknown;
  message: string;
}
