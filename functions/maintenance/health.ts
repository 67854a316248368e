import { app } from '@azure/functions';

/** Whether the app answers at all; it says nothing of what is behind it, for anyone may ask. */
app.http('health', {
  methods: ['GET'],
  route: 'health',
  authLevel: 'anonymous',
  handler: async () => ({ jsonBody: { status: 'ok' } }),
});
