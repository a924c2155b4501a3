import { z } from 'zod';
import { idSchema } from './basics.ts';
import { customerSchema } from './customer.ts';
import { customerFieldsSchema } from './customer-edit.ts';

/** Two files of the same person become one. `take`: fields whose value comes from the one that goes; of phones and tags: whose come first. */
export const customerMergeRequestSchema = z.strictObject({
  keepId: idSchema,
  dropId: idSchema,
  take: z.array(customerFieldsSchema.omit({ optOut: true }).keyof()).max(20),
});
export type CustomerMergeRequest = z.infer<typeof customerMergeRequestSchema>;
export type TakenField = CustomerMergeRequest['take'][number];

/** `changeId`: the merge, among the changes of the one that stayed. */
export const customerSplitRequestSchema = z.strictObject({ changeId: idSchema });
export const customerSplitReplySchema = z.strictObject({ customer: customerSchema, restored: customerSchema });
export type CustomerSplitReply = z.infer<typeof customerSplitReplySchema>;
