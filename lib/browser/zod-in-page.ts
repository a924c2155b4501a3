import { z } from 'zod';

// Before any schema: zod's probe for its compiler would violate the extension's content security policy.
z.config({ jitless: true });
