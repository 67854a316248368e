import { app } from '@azure/functions';

/** Whether the app answers. It reveals nothing about its services, because it needs no key. */
app.http('health', {
  methods: ['GET'],
  route: 'health',
  authLevel: 'anonymous',
  handler: async () => ({ jsonBody: { status: 'ok' } }),
});
