import { z } from 'zod';

/** The name somebody signs in with: short, one of its kind at an endpoint, whatever its case. A staff number, initials, a name in any script. */
export const loginSchema = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._@+-]{1,39}$/u, 'login');
export type Login = z.infer<typeof loginSchema>;

/** A password that is being chosen; lib/people/password.ts says more. Kept as typed: spaces and every script are fine. */
export const newPasswordSchema = z.string().min(8).max(200);

/** A refresh token renews a device's access token, and is renewed with it; the one before stays good until the new one was used. */
export const tokensSchema = z.strictObject({ token: z.string().min(20), refreshToken: z.string().min(20) });
export type Tokens = z.infer<typeof tokensSchema>;

export const signInRequestSchema = z.strictObject({
  login: z.string().min(1).max(64),
  password: z.string().min(1).max(200),
  device: z.string().min(1).max(100),
});

/** One's own, by whoever is signed in. Sent again after a lost answer it is done, and nothing changes. */
export const passwordRequestSchema = z.strictObject({ old: z.string().min(1).max(200), password: newPasswordSchema });
/** `signedOut`: how many other devices of this person are signed out with it. */
export const passwordReplySchema = z.strictObject({ signedOut: z.int().min(0) });

export const refreshRequestSchema = tokensSchema.pick({ refreshToken: true });
