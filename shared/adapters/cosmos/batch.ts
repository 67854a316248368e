// Transactional batches of one logical partition: all operations are written, or none.
import type { Container, OperationInput, PartitionKey } from '@azure/cosmos';
import { errorFor, toEngineError } from './errors.ts';

export type BatchResult =
  /** The etag of each operation; empty for a removal. */
  | { kind: 'written'; etags: string[] }
  /** The operation that was refused, and the status code. */
  | { kind: 'refused'; operation: OperationInput | undefined; code: number };

const failedDependency = 424;

export async function runBatch(
  container: Container,
  partition: PartitionKey,
  operations: OperationInput[],
): Promise<BatchResult> {
  try {
    const { result = [], code } = await container.items.batch(operations, partition);
    const index = result.findIndex(
      ({ statusCode }) => statusCode >= 400 && statusCode !== failedDependency,
    );
    const refused = result[index];
    if (refused !== undefined) {
      return { kind: 'refused', operation: operations[index], code: refused.statusCode };
    }
    if (code !== undefined && code >= 400) throw errorFor({ code, retryAfterMs: undefined });
    return { kind: 'written', etags: result.map(({ eTag }) => eTag ?? '') };
  } catch (error) {
    throw toEngineError(error);
  }
}
