/**
 * The size limits of the standard tier. They apply to the encoded request: one message, a batch, or a whole management
 * request. The sections before the body of a message have separate limits.
 */
import { elements, sections } from './bytes.ts';
import type { MessageContent } from './message-content.ts';
import { headerTooLarge, propertyTooLarge, tooLarge } from './refusal.ts';
import { readValue } from './values.ts';

export const largestRequest = 256 * 1024;
const largestHeader = 64 * 1024;
const largestProperty = 32 * 1024;

export function checkRequestSize(size: number): void {
  if (size > largestRequest) throw tooLarge(size, largestRequest);
}

function checkProperties(section: Buffer): void {
  // If all properties together are within the limit, each one is.
  if (section.length <= largestProperty) return;
  const parts = elements(sections(section)[0]!.value);
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const size = parts[i + 1]!.length;
    if (size > largestProperty)
      throw propertyTooLarge(String(readValue(parts[i]!)), size, largestProperty);
  }
}

/** All sections except the body: the properties, the application properties, the annotations. */
function headerSize({ applicationProperties, properties, annotations }: MessageContent): number {
  let size = properties.length + (applicationProperties?.length ?? 0);
  for (const [name, value] of annotations) size += name.length + value.length;
  return size;
}

export function checkHeaderSize(content: MessageContent): void {
  const { applicationProperties } = content;
  if (applicationProperties !== undefined) checkProperties(applicationProperties);
  const size = headerSize(content);
  if (size > largestHeader) throw headerTooLarge(size, largestHeader);
}

export const contentSize = (content: MessageContent): number =>
  headerSize(content) + content.body.length;
