import { z } from 'zod';
import { idSchema } from './basics.ts';

/** Why a person is erased. A closed list: a sentence here could name the person again. */
export const eraseReasonSchema = z.enum(['asked', 'time-over', 'by-mistake']);
export type EraseReason = z.infer<typeof eraseReasonSchema>;

export const eraseRequestSchema = z.strictObject({ customerId: idSchema, why: eraseReasonSchema });
export type EraseRequest = z.infer<typeof eraseRequestSchema>;

/** How much went, for whoever asked. Nothing of it can be had back. */
export const eraseReplySchema = z.strictObject({ services: z.int().min(0), tasks: z.int().min(0), records: z.int().min(0) });
export type EraseReply = z.infer<typeof eraseReplySchema>;
