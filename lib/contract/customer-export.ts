import { z } from 'zod';
import { ownerSchema } from './assignment.ts';
import { idSchema, instantSchema } from './basics.ts';
import { customerSchema, serviceSchema } from './customer.ts';
import { changeOfCustomerSchema } from './customer-edit.ts';
import { recordSchema } from './record.ts';
import { taskSchema } from './task.ts';

export const customerExportRequestSchema = z.strictObject({ customerId: idSchema });

/** All that is held about one person, for whoever has a right to know it. */
export const customerExportSchema = z.strictObject({
  exportedAt: instantSchema,
  customer: customerSchema,
  services: z.array(serviceSchema),
  tasks: z.array(taskSchema),
  /** Newest calls first, each with all of its revisions, the first of them first. */
  records: z.array(z.strictObject({ agentName: z.string(), revisions: z.array(recordSchema).min(1) })),
  /** What was changed by hand, newest first. */
  changes: z.array(changeOfCustomerSchema),
  owner: ownerSchema.nullable(),
});
export type CustomerExport = z.infer<typeof customerExportSchema>;
