import { describe, expect, test } from 'vitest';
import type { ConfigurationKind } from '../../../../../shared/domain/configuration/documents.ts';
import { StaleVersion } from '../../../../../shared/errors.ts';
import {
  type Document,
  kindOf,
  type Variant,
  variantNames,
} from '../../../../support/builders/document.ts';
import { createSeededEngine } from '../../../../support/builders/seeded-engine.ts';
import { everything, write } from '../../../../support/builders/write-document.ts';

const agent = { name: 'Ada', endpoint: 'https://agent.example' };
const phoneNumber = '+12065550177';
const needs: Partial<Record<Variant, Document>> = { workstream: { phoneNumber } };
const words: Record<ConfigurationKind, string> = {
  workstream: 'workstream',
  queue: 'queue',
  engagement: 'engagement',
  dispositionCode: 'disposition code',
  messageTemplate: 'message template',
  cancellationPolicy: 'cancellation policy',
};

const seen = (etag: string) => ({ match: [etag], noneMatch: null });

describe.each(variantNames)('a document of the kind %s', (variant) => {
  const kind = kindOf(variant);
  const named = (name: string): Document => ({ ...needs[variant], name });

  /** A document that was written twice. */
  async function changed() {
    const engine = await createSeededEngine();
    await write(engine, ['workstream', 'outbound-us'], { aiAgent: agent });
    const first = await write(engine, [variant, 'new'], named('One'));
    const second = await write(engine, [variant, 'new'], named('Two'), first.etag);
    return { engine, first, second, before: await everything(engine) };
  }

  test('is created once, and then replaced', async () => {
    const { first, second } = await changed();
    expect([first.created, second.created]).toEqual([true, false]);
    expect(second.etag).not.toBe(first.etag);
  });

  test.each(['the old etag', '"nonsense"'])(
    'is not replaced with If-Match of %s',
    async (which) => {
      const { engine, first, before } = await changed();
      const ifMatch = which === 'the old etag' ? first.etag : which;
      const writing = write(engine, [variant, 'new'], named('Three'), ifMatch);
      await expect(writing).rejects.toThrow(StaleVersion);
      await expect(writing).rejects.toThrow(
        `The ${words[kind]} 'new' is no longer the version ${ifMatch}.`,
      );
      expect(await everything(engine)).toEqual(before);
    },
  );

  test('is removed with If-Match of the current etag only', async () => {
    const { engine, first, second, before } = await changed();
    await expect(engine.documents.remove(kind, 'new', seen(first.etag))).rejects.toThrow(
      StaleVersion,
    );
    expect(await everything(engine)).toEqual(before);
    await engine.documents.remove(kind, 'new', seen(second.etag));
    expect(await engine.configuration.find(kind, 'new')).toBeUndefined();
  });

  test('is not created with If-Match', async () => {
    const { engine, second, before } = await changed();
    for (const ifMatch of ['*', second.etag]) {
      const other = variant === 'workstream' ? { phoneNumber: '+12065550178' } : {};
      const given = { ...named('One'), ...other };
      const writing = write(engine, [variant, 'newer'], given, ifMatch);
      await expect(writing).rejects.toThrow(StaleVersion);
    }
    expect(await everything(engine)).toEqual(before);
  });

  test('with an issue is refused for the issue, whatever the etag', async () => {
    const { engine, first, before } = await changed();
    const writing = write(engine, [variant, 'new'], { ...named('x'), name: 5 }, first.etag);
    await expect(writing).rejects.toMatchObject({ issues: [{ path: 'name' }] });
    expect(await everything(engine)).toEqual(before);
  });
});
